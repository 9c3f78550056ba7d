"""Monitors and clerks at the same moment: a form is one contact, and no sheet changes after it was scored."""

from datetime import datetime, time

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking import clock
from booking.db import db, transaction
from booking.errors import BookingError
from booking.quality import queries, service
from booking.quality.models.scoring import Contact, ContactScore
from booking.quality.models.sheets import ScoreItem
from booking.quality.rules.contacts import ContactValues
from tests.reservations.racing import at_once
from tests.support import kindness
from tests.support.kindness import EMAIL
from tests.support.people import make_account

pytestmark = pytest.mark.race

KEY = "a-key-of-a-form-000001"
NOW = clock.parse("2026-11-23T12:00")


def assigned(app: Flask, now: datetime = NOW, due: int = 9) -> tuple[str, str, dict[str, int]]:
    """An assignment and its sheet by their names in addresses, and full points for it."""
    with app.app_context():
        make_account(EMAIL, "monitor")
        assignment = kindness.make_assignment(EMAIL, kindness.make_sheet(now), now=now, due=due)
        sheet = queries.sheet_of(assignment)
        return assignment.token, sheet.token, kindness.points(sheet, 5, 5, 5)


def submit(assignment: str, points: dict[str, int], key: str = KEY) -> str:
    values = ContactValues(clock.office_date(NOW), time(10, 30), "055-749-5114", "", points)
    with transaction():
        found = queries.get_assignment(assignment)
        return service.submit(found, key, values, actor=kindness.ACTOR, now=NOW).token


def count(app: Flask, model: type[Contact] | type[ContactScore] | type[ScoreItem]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_form_that_comes_many_times_at_once_is_one_contact(raced: Flask) -> None:
    assignment, _sheet, points = assigned(raced)
    tokens = at_once(raced, [lambda: submit(assignment, points)] * 6)
    assert len(set(tokens)) == 1 and (count(raced, Contact), count(raced, ContactScore)) == (1, 3)


def test_no_more_than_are_due_are_submitted_at_once(raced: Flask) -> None:
    assignment, _sheet, points = assigned(raced, due=1)

    def score(nth: int) -> str:
        try:
            return submit(assignment, points, f"a-key-of-a-form-00001{nth}")
        except BookingError as refusal:
            return refusal.code

    ends = at_once(raced, [lambda nth=nth: score(nth) for nth in range(4)])
    assert ends.count("assignment_done") == 3 and count(raced, Contact) == 1


def test_a_sheet_is_scored_or_changed_and_never_both(raced: Flask) -> None:
    assignment, sheet, points = assigned(raced)

    def score() -> str:
        try:
            submit(assignment, points)
        except BookingError as refusal:
            return refusal.code
        return "scored"

    def change() -> str:
        try:
            with transaction():
                service.remove_item(sheet, next(iter(points)), actor=kindness.ACTOR, now=NOW)
        except BookingError as refusal:
            return refusal.code
        return "changed"

    ends = set(at_once(raced, [score, change]))
    assert ends in ({"scored", "sheet_frozen"}, {"points_invalid", "changed"})
    assert (count(raced, ContactScore), count(raced, ScoreItem)) == ((3, 3) if "scored" in ends else (0, 2))


def test_an_assignment_is_begun_or_withdrawn_and_never_both(raced: Flask) -> None:
    """Without the lock on the assignment the contact or the withdrawal would fail on the foreign key."""
    token, _sheet, points = assigned(raced)

    def withdraw() -> str:
        with transaction():
            service.withdraw(token, actor=kindness.ACTOR, now=NOW)
        return "withdrawn"

    ends = at_once(raced, [lambda: submit(token, points), withdraw, lambda: submit(token, points), withdraw])
    refused = {one for one in ends if one.startswith("assignment_")}
    assert refused in ({"assignment_used"}, {"assignment_unknown"})
    assert count(raced, Contact) == ("assignment_used" in refused)
