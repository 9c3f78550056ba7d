"""What can be done with a booking: find it again, read it, move it, cancel it."""

from booking import clock
from booking.accounts.errors import Locked
from booking.api import access, schemas, showing
from booking.api.instead import naming_nearest
from booking.api.operations import operation
from booking.db import transaction
from booking.limits import limit_looking_up
from booking.reservations import service
from booking.reservations.errors import ReservationUnknown
from booking.reservations.forms import read_reference


@operation(
    "POST", "/reservations/lookup", "Find a booking again", schemas.Access, 403,
    body=schemas.LookUp, limit=limit_looking_up,
)  # fmt: skip
def look_up(wish: schemas.LookUp) -> schemas.Access:
    """By its reference and telephone, in any spelling. The token in the answer opens the booking for a short time.

    Too many wrong attempts at one reference lock it for a while (429), whoever tries.
    """
    read_reference(wish.reference)
    try:
        with transaction():
            found = service.look_up(wish.reference, wish.phone, actor=access.actor(), now=clock.now())
            reference = found.reference if found else None
        if reference is None:
            raise ReservationUnknown
    except (ReservationUnknown, Locked) as error:
        error.field = "reference"
        raise
    return showing.access_to(reference)


@operation(
    "GET", "/reservations/<reference>", "Read a booking", schemas.Reservation, 403, opened_with="reservation"
)  # fmt: skip
def get_reservation(reference: str) -> schemas.Reservation:
    """As it stands now, and whether it can be moved or cancelled."""
    return showing.reservation(access.open_reservation(reference), clock.now())


@operation(
    "POST", "/reservations/<reference>/move", "Move a booking to another time", schemas.Reservation, 403, 404, 409, 429,
    body=schemas.MoveWish, opened_with="reservation",
)  # fmt: skip
def move(wish: schemas.MoveWish, reference: str) -> schemas.Reservation:
    """Within its field. Reference and messages stay; on failure nothing has changed."""
    found, now = access.open_reservation(reference), clock.now()
    with naming_nearest(wish.slot), transaction():
        moved = service.move(found, wish.slot, actor=access.actor(), now=now)
        return showing.reservation(moved, now)


@operation(
    "POST", "/reservations/<reference>/cancel", "Cancel a booking", schemas.Reservation, 403, 409,
    opened_with="reservation",
)  # fmt: skip
def cancel(reference: str) -> schemas.Reservation:
    """Possible until the consultation starts. Again, it changes nothing."""
    found, now = access.open_reservation(reference), clock.now()
    with transaction():
        cancelled = service.cancel(found, actor=access.actor(), now=now)
        return showing.reservation(cancelled, now)
