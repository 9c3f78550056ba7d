"""The one mechanism: a seat is claimed by writing it, and the database says whether that was possible.

Order of locks, everywhere: office days by date, then slots, then the waiting list's line, then reservations. Closing a
day takes the day first too, so the two cannot wait for each other in a circle.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from booking.db import db, insert, new_token
from booking.reservations.errors import AlreadyReserved, ReservationUnknown, SlotTaken
from booking.reservations.models import Reservation
from booking.reservations.rules.states import EXPIRED, FORM, HELD, new_reference
from booking.reservations.service import places


def lock(reservation: Reservation) -> Reservation:
    """The reservation as it is now, its row locked until the transaction ends. ReservationUnknown when it is gone.

    The row is locked alone and read afterwards: PostgreSQL checks a join that waited for a lock against the old row on
    its other side, so a reservation that has just moved to another slot would seem to be gone.
    """
    key = db.session.scalar(select(Reservation.id).where(Reservation.id == reservation.id).with_for_update())
    if key is None:
        raise ReservationUnknown
    query = select(Reservation).where(Reservation.id == key).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def free_lapsed(slot_id: int, now: datetime) -> int:
    """Expire the lapsed `form` holds of a slot, so that a claim can take their seats. Returns how many.

    A hold that somebody is confirming at this moment is locked and is left alone.
    """
    lapsed = (
        select(Reservation.id)
        .where(Reservation.slot_id == slot_id, Reservation.state == HELD, Reservation.purpose == FORM)
        .where(Reservation.expires_at <= now)
        .with_for_update(of=Reservation, skip_locked=True)
    )
    return expire(list(db.session.scalars(lapsed)), now)


def expire(ids: list[int], now: datetime) -> int:
    """Free the seats of these held reservations. Returns how many were still held."""
    if not ids:
        return 0
    result = db.session.execute(
        update(Reservation)
        .where(Reservation.id.in_(ids), Reservation.state == HELD)
        .values(state=EXPIRED, seat=None, changed_at=now)
        .execution_options(synchronize_session="fetch")
    )
    places.free(ids)
    return int(result.rowcount)  # type: ignore[attr-defined]


def claim_new(slot_id: int, seats: Iterable[int], now: datetime, **values: Any) -> Reservation:
    """A new held reservation on the first of these seats that the database gives. SlotTaken when it gives none.

    seats: numbers of the slot's seats (`queries/share.py` says which are whose).
    """
    free_lapsed(slot_id, now)
    row = {"token": new_token(), "slot_id": slot_id, "state": HELD, "held_at": now, "changed_at": now, **values}
    for seat in seats:
        # Any unique key settles it, not the seat's alone: on PostgreSQL two rows of the same token would otherwise wait
        # for each other in a circle, each holding its seat while it asks for the token.
        statement = insert(Reservation).values(seat=seat, **row).on_conflict_do_nothing().returning(Reservation.id)
        key = db.session.execute(statement).scalar()
        if key is not None:
            return db.session.get_one(Reservation, key)
    raise SlotTaken


def claim_seat(reservation: Reservation, slot_id: int, seats: Iterable[int], now: datetime, **values: Any) -> None:
    """Put an existing reservation on the first of these seats that the database gives, in one UPDATE that changes
    `values` with it.

    Afterwards `reservation.slot` is the new slot.

    SlotTaken when each seat is taken: then nothing of the row has changed.
    """
    free_lapsed(slot_id, now)
    for seat in seats:
        try:
            write(reservation, slot_id=slot_id, seat=seat, changed_at=now, **values)
        except SlotTaken:
            continue
        db.session.expire(reservation, ["slot"])
        return
    raise SlotTaken


def write(reservation: Reservation, **values: Any) -> None:
    """Write `values` to the row; what the database refuses is SlotTaken or AlreadyReserved and changes nothing."""
    try:
        with db.session.begin_nested():
            for name, value in values.items():
                setattr(reservation, name, value)
            db.session.flush()
    except (IntegrityError, OperationalError) as error:
        refusal = _refusal(error)
        if refusal is None:
            raise
        db.session.refresh(reservation)
        raise refusal from error


def _refusal(error: IntegrityError | OperationalError) -> Exception | None:
    text = str(error.orig).lower()
    if "unique" in text and "open_key" in text:
        return AlreadyReserved()
    if "unique" in text and "seat" in text:
        return SlotTaken()
    # Two reservations that move to each other's seats wait in a circle; PostgreSQL ends one. Both seats were taken.
    if getattr(error.orig, "sqlstate", None) == "40P01":
        return SlotTaken()
    return None


def with_reference(book: Callable[[str], None]) -> str:
    """Call `book` with a new reference, and again with another one should the database know it already."""
    for _ in range(5):
        reference = new_reference()
        try:
            book(reference)
        except IntegrityError as error:
            if "reference" not in str(error.orig):
                raise
            continue
        return reference
    raise RuntimeError("five references in a row were in use")
