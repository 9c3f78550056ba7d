"""A clerk presses twice, or two clerks press at once: one booking, one step, for everybody the same answer."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from booking.db import db, new_token, transaction
from booking.reservations import queries, service
from booking.reservations.models import Reservation
from tests.reservations.conftest import CLERK, NOW, a_person
from tests.reservations.racing import at_once, furnish

pytestmark = pytest.mark.race


@pytest.fixture
def raced(empty_url: str, make_app: Callable[..., Flask]) -> Flask:
    """The application on a database of its own."""
    return make_app(url=empty_url, tables=True)


@pytest.mark.parametrize("seats", [1, 2])
def test_a_form_sent_four_times_at_once_is_one_booking(raced: Flask, seats: int) -> None:
    tokens = furnish(raced, slots=6, seats=seats)
    for slot in tokens:
        form = new_token()

        def send(slot: str = slot, form: str = form) -> str:
            more = {"via": "telephone", "consent_version": "2026-11", "actor": CLERK, "now": NOW, "override": "반복"}
            with transaction():
                return str(service.book_for_caller(slot, a_person(), token=form, **more).reference)

        assert len(set(at_once(raced, [send] * 4))) == 1
    with raced.app_context():
        assert len(db.session.scalars(select(Reservation)).all()) == len(tokens)


def test_undo_pressed_by_two_clerks_at_once_goes_back_one_step(raced: Flask) -> None:
    [slot] = furnish(raced)
    with raced.app_context():
        more = {"via": "telephone", "consent_version": "2026-11", "actor": CLERK, "now": NOW}
        with transaction():
            row = service.book_for_caller(slot, a_person(), **more)
            start, reference = row.slot.starts_at, str(row.reference)
        for state in ("checked_in", "done"):
            with transaction():
                service.answer_state(queries.get_by_reference(reference), state, actor=CLERK, now=start)

    def undo() -> str:
        with transaction():
            return service.undo(queries.get_by_reference(reference), actor=CLERK, now=start, step="done").state

    assert at_once(raced, [undo] * 4) == ["checked_in"] * 4
