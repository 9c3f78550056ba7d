"""Which experts may not advise on a booking, and which have somebody at its time already."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal, select, union_all

from booking.consultations import queries as consultations
from booking.db import db
from booking.reservations.models import Conflict, Reservation
from booking.reservations.rules.states import OCCUPYING

if TYPE_CHECKING:
    from booking.calendar.models import Slot
    from booking.consultations.models import Expert
    from booking.reservations.rules.rehousing import Displaced


def unfit_for(reservation: Reservation) -> tuple[Counter[int | None], set[int]]:
    """By expert's key, how many others each has at the time of a booking; and the keys of those who passed it on."""
    busy = select(literal(0), Reservation.expert_id).where(
        Reservation.slot_id == reservation.slot_id,
        Reservation.id != reservation.id,
        Reservation.state.in_(OCCUPYING),
        Reservation.expert_id.is_not(None),
    )
    passed = select(literal(1), Conflict.expert_id).where(Conflict.reservation_id == reservation.id)
    rows: Sequence[Any] = db.session.execute(union_all(busy, passed)).all()
    return Counter(key for kind, key in rows if not kind), {key for kind, key in rows if kind}


def list_conflicts(reservation_ids: Collection[int]) -> dict[int, list[Conflict]]:
    """The conflicts of some bookings, by booking; those without one are left out."""
    query = select(Conflict).where(Conflict.reservation_id.in_(reservation_ids)).order_by(Conflict.id)
    found: dict[int, list[Conflict]] = {}
    for one in db.session.scalars(query) if reservation_ids else ():
        found.setdefault(one.reservation_id, []).append(one)
    return found


def list_shunned(queue: "Iterable[Displaced]", slots: "Collection[Slot]") -> dict[int, set[int]]:
    """By booking of a queue, the keys of the slots at which nobody is free who may advise on it."""
    waiting = {one.id: one.desk for one in queue}
    conflicts = list_conflicts(waiting)
    if not conflicts:
        return {}
    busy, serving = _busy([slot.id for slot in slots]), _serving(slots)
    return {
        key: {
            slot.id
            for slot in slots
            if slot.desk == waiting[key]
            and not any(
                one.id not in busy.get(slot.id, ()) and one.id not in {each.expert_id for each in found}
                for one in serving[slot.id]
            )
        }
        for key, found in conflicts.items()
    }


def _busy(slot_ids: Collection[int]) -> dict[int, set[int]]:
    query = select(Reservation.slot_id, Reservation.expert_id).where(
        Reservation.slot_id.in_(slot_ids), Reservation.state.in_(OCCUPYING), Reservation.expert_id.is_not(None)
    )
    found: dict[int, set[int]] = {}
    for slot, expert in db.session.execute(query):
        found.setdefault(slot, set()).add(expert or 0)
    return found


def _serving(slots: "Collection[Slot]") -> "dict[int, list[Expert]]":
    by_day = {where: consultations.list_serving(*where) for where in {(slot.desk, slot.day.date) for slot in slots}}
    return {slot.id: by_day[slot.desk, slot.day.date] for slot in slots}
