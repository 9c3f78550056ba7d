"""`booking simulate`: what the scheduler would do, told from a copy; the real database stays as it is."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar.models import HolidayOverride, OfficeDay
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person

Command = Callable[..., Result]
Play = Callable[..., list[dict[str, Any]]]
CITIZEN = Actor(None, "", "citizen", "192.0.2.1")
NOW = clock.parse("2026-11-24T12:00")
DAY = date(2026, 12, 21)


@pytest.fixture
def play(command: Command) -> Play:
    """`play("2026-12-01", "2026-12-31", thing="night")`: what happened there, of one kind of thing or all."""

    def simulate(first: str, last: str, thing: str = "") -> list[dict[str, Any]]:
        told = json.loads(command("simulate", "--from", first, "--to", last, "--json").stdout)
        return [one for one in told if one["thing"] == (thing or one["thing"])]

    return simulate


@pytest.fixture
def booked(app: Flask, city: Path, command: Command) -> Reservation:
    """The first place of law in December, reserved on 24 November."""
    command("jobs", "run", "create_days", "--at", NOW.isoformat())
    day = calendar.find_office_day("consultation", DAY)
    assert day is not None
    slot = next(slot for slot in day.slots if slot.desk == "law")
    with transaction():
        held = service.hold(slot.token, "browser", now=NOW)
    with transaction():
        person = make_person("홍길동", "010-1234-5678", "", "")
        return service.reserve(held.token, person, now=NOW, holder="browser", consent_version="2026-11", actor=CITIZEN)


def counts() -> tuple[int | None, ...]:
    db.session.rollback()
    tables = (OfficeDay, Notice, Reservation)
    sent = db.session.scalar(select(func.count()).where(Notice.state == "sent"))
    return (*(db.session.scalar(select(func.count()).select_from(table)) for table in tables), sent)


def test_days_are_made_open_and_are_told_with_their_dates(app: Flask, city: Path, play: Play) -> None:
    told = play("2026-12-20", "2026-12-21", "consultation")
    assert {"made", "opens"} == {one["what"] for one in told}
    assert [one["at"] for one in told if one["what"] == "opens" and one["about"] == "2027-01-20"] == [
        "2026-12-21T09:00:00+09:00"
    ]


def test_a_wednesday_that_is_a_holiday_is_closed_with_its_reason(sqlite_app: Flask, city: Path, play: Play) -> None:
    told = play("2027-03-09", "2027-03-10", "night")
    closed = [one for one in told if one["about"] == "2027-05-05"]
    assert [(one["what"], one["detail"]) for one in closed] == [("closed", "공휴일(어린이날)이어서 쉽니다.")]


def test_messages_are_told_with_the_time_at_which_they_are_due_and_none_is_sent(
    booked: Reservation, play: Play
) -> None:
    before, reference = counts(), booked.reference
    told = [one for one in play("2026-12-18", "2026-12-18", "message") if f"reservation:{reference}" in one["about"]]
    assert counts() == before
    kinds = [(one["what"], one["about"].partition(" ")[0]) for one in told]
    assert kinds[0] == ("sent", "confirmed") and ("sent", "reminder") in kinds
    assert "2026-12-18T10:00:00+09:00" in [one["at"] for one in told if "reminder" in one["about"]]


def test_a_holiday_that_nobody_has_looked_at_yet_displaces_in_the_simulation_only(
    sqlite_app: Flask, booked: Reservation, play: Play
) -> None:
    with transaction():
        entered = {"entered_by": "clerk@example.com", "entered_at": NOW}
        db.session.add(HolidayOverride(date=DAY, effect="holiday", name="임시공휴일", **entered))
    reference = booked.reference
    told = play("2026-11-25", "2026-11-26")
    assert ("closed", "2026-12-21") in [(one["what"], one["about"]) for one in told]
    assert ("displaced", reference) in [(one["what"], one["about"]) for one in told]
    db.session.rollback()
    assert db.session.get_one(Reservation, booked.id).state == "reserved"


def test_lines_are_for_people_and_a_wrong_range_is_refused(sqlite_app: Flask, city: Path, command: Command) -> None:
    lines = command("simulate", "--from", "2026-12-01", "--to", "2026-12-01").stdout.splitlines()
    assert any(line.startswith("2026-12-01T00:01:00+09:00  consultation made") for line in lines)
    refused = command("simulate", "--from", "2026-12-02", "--to", "2026-12-01", exit_code=2)
    assert "is before --from" in refused.output
