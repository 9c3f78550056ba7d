"""Closing, rehousing and answering at once, and killed in between: nobody is lost, and no seat is given twice."""

import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.calendar.service import SlotPlan
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import jobs, queries, service
from booking.reservations.models import Displacement, Reservation
from booking.reservations.queries.displaced import TO_CALL
from tests.reservations.conftest import CITIZEN, CLERK, NOW
from tests.reservations.racing import DAY, at_once, book, furnish

pytestmark = pytest.mark.race

NEXT, LAST = date(2027, 1, 20), date(2027, 2, 22)
HOUR = timedelta(hours=1)


def more_days(app: Flask, *days: date, slots: int = 6) -> list[str]:
    """Further days of the field, as many slots each; their tokens."""
    with app.app_context(), transaction():
        at = [datetime(2027, 1, 1, 9 + n // 2, n % 2 * 30).time() for n in range(slots)]  # noqa: DTZ001
        plans = [SlotPlan("law", start, start.replace(minute=start.minute + 20)) for start in at]
        return [slot.token for day in days for slot in calendar.ensure_day("consultation", day, plans, None, NOW).slots]


def full_day(app: Flask, seats: int = 6) -> list[str]:
    """The references of who booked a day that is full."""
    tokens = furnish(app, slots=seats)
    with app.app_context():
        for number, token in enumerate(tokens):
            book(token, number)
        return list(db.session.scalars(select(Reservation.reference).order_by(Reservation.id)))


def close(now: datetime = NOW + HOUR) -> str:
    with transaction():
        day = db.session.scalars(select(OfficeDay).where(OfficeDay.date == DAY)).one()
        calendar.close_day(day, closed_by="rule", reason="holiday", actor=CLERK, now=now)
    return "closed"


def everybody_is_somewhere() -> Counter[str]:
    """Asserts what must be true after all of it; how many of the closed day stand where."""
    db.session.rollback()
    rows = db.session.scalars(select(Reservation)).all()
    taken = Counter((row.slot_id, row.seat) for row in rows if row.seat is not None)
    assert not [place for place, count in taken.items() if count > 1], "a double booking"
    day = db.session.scalars(select(OfficeDay).where(OfficeDay.date == DAY)).one()
    assert not [row for row in rows if row.slot.day is day and row.state == "reserved"], "left behind on a closed day"
    found = queries.list_turned_out(day)
    assert {one.booking.id for one in found} >= {row.id for row in rows if row.state == "displaced"}
    for one in found:
        is_cared_for = one.held is not None or one.lost.answer is not None or one.group in TO_CALL
        assert is_cared_for, f"{one.booking.state}: no replacement, no answer, not on the list to call"
        assert (one.booking.state == "displaced") == (one.lost.open_for is not None)
    told = Counter(db.session.scalars(select(Notice.subject).where(Notice.kind == "displaced")))
    assert set(told) == {f"reservation:{one.booking.reference}" for one in found} and set(told.values()) <= {1}
    return Counter(one.group for one in found)


def test_many_presses_at_once_accept_once(raced: Flask) -> None:
    (reference,) = full_day(raced, 1)
    more_days(raced, NEXT)
    with raced.app_context():
        close()
        jobs.rehouse(NOW + HOUR)
        token = db.session.scalars(select(Displacement.offer_token)).one()

    def press() -> str:
        with transaction():
            row = queries.get_by_reference(reference)
            return service.accept(row, token or "", actor=CITIZEN, now=NOW + 2 * HOUR).state

    assert at_once(raced, [press] * 8) == ["reserved"] * 8
    with raced.app_context():
        assert everybody_is_somewhere() == {"accepted": 1}
        assert list(db.session.scalars(select(Notice.kind).where(Notice.kind == "moved"))) == ["moved"]


def test_an_answer_that_races_its_deadline_is_taken_or_refused_and_never_half(raced: Flask) -> None:
    references = full_day(raced)
    more_days(raced, NEXT)
    with raced.app_context():
        close()
        jobs.rehouse(NOW + HOUR)
        tokens = {row.reservation.reference: row.offer_token for row in db.session.scalars(select(Displacement))}
        until = db.session.scalars(select(Reservation.expires_at).where(Reservation.purpose == "replacement")).first()
    assert until is not None

    def press(reference: str) -> str:
        with transaction():
            row = queries.get_by_reference(reference)
            return service.accept(row, tokens[reference] or "", actor=CITIZEN, now=until).state

    steps: list[Callable[[], object]] = [lambda one=one: press(one) for one in references]
    steps.insert(2, lambda: jobs.expire_holds(until))
    answers = at_once(raced, steps)
    with raced.app_context():
        stand = everybody_is_somewhere()
    assert stand == {group: count for group, count in (
        ("accepted", answers.count("reserved")), ("silent", answers.count("replacement_over"))) if count}  # fmt: skip
    assert sum(stand.values()) == len(references)


def test_two_schedulers_rehouse_at_once(raced: Flask) -> None:
    full_day(raced)
    more_days(raced, NEXT, slots=4)
    with raced.app_context():
        close()
    done = at_once(raced, [lambda: jobs.rehouse(NOW + HOUR)] * 4)
    assert sorted(done) == [0, 0, 0, 6]
    with raced.app_context():
        assert everybody_is_somewhere() == {"asked": 4, "without": 2}


def kill(url: str, where: str) -> None:
    """A process that closes the day or rehouses, and is killed at its worst moment."""
    script = "import sys; from tests.reservations.closer import main; main(*sys.argv[1:])"
    arguments = [url, f"{DAY}T12:00", (NOW + HOUR).isoformat(), where]
    done = subprocess.run([sys.executable, "-c", script, *arguments], check=False, capture_output=True, timeout=120)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("where", ["closing", "closed", "rehousing"])
def test_kill_9_between_closing_and_rehousing_loses_nobody(raced: Flask, empty_url: str, where: str) -> None:
    full_day(raced, 3)
    more_days(raced, NEXT, slots=2)
    with raced.app_context():
        if where == "rehousing":
            close()
    kill(empty_url, where)
    with raced.app_context():
        states = list(db.session.scalars(select(Reservation.state)))
        assert states == ["reserved"] * 3 and not db.session.scalars(select(Displacement)).all(), "half of it stayed"
        if where == "closing":
            close()  # nothing of it had happened, so the clerk presses again
        jobs.rehouse(NOW + 2 * HOUR)
        assert everybody_is_somewhere() == {"asked": 2, "without": 1}
        db.session.rollback()


def test_a_holiday_two_weeks_ahead_takes_nobody_with_it(raced: Flask, empty_url: str) -> None:
    """A full day is closed and its closer killed, while others book, cancel, accept, and two schedulers run."""
    references = full_day(raced, 12)
    later = more_days(raced, NEXT, LAST, slots=5)
    with raced.app_context():
        for number, token in enumerate(later[:3]):
            book(token, 100 + number)
        others = list(db.session.scalars(select(Reservation.reference).where(Reservation.reference.not_in(references))))
    kill(empty_url, "closed")

    def cancel(reference: str) -> str:
        with transaction():
            return service.cancel(queries.get_by_reference(reference), actor=CITIZEN, now=NOW + 2 * HOUR).state

    def answer(reference: str) -> str:
        row = queries.get_by_reference(reference)
        lost = db.session.scalars(select(Displacement).where(Displacement.open_for == row.id)).one_or_none()
        token = lost.offer_token if lost and lost.offer_token else ""
        with transaction():
            return service.accept(row, token, actor=CITIZEN, now=NOW + 2 * HOUR).state

    for round_ in range(3):
        at = NOW + (2 + round_) * HOUR
        steps: list[Callable[[], object]] = [lambda at=at: jobs.rehouse(at), lambda at=at: jobs.expire_holds(at)]
        steps += [lambda one=one: answer(one) for one in references[round_ * 3 : round_ * 3 + 3]]
        steps += [lambda: cancel(others[round_]), lambda: cancel(references[11 - round_])]  # noqa: B023
        steps += [lambda token=token, n=n: book(token, 200 + n + 20 * round_) for n, token in enumerate(later[3:7])]  # noqa: B023
        random.Random(round_).shuffle(steps)
        allowed = {"booked", "reserved", "cancelled", "slot_taken", "line_first", "hold_gone", "replacement_over"}
        strange = {one for one in at_once(raced, steps) if isinstance(one, str)} - allowed
        assert not strange, strange
    with raced.app_context():
        jobs.rehouse(NOW + 9 * HOUR)
        stand = everybody_is_somewhere()
        turned_out = select(Displacement.reservation_id)  # who cancels before the rehousing comes is not turned out
        left_before = Reservation.reference.in_(references) & Reservation.id.not_in(turned_out)
        left = list(db.session.scalars(select(Reservation.state).where(left_before)))
        assert set(left) <= {"cancelled"} and stand["cancelled"] + len(left) >= 1
        assert sum(stand.values()) + len(left) == 12
        for weeks in (1, 2, 3, 4):  # what one lets lapse is held for the next, until nobody is left who was not asked
            jobs.expire_holds(NOW + timedelta(weeks=weeks))
        stand = everybody_is_somewhere()
        assert not stand["asked"] and sum(stand.values()) + len(left) == 12
