"""How the tests stand in line."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import waiting as queries
from booking.reservations.rules.people import Person
from booking.reservations.rules.waiting import Wish
from booking.reservations.service import waiting
from tests.reservations.conftest import CITIZEN, NOW, a_person

LAW = Wish(frozenset({"law"}), date(2026, 12, 1), None)
NAMES = "가나다라마바사아자차카타파하"


def somebody(number: int) -> Person:
    return a_person(NAMES[number % 14] + NAMES[number // 14 % 14] + "영", f"010-2222-{number:04}")


def join(number: int = 1, wish: Wish = LAW, now: datetime = NOW, **more: Any) -> WaitingEntry:
    values = {"holder": f"browser {number}", "consent_version": "waiting-2026-11", "actor": CITIZEN, **more}
    with transaction():
        return waiting.join(wish, values.pop("person", None) or somebody(number), now=now, **values)


def offer_of(entry: WaitingEntry) -> Reservation | None:
    return queries.find_offer(entry)


def accept(entry: WaitingEntry, token: str, now: datetime = NOW) -> Reservation:
    with transaction():
        return waiting.accept(entry, token, holder=entry.holder, actor=CITIZEN, now=now)


def decline(entry: WaitingEntry, token: str, now: datetime = NOW) -> None:
    with transaction():
        waiting.decline(entry, token, actor=CITIZEN, now=now)


def leave(entry: WaitingEntry, now: datetime = NOW) -> None:
    with transaction():
        waiting.leave(entry, actor=CITIZEN, now=now)


def cancel(row: Reservation, now: datetime = NOW) -> None:
    with transaction():
        service.cancel(row, actor=CITIZEN, now=now)


def entry(number: int) -> WaitingEntry:
    """The entry with this key, read afresh."""
    return db.session.get_one(WaitingEntry, number, populate_existing=True)


def states() -> list[str]:
    """The states of all entries, in the order of joining."""
    db.session.rollback()
    return list(db.session.scalars(select(WaitingEntry.state).order_by(WaitingEntry.id)))


def sound() -> bool:
    """Whether nobody was overtaken, by the account."""
    found = queries.verify()
    assert found.findings == []
    return found.is_sound
