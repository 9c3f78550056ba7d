"""The waiting list: join, see the own place, answer an offer, leave, find the place again."""

from functools import partial

from booking import clock, languages
from booking.accounts.errors import Locked
from booking.api import access, schemas, showing, showing_line, wishes
from booking.api.operations import operation
from booking.db import transaction
from booking.errors import BookingError
from booking.limits import limit_holding, limit_looking_up
from booking.reservations.errors import RequestRepeatedOtherwise, WaitingUnknown
from booking.reservations.forms import read_reference
from booking.reservations.models import WaitingEntry
from booking.reservations.queries import waiting as line
from booking.reservations.queries.consent import service_of, waiting_notice_in_force
from booking.reservations.rules.consent import stored_answer
from booking.reservations.rules.states import API
from booking.reservations.service import put_in_force, waiting, waiting_finding, waiting_line


@operation(
    "POST", "/waiting", "Stand in line", schemas.Joined, 409,
    status=201, body=schemas.WaitingWish, limit=limit_holding, is_repeatable=True,
)  # fmt: skip
def join_line(wish: schemas.WaitingWish) -> schemas.Joined:
    """Last of all. What is free right now and fits is offered at once, after those before.

    With an Idempotency-Key (random, 16 to 128 characters) asking again from the same address gives the same place, as
    it is by then; without one, who waits for the same fields already is refused (409).
    """
    now, names = clock.now(), access.new_names(wish.model_dump_json(), "waiting")
    find = partial(waiting_notice_in_force, service_of(wish.fields))
    wanted, person = wishes.read_in_line(wish, find(), now)
    with transaction():
        _ensure_same_request(names)
        notice = put_in_force(now, wish.consent, find)
        entry = waiting.join(
            wanted,
            person,
            holder=names.holder,
            consent_version=notice.version,
            consent_basis=notice.basis,
            consent_optional=stored_answer(wish.optional, is_filled=bool(wishes.list_optional(wish, ()))),
            token=names.token or "",
            language=languages.current(),
            via=API,
            actor=access.actor(),
            now=now,
        )
        return schemas.Joined(waiting=showing_line.place(entry, now), access=_access_to(entry))


def _ensure_same_request(names: access.Names) -> None:
    """RequestRepeatedOtherwise where the key stands for another wish; under the lock, for two may come at once."""
    waiting_line.lock()
    before = line.find_entry(names.token) if names.token else None
    if before is not None and before.holder != names.holder:
        raise RequestRepeatedOtherwise


@operation(
    "POST", "/waiting/lookup", "Find a place in line again", schemas.Access, 403,
    body=schemas.LookUp, limit=limit_looking_up,
)  # fmt: skip
def look_up_waiting(wish: schemas.LookUp) -> schemas.Access:
    """By its reference and telephone, in any spelling. The token in the answer opens the place for a short time.

    Too many wrong attempts at one reference lock it for a while (429), whoever tries.
    """
    read_reference(wish.reference)
    try:
        with transaction():
            found = waiting_finding.look_up(wish.reference, wish.phone, actor=access.actor(), now=clock.now())
            reference = found.reference if found else None
        if reference is None:
            raise WaitingUnknown
    except (WaitingUnknown, Locked) as error:
        error.field = "reference"
        raise
    return showing.access_to(reference, access.WAITING)


@operation("GET", "/waiting/<reference>", "Read a place in line", schemas.WaitingPlace, 403, opened_with="waiting")
def get_waiting(reference: str) -> schemas.WaitingPlace:
    """How many stand before, or the place that is offered and until when to answer."""
    return showing_line.place(access.open_waiting(reference), clock.now())


@operation(
    "POST", "/waiting/<reference>/accept", "Accept an offer", schemas.Reserved, 403, 409, 410,
    status=201, body=schemas.OfferAnswer, opened_with="waiting",
)  # fmt: skip
def accept_offer(wish: schemas.OfferAnswer, reference: str) -> schemas.Reserved:
    """The offered place is booked in one step. Sent again, it gives the first booking, and a new access token."""
    entry, now = access.open_waiting(reference), clock.now()
    try:
        with transaction():
            done = waiting.accept(entry, wish.offer, holder=entry.holder, actor=access.actor(), now=now)
            return showing.reserved(done, now)
    except BookingError:
        with transaction():  # an offer whose time is over goes to the next now, and not only with the next job
            waiting_line.serve(clock.now())
        raise


@operation(
    "POST", "/waiting/<reference>/decline", "Decline an offer", schemas.WaitingPlace, 403,
    body=schemas.OfferAnswer, opened_with="waiting",
)  # fmt: skip
def decline_offer(wish: schemas.OfferAnswer, reference: str) -> schemas.WaitingPlace:
    """It passes to the next, and the place in line stays. An offer that runs no more changes nothing."""
    entry, now = access.open_waiting(reference), clock.now()
    with transaction():
        return showing_line.place(waiting.decline(entry, wish.offer, actor=access.actor(), now=now), now)


@operation(
    "POST", "/waiting/<reference>/leave", "Leave the line", schemas.WaitingPlace, 403, opened_with="waiting"
)  # fmt: skip
def leave_line(reference: str) -> schemas.WaitingPlace:
    """A running offer passes to the next. Again, it changes nothing."""
    entry, now = access.open_waiting(reference), clock.now()
    with transaction():
        return showing_line.place(waiting.leave(entry, actor=access.actor(), now=now), now)


def _access_to(entry: WaitingEntry) -> schemas.Access:
    return showing.access_to(entry.reference, access.WAITING)
