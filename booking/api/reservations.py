"""What can be done with a booking: find it again, read it, move it, accept another time for it, cancel it."""

from booking import clock
from booking.accounts.errors import Locked
from booking.api import access, schemas, showing
from booking.api.instead import naming_nearest
from booking.api.operations import operation
from booking.db import transaction
from booking.limits import limit_looking_up, network
from booking.reservations import service
from booking.reservations.errors import ReservationUnknown
from booking.reservations.forms import read_reference
from booking.reservations.queries import moving


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
    "GET", "/reservations/<reference>/times", "Times to move a booking to", schemas.Slots, 403,
    opened_with="reservation",
)  # fmt: skip
def list_times_to_move_to(reference: str) -> schemas.Slots:
    """Those of its field that can be had now, by start; none where it cannot be moved online.

    For a displaced booking also those of days that are not open for the public yet, and the time that is held for it.
    """
    times = moving.list_times_to_move_to(access.open_reservation(reference), clock.now())
    return schemas.Slots(slots=[showing.slot(one) for one in times])


@operation(
    "POST", "/reservations/<reference>/accept", "Accept the time that is held instead", schemas.Reservation,
    403, 404, 409, 410, body=schemas.ReplacementAnswer, opened_with="reservation",
)  # fmt: skip
def accept_replacement(wish: schemas.ReplacementAnswer, reference: str) -> schemas.Reservation:
    """For a displaced booking. Reference and token stay. Again, it changes nothing; 410 when its time is over."""
    found, now = access.open_reservation(reference), clock.now()
    with transaction():
        accepted = service.accept(found, wish.replacement, actor=access.actor(), now=now)
        return showing.reservation(accepted, now)


@operation(
    "POST", "/reservations/<reference>/move", "Move a booking to another time", schemas.Reservation, 403, 404, 409, 429,
    body=schemas.MoveWish, opened_with="reservation",
)  # fmt: skip
def move(wish: schemas.MoveWish, reference: str) -> schemas.Reservation:
    """Within its field. Reference and messages stay; on failure nothing has changed."""
    found, now = access.open_reservation(reference), clock.now()
    with naming_nearest(wish.slot), transaction():
        moved = service.move(found, wish.slot, actor=access.actor(), now=now, network=network())
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
