"""A day that follows its plan at once, whatever is booked on it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service.slots import SlotPlan, make_slot
from booking.db import db


def fit_day(office_day: OfficeDay, plans: Sequence[SlotPlan], slots: Sequence[Slot], now: datetime) -> bool:
    """Give a day the slots of these plans. True when something changed. slots: those it has, as they were read.

    Slots that have begun by `now` stay as they are, and none is made of them: what was is not planned any more.
    Nobody loses a booking: a slot that is planned no more but that reservations refer to stays, with no seats to be
    had, and who sits on a seat that a slot has no more keeps it. The day is locked as for closing it, so no claim slips
    in.
    """
    wanted = [slot for slot in (make_slot(office_day, plan) for plan in plans) if slot.starts_at > now]
    ahead = {_shape(slot) for slot in slots if slot.capacity and slot.starts_at > now}
    if ahead == {_shape(slot) for slot in wanted if slot.capacity}:
        return False
    db.session.refresh(office_day, with_for_update=True)
    query = select(Slot).where(Slot.office_day_id == office_day.id, Slot.starts_at > now).order_by(Slot.id)
    there = {_place(slot): slot for slot in db.session.scalars(query.execution_options(populate_existing=True))}
    planned = {_place(slot): slot for slot in wanted}
    for place, slot in there.items():
        new = planned.pop(place, None)
        if new is not None:
            slot.capacity, slot.kept_seats = new.capacity, new.kept_seats
        elif not _delete(slot):
            slot.capacity = slot.kept_seats = 0
    db.session.add_all(planned.values())
    db.session.flush()
    return True


def _place(slot: Slot) -> tuple[object, ...]:
    return slot.desk, slot.starts_at, slot.ends_at


def _shape(slot: Slot) -> tuple[object, ...]:
    return *_place(slot), slot.capacity, slot.kept_seats


def _delete(slot: Slot) -> bool:
    """False where the database holds it, for reservations refer to it, cancelled and lapsed ones included."""
    try:
        with db.session.begin_nested():
            db.session.delete(slot)
            db.session.flush()
    except IntegrityError:
        db.session.refresh(slot)
        return False
    return True
