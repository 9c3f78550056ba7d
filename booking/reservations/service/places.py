"""How much one address may take of one day: holds that run, and bookings that it makes.

Holds run on numbered places that the database gives, each once.

A place is the last thing that a claim takes. So who waits for one holds nothing that the other still needs, and nobody
waits in a circle.
"""

import math
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from booking import crypto
from booking.accounts import service as accounts
from booking.accounts.errors import Locked
from booking.db import db, insert
from booking.reservations.errors import TooManyFromHere, TooManyHolds
from booking.reservations.models import HoldPlace, Reservation
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import Slot


def take(held: Reservation, network: str, now: datetime) -> None:
    """Give a running hold one of the places that its address has on its day, or keep the one it has.

    network: what counts as one address (`booking.addresses.network_of`); empty where nothing is to be limited.
    TooManyHolds when all places belong to holds that run.
    """
    expires_at = held.expires_at or now
    kept = update(HoldPlace).where(HoldPlace.reservation_id == held.id).values(expires_at=expires_at)
    if db.session.execute(kept.returning(HoldPlace.id)).first():
        return
    limit = settings.get("reservations.holds_per_address")
    if not limit or not network:
        return
    whose = {"office_day_id": held.slot.office_day_id, "address_key": _key_of(network)}
    taken = {"reservation_id": held.id, "expires_at": expires_at}
    for n in range(1, limit + 1):
        wish = insert(HoldPlace).values(n=n, **whose, **taken).on_conflict_do_nothing().returning(HoldPlace.id)
        if db.session.execute(wish).first():
            return
    if not _take_over(whose, taken, limit, now):
        raise TooManyHolds(minutes=_minutes_to_wait(whose, limit, now))


def free(ids: list[int]) -> None:
    """Free the places of these reservations: they hold no longer."""
    db.session.execute(delete(HoldPlace).where(HoldPlace.reservation_id.in_(ids)))


def count_booking(slot: "Slot", network: str, now: datetime, field: str) -> None:
    """Count a booking that an address makes of the slot's day, or moves to it. TooManyFromHere, at `field` of the form.

    Telephones cost nothing to invent, so what one of them may have keeps nobody from taking a whole night. Who books
    holds the line's lock (`waiting_line.lock`), so that two at once do not slip past. network: as in `take`.
    """
    limit = settings.get("reservations.booked_per_address")
    if not limit or not network:
        return
    try:
        accounts.claim_of_the_day(f"bookings of {slot.office_day_id} from:{_key_of(network)}", now, limit)
    except Locked as error:
        raise TooManyFromHere(field=field, limit=limit) from error


def _key_of(network: str) -> str:
    return crypto.vault().index(f"address:{network}")


def _take_over(whose: dict[str, object], taken: dict[str, object], limit: int, now: datetime) -> bool:
    lapsed = (
        select(HoldPlace.id)
        .filter_by(**whose)
        .where(HoldPlace.expires_at <= now, HoldPlace.n <= limit)
        .order_by(HoldPlace.n)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    key = db.session.scalar(lapsed)
    if key is None:
        return False
    db.session.execute(update(HoldPlace).where(HoldPlace.id == key).values(**taken))
    return True


def _minutes_to_wait(whose: dict[str, object], limit: int, now: datetime) -> int:
    first = select(func.min(HoldPlace.expires_at)).filter_by(**whose)
    until = db.session.scalar(first.where(HoldPlace.expires_at > now, HoldPlace.n <= limit))
    return max(1, math.ceil((until - now).total_seconds() / 60)) if until else 1
