"""Fields, days, times and nights, the privacy notice; and which of them are asked for."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from booking.api.schemas.base import KEY, DayState, Moment, Shown, SlotState, Wall


class Choice(Shown):
    """One of the answers that a question offers. text: what is sent; text_en: its English words, empty without any."""

    text: str
    text_en: str


class Question(Shown):
    """What a field asks with a booking. key: its name in `answers`. kind: text, written freely, or one of the choices.

    required: whether a booking needs an answer; where it does not, the answer falls under the optional consent.
    max_length: how long an answer may be. who: in which bookings it is asked (see `who` there). *_en: in English, empty
    where the office has entered none.
    """

    key: str
    label: str
    label_en: str
    hint: str
    hint_en: str
    required: bool
    kind: Literal["text", "choice"]
    choices: list[Choice]
    max_length: int
    who: list[Literal["own", "proxy"]]


class AdviceField(Shown):
    """A field of advice. attendance: who may come: the person alone (self), with family, or somebody else (proxy).

    questions: what it asks with a booking, in the order of the form.
    """

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
    questions: list[Question]


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

    fields: list[FieldWithSlots]  # type: ignore[assignment] # narrower, and only ever read


class NextFree(Shown):
    """The first time that can be had now, and how many seats are free on its day; null where there is none.

    page: where citizens take it.
    """

    slot: Slot | None
    free: int
    free_by_field: list[FieldOfDay]
    page: str | None


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


class NightTask(Shown):
    """A kind of business of the night office. business: its key. starts, ends: of every open night; accepted_until:
    until when somebody is still received. fee: in won, null where it is not on record or depends (fee_note).
    sample: made up, until the office has checked it.
    """

    business: str
    name: str
    starts: Wall
    accepted_until: Wall
    ends: Wall
    fee: int | None
    fee_note: str
    bring: str
    notes: str
    sample: bool


class NightTasks(Shown):
    """What the night office receives, in the order of the pages."""

    tasks: list[NightTask]


class Consent(Shown):
    """The privacy notice in force, to be shown before somebody books or stands in line. html: its wording."""

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


class ConsentFilter(FieldFilter):
    """Which notice: that of bookings, or that of the waiting list."""

    about: Literal["booking", "waiting"] | None = None


class Span(BaseModel):
    """From one date to another, both included; by default the coming nights that the page shows."""

    first: dt.date | None = Field(None, alias="from")
    last: dt.date | None = Field(None, alias="to")
