"""What the API takes in and gives out. The OpenAPI document is made from these classes."""

import datetime as dt
from datetime import datetime, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from booking import clock
from booking.reservations.forms import REFERENCE_TYPED
from booking.reservations.rules import people

NAME = r"^[A-Za-z0-9_-]{1,43}$"
KEY = r"^[a-z][a-z0-9-]{0,39}$"

Moment = Annotated[
    datetime,
    PlainSerializer(lambda value: clock.to_office(value).isoformat(timespec="seconds"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "description": "ISO 8601, office time (+09:00)"}),
]
Wall = Annotated[
    time,
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$", "description": "wall time of the office"}),
]
Name = Annotated[str, Field(pattern=NAME)]

SlotState = Literal["free", "held", "full", "not_open", "past", "closed"]
DayState = Literal["free", "full", "not_open", "past", "closed"]
HoldState = Literal["held", "expired", "reserved", "checked_in", "done", "no_show", "cancelled", "displaced"]
ReservationState = Literal["reserved", "checked_in", "done", "no_show", "cancelled", "displaced"]


def length(limit: int) -> Any:
    """A length that the document tells and the room's own rule judges, with its own sentence."""
    return Field(json_schema_extra={"maxLength": limit})


class Wish(BaseModel):
    """A body that is taken in: only what it knows, in the types it knows."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Shown(BaseModel):
    """A body that is given out."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class AdviceField(Shown):
    """A field of advice. attendance: who may come: the person alone (self), with family, or somebody else (proxy)."""

    field: str
    name: str
    starts: Wall
    ends: Wall
    minutes: int
    walk_in: Literal["booking_required", "walk_in_ok"]
    attendance: Literal["self", "family", "proxy"]
    bring: str
    notes: str
    organisations: list[str]


class AdviceFields(Shown):
    """The fields, in the order of the pages."""

    fields: list[AdviceField]


class Slot(Shown):
    """A time of one field. state: free; held (no seat free, one only held); full; not_open; past; closed.

    free: seats that can be had now, 0 unless the state is free.
    """

    slot: str
    field: str
    date: dt.date
    starts_at: Moment
    ends_at: Moment
    state: SlotState
    free: int


class Slots(Shown):
    """Times, by start."""

    slots: list[Slot]


class FieldOfDay(Shown):
    """A field on one day."""

    field: str
    name: str
    free: int


class Day(Shown):
    """A consultation day. Booking is open from opens_at (null: at once) until closes_at.

    reason: why the day is when it is (nominal, moved_saturday, moved_sunday, moved_holiday, staff), null where the
    calendar plans another one. closed_text: why it is closed.
    """

    date: dt.date
    state: DayState
    free: int
    opens_at: Moment | None
    closes_at: Moment
    reason: str | None
    reason_text: str
    closed_text: str
    fields: list[FieldOfDay]


class MonthWithout(Shown):
    """A month without consultations. reason: none_saturday, none_sunday, none_holiday or staff."""

    month: str
    nominal: dt.date
    reason: str
    reason_text: str


class Days(Shown):
    """The consultation days to come, and the months among them that have none."""

    days: list[Day]
    months_without: list[MonthWithout]


class FieldWithSlots(FieldOfDay):
    """A field on one day, with its times and who sends its experts."""

    organisations: list[str]
    slots: list[Slot]


class DayWithSlots(Day):
    """A consultation day with all its times."""

    fields: list[FieldWithSlots]  # type: ignore[assignment]


class Night(Shown):
    """A Wednesday night. reason: open, holiday or staff. The hours are given for a closed one too."""

    date: dt.date
    open: bool
    reason: Literal["open", "holiday", "staff"]
    reason_text: str
    starts_at: Moment
    ends_at: Moment


class Nights(Shown):
    """Wednesday nights, by date."""

    nights: list[Night]


class Consent(Shown):
    """The privacy notice in force, to be shown before a booking is made. html: its wording, a list of terms."""

    version: str
    html: str
    notice_url: str


class SlotFilter(BaseModel):
    """Which times."""

    date: dt.date | None = None
    field: Annotated[str, Field(pattern=KEY)] | None = None
    state: SlotState | None = None


class FieldFilter(BaseModel):
    """Of one field only."""

    field: Annotated[str, Field(pattern=KEY)] | None = None


class Span(BaseModel):
    """From one date to another, both included; by default the coming nights that the page shows."""

    first: dt.date | None = Field(None, alias="from")
    last: dt.date | None = Field(None, alias="to")


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
    """Who comes. consent: the version of the privacy notice that was shown and agreed to."""

    hold: Name
    name: Annotated[str, length(people.NAME_LENGTH)]
    phone: Annotated[str, length(people.PHONE_LENGTH)]
    email: Annotated[str, length(people.EMAIL_LENGTH)] | None = None
    question: Annotated[str, length(people.QUESTION_LENGTH)] | None = None
    consent: str


class Reservation(Shown):
    """A booking. may_move, may_cancel: whether that is possible online now; moving ends at move_until."""

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
    question: str | None
    bring: str
    may_move: bool
    move_until: Moment
    may_cancel: bool
    closed_text: str


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


class FieldProblem(Shown):
    """One thing that is wrong: its stable code, the property it belongs to, and a sentence for people."""

    code: str
    field: str | None
    detail: str


class Problem(Shown):
    """RFC 9457. code, field and detail are those of the first error; parameters: what its sentence speaks of."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    code: str
    field: str | None
    parameters: dict[str, str | int]
    errors: list[FieldProblem]
