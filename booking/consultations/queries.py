"""Fields and experts, as other rooms and the pages ask for them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select

from booking import clock
from booking.calendar.rules import CONSULTATION
from booking.consultations.errors import AbsenceUnknown, ExpertUnknown, FieldUnknown, QuestionUnknown
from booking.consultations.models import Absence, Expert, Field, Question
from booking.consultations.rules import Asked, pair_choices
from booking.db import db


def list_fields(active_only: bool = True, service: str = CONSULTATION) -> list[Field]:
    """The desks of a service in the order of the pages: by default the fields of advice."""
    return [field for field in list_desks(active_only) if field.service == service]


def list_desks(active_only: bool = False) -> list[Field]:
    """Every desk at which one can book, whatever its service, in the order of the pages."""
    query = select(Field).order_by(Field.service, Field.position, Field.key)
    return list(db.session.scalars(query.where(Field.is_active) if active_only else query))


def find_field(key: str) -> Field | None:
    """The desk with this key, active or not, whatever its service."""
    return db.session.scalar(select(Field).where(Field.key == key))


def get_field(key: str, service: str | None = None) -> Field:
    """The same, of this service where one is named. FieldUnknown."""
    field = find_field(key)
    if field is None or service not in (None, field.service):
        raise FieldUnknown
    return field


def list_questions(field_key: str) -> list[Question]:
    """Everything more that a field asks or has asked, in the order of the form."""
    query = select(Question).where(Question.field_key == field_key).order_by(Question.position, Question.key)
    return list(db.session.scalars(query))


def get_question(field_key: str, key: str) -> Question:
    """A field's question with this key. QuestionUnknown."""
    found = db.session.scalar(select(Question).where(Question.field_key == field_key, Question.key == key))
    if found is None:
        raise QuestionUnknown
    return found


def list_asked(field_key: str) -> list[Asked]:
    """What a field asks now with a booking, in the order of the form."""
    return [_asked(one) for one in list_questions(field_key) if one.is_active]


def list_asked_by_field() -> dict[str, tuple[Asked, ...]]:
    """What the fields ask now, by their keys in the order of the pages; a field that asks nothing is left out."""
    query = select(Question).join(Field, Field.key == Question.field_key)
    order = (Field.position, Field.key, Question.position, Question.key)
    found: dict[str, tuple[Asked, ...]] = {}
    for one in db.session.scalars(query.where(Question.is_active, Field.is_active).order_by(*order)):
        found[one.field_key] = (*found.get(one.field_key, ()), _asked(one))
    return found


def _asked(one: Question) -> Asked:
    choices = pair_choices(one.choices, one.choices_en) if one.kind == "choice" else ()
    return Asked(one.key, one.label, one.label_en, one.hint, one.hint_en, choices, one.is_required)


def list_experts(field_key: str | None = None, active_only: bool = True) -> list[Expert]:
    """The experts by field and in their order there, or those of one field."""
    query = select(Expert).join(Field).order_by(Field.position, Expert.field_key, Expert.position, Expert.id)
    if field_key is not None:
        query = query.where(Expert.field_key == field_key)
    return list(db.session.scalars(query.where(Expert.is_active) if active_only else query))


def find_expert_of_account(user_id: int) -> Expert | None:
    """The expert who logs in with this account."""
    return db.session.scalar(select(Expert).where(Expert.account_id == user_id))


def is_term_over(user_id: int, now: datetime) -> bool:
    """Whether this is the account of an expert whose term of appointment has ended: it is shut out from then on."""
    expert = find_expert_of_account(user_id)
    return expert is not None and expert.term_to is not None and expert.term_to < clock.office_date(now)


def list_ending(today: date, days: int) -> list[Expert]:
    """The active experts whose term ends today or within so many days, by its end."""
    ends = Expert.term_to.between(today, today + timedelta(days=days))
    return list(db.session.scalars(select(Expert).where(Expert.is_active, ends).order_by(Expert.term_to, Expert.id)))


def get_expert_by_token(token: str) -> Expert:
    """The expert with this name in addresses. ExpertUnknown."""
    expert = db.session.scalar(select(Expert).where(Expert.token == token))
    if expert is None:
        raise ExpertUnknown
    return expert


def get_expert(id: int) -> Expert:
    """The expert with this key. ExpertUnknown."""
    expert = db.session.get(Expert, id)
    if expert is None:
        raise ExpertUnknown
    return expert


def list_absences(since: date, expert_id: int | None = None) -> list[Absence]:
    """Absences that are not over before a date, of all experts or of one, by their first day."""
    query = select(Absence).where(Absence.last >= since).order_by(Absence.first, Absence.id)
    return list(db.session.scalars(query if expert_id is None else query.where(Absence.expert_id == expert_id)))


def get_absence(token: str) -> Absence:
    """The absence with this name in addresses. AbsenceUnknown."""
    found = db.session.scalar(select(Absence).where(Absence.token == token))
    if found is None:
        raise AbsenceUnknown
    return found


def is_away(expert: Expert, day: date, absences: Iterable[Absence]) -> bool:
    """Whether one of these absences is this expert's on that day."""
    return any(one.expert_id == expert.id and one.first <= day <= one.last for one in absences)


def list_serving(field_key: str, day: date) -> list[Expert]:
    """Who advises in a field on a day, in their order: appointed for it, and not away. One statement."""
    away = select(Absence.id).where(Absence.expert_id == Expert.id, Absence.first <= day, Absence.last >= day)
    query = select(Expert).where(Expert.field_key == field_key, Expert.is_active, ~away.exists())
    found = db.session.scalars(query.order_by(Expert.position, Expert.id))
    return [one for one in found if one.serves_on(day)]
