"""Any order of bookings, closings and experts who come or do not keeps the house in order."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select

from booking.calendar.models import OfficeDay, Slot
from booking.consultations import queries as consultations
from booking.consultations import service
from booking.consultations.models import Absence, Expert
from booking.db import db, transaction
from booking.reservations import service as reservations
from booking.reservations.models import Reservation
from tests.reservations.conftest import CLERK
from tests.reservations.test_stateful import DAYS, Bookings, numbers
from tests.support.stateful import bounded


class Absences(Bookings):
    """The same people and days, and experts who are away now and then."""

    @initialize()
    def empty(self) -> None:
        with transaction():
            db.session.execute(delete(Absence))
        super().empty()

    @rule(number=numbers, day=st.sampled_from(DAYS), longer=st.integers(0, 40))
    def absent(self, number: int, day, longer: int) -> None:  # type: ignore[no-untyped-def]
        experts = db.session.scalars(select(Expert).order_by(Expert.id)).all()
        last, key = day + timedelta(days=longer), experts[number % len(experts)].id
        self.look_again(lambda: service.add_absence(key, day, last, reason="학회", actor=CLERK, now=self.now))

    @rule(number=numbers)
    def present(self, number: int) -> None:
        found = db.session.scalars(select(Absence).order_by(Absence.id)).all()
        if found:
            token = found[number % len(found)].token
            self.look_again(lambda: service.remove_absence(token, actor=CLERK, now=self.now))

    def look_again(self, change) -> None:  # type: ignore[no-untyped-def]
        """What follows a change of absences, in its transaction."""
        self.now += timedelta(seconds=1)

        def do() -> None:
            change()
            coming = db.session.scalars(select(OfficeDay).where(OfficeDay.date >= self.now.date())).all()
            service.keep_desks(coming, self.now, CLERK)
            reservations.rehouse(self.now, CLERK)
            reservations.reappoint(self.now, CLERK)

        self.attempt(do)

    @invariant()
    def desks(self) -> None:
        """A coming slot of advice rests where all appointed are away, and nobody who is still to come sits there."""
        if not hasattr(self, "seen"):
            return
        of_advice = select(Slot).join(Slot.day).where(OfficeDay.kind == "consultation", Slot.starts_at > self.now)
        for slot in db.session.scalars(of_advice):
            is_served = bool(consultations.list_serving(slot.desk, slot.day.date))
            if slot.day.date > self.now.date():
                assert (slot.closed_reason is None) == is_served
        for row in db.session.scalars(select(Reservation).where(Reservation.state == "reserved")):
            assert row.slot.closed_reason is None or row.slot.starts_at <= self.now, "left behind"


@pytest.mark.property
@pytest.mark.timeout(3600)  # only finding the shortest failing order takes long
def test_any_order_with_absences_keeps_the_house_in_order(app: Flask) -> None:
    Absences.app = app
    run_state_machine_as_test(Absences, settings=bounded(5, steps=40))
