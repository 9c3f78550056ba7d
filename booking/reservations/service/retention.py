"""What of bookings is kept how long: first the question goes, later the person. An audit or a lawsuit keeps both."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.sql.elements import ColumnElement

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.notices import service as notices
from booking.reservations.models import Reservation
from booking.reservations.rules.retention import MONTHS, PERSON, QUESTION
from booking.reservations.service import claims
from booking.reservations.service.destruction import Kind, add_kind
from booking.reservations.service.exporting import ROSTER_FILES
from booking.reservations.service.shared import audited
from booking.reservations.service.telling import subject_of
from booking.reservations.service.upkeep import nobody
from booking.reservations.service.waiting_data import PEOPLE_IN_LINE
from booking.reservations.service.walk_ins import PEOPLE_AT_THE_DESK


def _due(is_there: "ColumnElement[bool]") -> Any:
    def select_due(before: datetime, today: date) -> "Select[Any]":
        slot = Reservation.slot.property.mapper.class_
        return (
            select(Reservation.id, Reservation.reference, slot.starts_at)
            .join(slot, slot.id == Reservation.slot_id)
            .where(is_there, slot.starts_at < before)
            .where(or_(Reservation.kept_until.is_(None), Reservation.kept_until < today))
            .order_by(Reservation.id)
        )

    return select_due


def _destroy_questions(ids: Sequence[int], now: datetime) -> None:
    for row in _read(ids):
        claims.write(row, question=None, answers=None, outcome_note=None)
        notices.forget_notes(subject_of(row))
        _note("reservation.question_destroyed", row, audited(row)["person"], now)


def _destroy_people(ids: Sequence[int], now: datetime) -> None:
    for row in _read(ids):
        person = audited(row)["person"]
        claims.write(row, **nobody(now))
        notices.forget_notes(subject_of(row))
        _note("reservation.destroyed", row, person, now)


def _read(ids: Sequence[int]) -> list[Reservation]:
    """The rows, which this transaction has locked, as they are now."""
    query = select(Reservation).where(Reservation.id.in_(ids)).order_by(Reservation.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _note(action: str, row: Reservation, person: str, now: datetime) -> None:
    subject = audited(row)["subject"]
    audit.changed(action, actor=Actor.job("destroy_past_due"), now=now, subject=subject, person=person)


_WITH_IT = (Reservation.question, Reservation.answers, Reservation.outcome_note)
_HAS_QUESTION = or_(*(one.is_not(None) for one in _WITH_IT))

QUESTIONS = Kind(QUESTION, MONTHS, "privacy.question_months", Reservation, _due(_HAS_QUESTION), _destroy_questions)
PEOPLE = Kind(
    PERSON, MONTHS, "privacy.person_months", Reservation, _due(Reservation.name.is_not(None)), _destroy_people
)


def register_kinds() -> None:
    """Have what this room keeps of people destroyed in its time."""
    for kind in (QUESTIONS, PEOPLE, PEOPLE_IN_LINE, PEOPLE_AT_THE_DESK, ROSTER_FILES):
        add_kind(kind)
