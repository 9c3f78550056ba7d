"""Places in line: who waits for what, and a place that is offered."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from booking.api.schemas.base import KEY, Moment, Name, Shown, Wish, length
from booking.api.schemas.booked import Access, Proxy
from booking.reservations.rules import people

WaitingState = Literal["waiting", "offered", "lapsed", "served", "left", "ended"]


class WaitingWish(Wish):
    """Who waits, and for what: a place of any of these fields, from the first day to the last one.

    first: left out, from today on. last: left out, however late. consent: the version of the notice of the waiting list
    that was shown (`/consent?about=waiting`). optional: as in a booking, here about the e-mail
    and the person's telephone. name, phone, email: of who stands in line. who: `own`, or `proxy` where they wait for
    somebody else, who is then named by person_name and, if they have one, person_phone.
    """

    fields: list[Annotated[str, Field(pattern=KEY)]]
    first: dt.date | None = None
    last: dt.date | None = None
    name: Annotated[str, length(people.NAME_LENGTH)]
    phone: Annotated[str, length(people.PHONE_LENGTH)]
    email: Annotated[str, length(people.EMAIL_LENGTH)] | None = None
    who: Literal["own", "proxy"] = "own"
    person_name: Annotated[str, length(people.NAME_LENGTH)] | None = None
    person_phone: Annotated[str, length(people.PHONE_LENGTH)] | None = None
    consent: str
    optional: bool | None = None


class FieldInLine(Shown):
    """A field that somebody waits for. before: how many stand before them; null once they wait no more."""

    field: str
    name: str
    before: int | None


class Offered(Shown):
    """A place that is kept for who waits until answer_until. offer: its name, which an answer brings along."""

    offer: str
    slot: str
    field: str
    field_name: str
    starts_at: Moment
    ends_at: Moment
    place: str
    answer_until: Moment


class WaitingPlace(Shown):
    """A place in line. state: waiting; offered; lapsed (too late to answer); served (booked); left; ended.

    name, phone and email are of the person who comes; proxy: who waits for them, if somebody does.
    lapses: offers that were not answered in time. reservation: the reference of the booking that it led to.
    """

    reference: str
    state: WaitingState
    fields: list[FieldInLine]
    first: dt.date
    last: dt.date | None
    joined_at: Moment
    name: str | None
    phone: str | None
    email: str | None
    proxy: Proxy | None
    lapses: int
    offer: Offered | None
    reservation: str | None


class Joined(Shown):
    """A place in line that was taken, and the token that opens it."""

    waiting: WaitingPlace
    access: Access


class OfferAnswer(Wish):
    """The offer that is answered."""

    offer: Name
