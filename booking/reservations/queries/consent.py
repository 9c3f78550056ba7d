"""The privacy notice in force, and the wordings that were."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from booking.calendar.rules import CONSULTATION, NIGHT
from booking.consultations import queries as consultations
from booking.db import db
from booking.reservations.models import ConsentWording, Reservation, WaitingEntry
from booking.reservations.rules.consent import (
    FILLED,
    OPTIONAL,
    REQUIRED,
    YES,
    Notice,
    Terms,
    in_one_line,
    make_notice,
)
from booking.reservations.rules.visit_consent import make_visit_notice, make_visit_waiting_notice
from booking.reservations.rules.waiting_consent import WaitingTerms, make_waiting_notice
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.consultations.models import Field
    from booking.consultations.rules import Asked


def terms_in_force() -> Terms:
    """What the settings and the experts of today make of the notice."""
    sent: dict[str, list[str]] = {}
    english: dict[str, list[str]] = {}
    for expert in consultations.list_experts():
        if expert.organisation and expert.field.is_active:
            sent.setdefault(expert.field.name, []).append(expert.organisation)
            name = expert.field.name_en or expert.field.name
            english.setdefault(name, []).append(expert.organisation_en or expert.organisation)
    asked = [(field, one) for field in consultations.list_fields() for one in consultations.list_asked(field.key)]
    more = {
        needed: tuple(_item(field, one) for field, one in asked if one.is_required is needed)
        for needed in (True, False)
    }
    in_english = {
        _item(field, one): f"{one.label_en} ({field.name_en})" for field, one in asked if one.label_en and field.name_en
    }
    return Terms(
        basis=settings.get("privacy.legal_basis"),
        question_months=settings.get("privacy.question_months"),
        person_months=settings.get("privacy.person_months"),
        organisations=tuple((name, tuple(dict.fromkeys(many))) for name, many in sent.items()),
        named_in={"en": in_one_line((name, dict.fromkeys(many)) for name, many in english.items())},
        items_in={"en": in_english},
        processors=settings.get("privacy.processors"),
        required=(*REQUIRED, *more[True]),
        optional=(*OPTIONAL, *more[False]),
        asks_afterwards=settings.get("quality.visit_survey"),
    )


def _item(field: "Field", asked: "Asked") -> str:
    """What a field asks, as an item of the notice in Korean."""
    return f"{field.name} {asked.label}"


def notice_in_force(service: str = CONSULTATION) -> Notice:
    """The wording that a form shows now. It may not be stored yet: the booking that is made under it does that."""
    return make_visit_notice(terms_in_force()) if service == NIGHT else make_notice(terms_in_force())


def service_of(desks: Iterable[str]) -> str:
    """Whose notice counts for who waits at these desks: that of visits where nothing else is waited for."""
    found = {field.service for field in map(consultations.find_field, desks) if field}
    return NIGHT if found == {NIGHT} else CONSULTATION


def waiting_notice_in_force(service: str = CONSULTATION) -> Notice:
    """The same for who stands in line."""
    kept = {"keep_days": settings.get("waiting.keep_days"), "waiting_months": settings.get("waiting.months")}
    terms = WaitingTerms(terms_in_force(), **kept)
    return make_visit_waiting_notice(terms) if service == NIGHT else make_waiting_notice(terms)


def is_optional_agreed(row: Reservation | WaitingEntry) -> bool:
    """Whether the optional items of a row's own notice were agreed to, whenever that was.

    The notice of the waiting list, under which an offer is accepted, knows fewer of them than that of bookings.
    """
    if isinstance(row, Reservation) and row.waiting_id is not None:
        since = row.reserved_at
        if row.optional_at is None or (since is not None and row.optional_at < since):
            return False
    return row.consent_optional in (YES, FILLED)


def list_wordings() -> list[ConsentWording]:
    """All wordings there were, the newest first."""
    return list(db.session.scalars(select(ConsentWording).order_by(ConsentWording.id.desc())))


def count_by_version() -> dict[str, int]:
    """How many bookings were made under each version, or how many joined the line under one of its notice."""
    counts: dict[str, int] = {}
    for version in (Reservation.consent_version, WaitingEntry.consent_version):
        for name, count in db.session.execute(select(version, func.count()).group_by(version)):
            counts[name or ""] = max(count, counts.get(name or "", 0))  # who joined and then booked is one
    return {version: count for version, count in counts.items() if version}
