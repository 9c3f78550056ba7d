"""Whatever is booked and cancelled, whoever comes or does not: nobody advises two at once beside an idle colleague."""

from collections import Counter
from datetime import date, time

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from booking.calendar import service as calendar
from booking.calendar.models import Slot
from booking.calendar.service import SlotPlan
from booking.consultations import queries as consultations
from booking.consultations import service as experts
from booking.consultations.models import Absence, Expert
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import service
from booking.reservations.models import Reservation
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person
from tests.support.stateful import bounded

DAY = date(2027, 2, 22)
SEATS = 3
Step = tuple[str, int]
steps = st.tuples(st.sampled_from(["book", "cancel", "absent", "back"]), st.integers(0, SEATS - 1))


@pytest.mark.property
def test_nobody_advises_two_at_once_beside_an_idle_colleague(sqlite_app: Flask, desk: Desk) -> None:
    with transaction():
        db.session.add(Expert(name="최세무", organisation="표본", field_key="national-tax"))
        plan = SlotPlan("national-tax", time(10), time(10, 30), SEATS)
        slot = calendar.ensure_day("consultation", DAY, [plan], None, NOW).slots[0]

    @bounded(5, steps=1)
    @given(st.lists(steps, min_size=4, max_size=12))
    @example([("book", 0), ("book", 1), ("absent", 0), ("absent", 1), ("back", 0), ("back", 0)])
    @example([("book", 0), ("book", 1), ("absent", 0), ("back", 0), ("cancel", 1), ("book", 2)])
    def any_order(order: list[Step]) -> None:
        with transaction():
            for table in (Notice, Reservation, Absence):
                db.session.execute(delete(table))
        for nth, step in enumerate(order):
            do(step, nth, desk, slot)
            look(slot)

    any_order()


def booked(slot: Slot) -> list[Reservation]:
    db.session.rollback()
    query = select(Reservation).where(Reservation.slot_id == slot.id, Reservation.state == "reserved")
    return list(db.session.scalars(query.order_by(Reservation.id)))


def do(step: Step, nth: int, desk: Desk, slot: Slot) -> None:
    """One step, where it is possible, and what changes of absences and the nightly run have followed."""
    what, number = step
    rows, away = booked(slot), db.session.scalars(select(Absence).order_by(Absence.id)).all()
    if what == "book" and len(rows) < SEATS and len(away) < SEATS:
        desk.book(slot, a_person("가나다", f"010-5555-{nth:04}"))
    elif what != "book":
        there = consultations.list_serving("national-tax", DAY)
        with transaction():
            if what == "cancel" and rows:
                service.cancel(rows[number % len(rows)], actor=CITIZEN, now=NOW)
            elif what == "absent" and len(there) > 1:
                key = there[number % len(there)].id
                experts.add_absence(key, DAY, DAY, reason="학회", actor=CLERK, now=NOW)
            elif what == "back" and away:
                experts.remove_absence(away[number % len(away)].token, actor=CLERK, now=NOW)
            service.reappoint(NOW, CLERK)


def look(slot: Slot) -> None:
    counts = Counter(row.expert_id for row in booked(slot))
    there = {one.id for one in consultations.list_serving("national-tax", DAY)}
    assert set(counts) <= there
    assert len(counts) == min(counts.total(), len(there)), f"{counts} of {there}"
