"""Many who answer one visit at the same moment: the key of the visit's fingerprint judges."""

from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.db import db, transaction
from booking.quality.models.visit_survey import VisitAnswer
from booking.quality.queries import visit_survey as queries
from booking.quality.service import visit_survey as service
from tests.quality.visits import TAPS, some_visit
from tests.reservations.racing import at_once

pytestmark = pytest.mark.race

VISIT = some_visit()


def kept(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(VisitAnswer)) or 0


def test_of_many_answers_at_once_one_is_kept(raced: Flask) -> None:
    def answer() -> bool:
        with transaction():
            return service.answer(VISIT, TAPS, None)

    assert sorted(at_once(raced, [answer] * 8)) == [False] * 7 + [True]
    assert kept(raced) == 1


def test_without_the_key_two_would_be_kept(raced: Flask) -> None:
    """Look, then write: both see that nobody has answered."""
    both_have_looked = Barrier(2, timeout=20)

    def look_then_write() -> None:
        was_answered = queries.is_answered(VISIT)
        db.session.rollback()
        both_have_looked.wait()
        if not was_answered:
            with transaction():
                db.session.add(VisitAnswer(desk=VISIT.desk, month=queries.month_of(VISIT.day), **TAPS))

    at_once(raced, [look_then_write] * 2)
    assert kept(raced) == 2, "the control no longer shows the race"
