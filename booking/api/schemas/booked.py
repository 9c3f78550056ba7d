"""Holds and bookings."""

from typing import Annotated, Literal

from booking.api.schemas.base import HoldState, Moment, Name, ReservationState, Shown, Wish, length
from booking.consultations.rules import ANSWER_LENGTH
from booking.reservations.forms import REFERENCE_TYPED
from booking.reservations.rules import people


class HoldWish(Wish):
    """The time to be held."""

    slot: Name


class Hold(Shown):
    """A time that is kept while somebody fills in who comes.

    reference: of the booking it became. A lapsed hold can still be confirmed or extended while its seat is free.
    """

    hold: str
    state: HoldState
    slot: str
    field: str
    starts_at: Moment
    ends_at: Moment
    expires_at: Moment | None
    extensions_left: int
    reference: str | None


class NewHold(Hold):
    """A new hold with the secret that it is read, extended, given up and confirmed with."""

    secret: str


class ReservationWish(Wish):
    """Who books, and who comes. consent: the version of the privacy notice that was shown and agreed to.

    name, phone, email: of who books. who: `own`, or `proxy` where they book for somebody else, who is then named by
    person_name and, if they have a telephone of their own, person_phone; for `own` those two count for nothing.
    answers: to the questions of the field (`/fields/{field}`), by their keys. optional: the answer to the optional part
    of the notice. false: then nothing that it is about may be sent along; null: what is sent along is consent.
    code: what was sent to `phone` (`/holds/{hold}/code`), where the office wants telephones proved.
    """

    hold: Name
    who: Literal["own", "proxy"] = "own"
    name: Annotated[str, length(people.NAME_LENGTH)]
    phone: Annotated[str, length(people.PHONE_LENGTH)]
    email: Annotated[str, length(people.EMAIL_LENGTH)] | None = None
    person_name: Annotated[str, length(people.NAME_LENGTH)] | None = None
    person_phone: Annotated[str, length(people.PHONE_LENGTH)] | None = None
    question: Annotated[str, length(people.QUESTION_LENGTH)] | None = None
    answers: dict[str, Annotated[str, length(ANSWER_LENGTH)]] = {}
    consent: str
    optional: bool | None = None
    code: Annotated[str, length(20)] | None = None


class CodeWish(Wish):
    """The telephone of who books, that a code goes to."""

    phone: Annotated[str, length(people.PHONE_LENGTH)]


class Proxy(Shown):
    """Who booked for somebody else."""

    name: str
    phone: str
    email: str | None


class GivenAnswer(Shown):
    """An answer with its question, in the words of then. key: the name of the question."""

    key: str
    label: str
    text: str


class Replacement(Shown):
    """The time that is held until answer_until for somebody whose day was closed.

    replacement: its name, which accepting it brings along.
    """

    replacement: str
    slot: str
    starts_at: Moment
    ends_at: Moment
    answer_until: Moment


class Reservation(Shown):
    """A booking. name, phone and email are of the person who comes; proxy: who booked for them, if somebody did.

    answers: to what the field asked with the booking, in the order of the questions.
    may_move, may_cancel: whether that is possible online now; moving ends at move_until, but not for a displaced
    one, whose closed day closed_text tells of.
    replacement: what is held instead for a displaced one.
    """

    reference: str
    state: ReservationState
    slot: str
    field: str
    field_name: str
    starts_at: Moment
    ends_at: Moment
    place: str
    name: str | None
    phone: str | None
    email: str | None
    proxy: Proxy | None
    question: str | None
    answers: list[GivenAnswer]
    bring: str
    may_move: bool
    move_until: Moment
    may_cancel: bool
    closed_text: str
    replacement: Replacement | None


class Access(Shown):
    """A token that opens one reservation for a short time."""

    reference: str
    access_token: str
    token_type: Literal["Bearer"]
    expires_at: Moment


class Reserved(Shown):
    """A booking that was made, and the token that opens it."""

    reservation: Reservation
    access: Access


class LookUp(Wish):
    """What finds a booking again."""

    reference: Annotated[str, length(REFERENCE_TYPED)]
    phone: Annotated[str, length(people.PHONE_LENGTH)]


class MoveWish(Wish):
    """The other time, of the same field."""

    slot: Name


class ReplacementAnswer(Wish):
    """The held time that is accepted."""

    replacement: Name
