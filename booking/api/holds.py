"""From a time to a booking."""

from functools import partial

from flask import current_app

from booking import clock, languages
from booking.api import access, schemas, showing, wishes
from booking.api.instead import naming_nearest
from booking.api.operations import operation
from booking.calendar.rules import NIGHT
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.limits import limit_holding, network
from booking.notices.channels import carries_texts
from booking.reservations import service
from booking.reservations.errors import CodeWrong
from booking.reservations.queries import consent
from booking.reservations.rules import people
from booking.reservations.rules.consent import stored_answer
from booking.reservations.rules.states import API


@operation(
    "POST", "/holds", "Hold a time", schemas.NewHold, 404, 409,
    status=201, body=schemas.HoldWish, limit=limit_holding, is_repeatable=True,
)  # fmt: skip
def create_hold(wish: schemas.HoldWish) -> schemas.NewHold:
    """Nobody else can take the time while the hold lasts. The answer has the secret that opens the hold.

    With an Idempotency-Key (random, 16 to 128 characters) asking again from the same address gives the same hold and
    the same secret, as the hold is by then. One address has a limited number of holds running on one day (429).
    """
    names = access.new_names(wish.slot)
    with naming_nearest(wish.slot), transaction():
        held = service.hold(wish.slot, names.holder, now=clock.now(), token=names.token, network=network(), via=API)
        return schemas.NewHold(**dict(showing.hold(held)), secret=names.secret)


@operation("GET", "/holds/<hold>", "Read a hold", schemas.Hold, 404, opened_with="hold")
def get_hold(hold: str) -> schemas.Hold:
    """Until when it lasts; or the reference of the booking that it became."""
    return showing.hold(access.open_hold(hold))


@operation("POST", "/holds/<hold>/extend", "Extend a hold", schemas.Hold, 404, 409, 410, 429, opened_with="hold")
def extend_hold(hold: str) -> schemas.Hold:
    """It lasts the full time again from now. A lapsed one is claimed again while its seat is free, else 410."""
    slot = access.open_hold(hold).slot.token
    with naming_nearest(slot), transaction():
        return showing.hold(service.extend(hold, now=clock.now(), network=network()))


@operation("DELETE", "/holds/<hold>", "Give a hold up", None, 404, 409, status=204, opened_with="hold")
def give_hold_up(hold: str) -> None:
    """Its seat is free for others at once. Again, it changes nothing; 409 when it is a booking already."""
    access.open_hold(hold)
    with transaction():
        service.give_up(hold, now=clock.now())


@operation(
    "POST", "/holds/<hold>/code", "Send a code to a telephone", None, 404, 409, 429,
    status=204, body=schemas.CodeWish, opened_with="hold",
)  # fmt: skip
def send_code(wish: schemas.CodeWish, hold: str) -> None:
    """Where the office wants telephones proved: six digits by text message, which the booking then brings as `code`.

    They count for ten minutes and five tries; asking again sends new ones. Where no proof is wanted, nothing is sent.
    """
    access.open_hold(hold)
    phone = people.read_phone(wish.phone)
    with transaction():
        service.send_code(
            hold, phone, network=network(), has_texts=carries_texts(current_app.config),
            language=languages.current(), now=clock.now(), again=True,
        )  # fmt: skip


@operation(
    "POST", "/reservations", "Make a hold a booking", schemas.Reserved, 404, 409, 410, 429,
    status=201, body=schemas.ReservationWish, opened_with="hold",
)  # fmt: skip
def reserve(wish: schemas.ReservationWish) -> schemas.Reserved:
    """For the person who comes. Sent again, it gives the first booking, and a new access token."""
    held = access.open_hold(wish.hold)
    if not held.is_booked:
        if held.slot.day.kind == NIGHT:  # nobody is asked what a visit is about, and nothing of it is kept
            wish = wish.model_copy(update={"question": None})
        asked = consultations.list_asked(held.slot.desk)
        find = partial(consent.notice_in_force, held.slot.day.kind)
        person = wishes.read_person(wish, asked, find())
        holder = held.holder or ""
        _prove(wish, person)
        with naming_nearest(held.slot.token), transaction():
            notice = service.put_in_force(clock.now(), wish.consent, find)
            held = service.reserve(
                wish.hold,
                person,
                holder=holder,
                consent_version=notice.version,
                consent_basis=notice.basis,
                consent_optional=stored_answer(wish.optional, is_filled=bool(wishes.list_optional(wish, asked))),
                language=languages.current(),
                actor=access.actor(),
                now=clock.now(),
                network=network(),
            )
            return showing.reserved(held, clock.now())
    return showing.reserved(held, clock.now())


def _prove(wish: schemas.ReservationWish, person: people.Person) -> None:
    """CodeWrong where a code was sent along that does not prove the telephone; without one `reserve` judges."""
    if not wish.code:
        return
    with transaction():
        is_proved = service.prove(wish.hold, (person.proxy or person).phone or "", wish.code, now=clock.now())
    if not is_proved:
        raise CodeWrong(field="code")
