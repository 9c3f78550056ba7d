"""Tables of the consultations: the fields in which advice is given, and the experts who give it."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.calendar.rules import CONSULTATION
from booking.db import EncryptedText, Key, Model, Token, UtcDateTime, new_token

WALK_IN = ("booking_required", "walk_in_ok")
KINDS = ("text", "choice")
ATTENDANCE = ("self", "family", "proxy")


class Field(Model):
    """A desk at which one can book: a field of advice, or a kind of night business that takes bookings.

    When on a day of its service, in steps of how many minutes, with how many seats at a time.
    service: consultation or night, the kind of the office days at which it is there. A key is unique over both.
    key: its stable name in addresses and slots (law, national-tax …). starts, ends: wall times of the office.
    buffer: minutes between two consultations, for a late one or a glance at the next one's papers.
    capacity: seats in each span, 0 for none. desk_seats: how many seats of a day are kept for who calls or walks in.
    walk_in: booking_required, or walk_in_ok (walk-ins take what is free).
    attendance: who may come: self (the person alone), family (with family), proxy (somebody else instead).
    disclaimer: what the consultation is not, where the field's own sentence takes the place of the general one.
    bring, notes: what citizens read: what to bring, what else to know. name_en, bring_en … : in English,
    empty where nobody has entered it, and then pages show the Korean text.
    """

    __tablename__ = "consultation_field"
    __table_args__ = (
        CheckConstraint("service IN ('consultation', 'night')", name="service"),
        CheckConstraint("ends > starts", name="span"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("buffer >= 0", name="buffer"),
        CheckConstraint("capacity >= 0", name="capacity"),
        CheckConstraint("desk_seats >= 0", name="desk_seats"),
        CheckConstraint("walk_in IN ('booking_required', 'walk_in_ok')", name="walk_in"),
        CheckConstraint("attendance IN ('self', 'family', 'proxy')", name="attendance"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    service: Mapped[str] = mapped_column(String(20), default=CONSULTATION, server_default=CONSULTATION)
    name: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    starts: Mapped[time]
    ends: Mapped[time]
    minutes: Mapped[int] = mapped_column(default=30)
    buffer: Mapped[int] = mapped_column(default=0, server_default="0")
    capacity: Mapped[int] = mapped_column(default=1)
    desk_seats: Mapped[int] = mapped_column(default=0, server_default="0")
    is_active: Mapped[bool] = mapped_column(default=True)
    walk_in: Mapped[str] = mapped_column(String(20), default="booking_required")
    attendance: Mapped[str] = mapped_column(String(10), default="self")
    bring: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    name_en: Mapped[str] = mapped_column(String(100), default="", server_default="")
    bring_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    notes_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    disclaimer: Mapped[str] = mapped_column(Text, default="", server_default="")
    disclaimer_en: Mapped[str] = mapped_column(Text, default="", server_default="")


class Question(Model):
    """Something more that a field asks for with a booking, such as the lot number of the land.

    key: its stable name in the form (`answer-<key>`). kind: text, or choice among the lines of `choices`, whose
    English words stand in the same lines of `choices_en`. Texts in English are empty where nobody has entered them.
    """

    __tablename__ = "consultation_question"
    __table_args__ = (
        UniqueConstraint("field_key", "key"),
        CheckConstraint("kind IN ('text', 'choice')", name="kind"),
        CheckConstraint("kind = 'text' OR choices <> ''", name="choices"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    field_key: Mapped[str] = mapped_column(String(40), ForeignKey("consultation_field.key"))
    key: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(60))
    label_en: Mapped[str] = mapped_column(String(60), default="")
    hint: Mapped[str] = mapped_column(Text, default="")
    hint_en: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(10), default="text")
    choices: Mapped[str] = mapped_column(Text, default="")
    choices_en: Mapped[str] = mapped_column(Text, default="")
    is_required: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)


class Expert(Model):
    """Who advises in a field, sent by an organisation outside the office, for a term (위촉기간).

    organisation_en: in English, empty where nobody has entered it.
    token: the expert's name in addresses. position: order within the field; the first ones advise, one for each seat.
    account_id: the log-in, if any. phone: a mobile telephone (E.164) to which codes are sent, if any.
    term_from, term_to: first and last day of the appointment, open where NULL. pledged_on: 보안서약일.
    """

    __tablename__ = "expert"
    __table_args__ = (CheckConstraint("term_to >= term_from", name="term"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    name: Mapped[str] = mapped_column(String(60))
    organisation: Mapped[str] = mapped_column(String(100), default="")
    organisation_en: Mapped[str] = mapped_column(String(100), default="", server_default="")
    field_key: Mapped[str] = mapped_column(String(40), ForeignKey("consultation_field.key"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    account_id: Mapped[int | None] = mapped_column(Key, ForeignKey("users.id"), unique=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    term_from: Mapped[date | None]
    term_to: Mapped[date | None]
    pledged_on: Mapped[date | None]
    phone: Mapped[str | None] = mapped_column(EncryptedText)

    field: Mapped[Field] = relationship(lazy="joined", innerjoin=True)

    def serves_on(self, day: date) -> bool:
        """Whether the expert is active and the day lies in the term."""
        after_start = self.term_from is None or self.term_from <= day
        return self.is_active and after_start and (self.term_to is None or day <= self.term_to)

    def has_pledged(self, day: date) -> bool:
        """Whether the pledge of secrecy (보안서약) was given by that day; nobody reads what citizens ask before."""
        return self.pledged_on is not None and self.pledged_on <= day


class Absence(Model):
    """Days on which an expert does not come, from `first` to `last`. Removing it deletes the row; the log keeps why.

    token: its name in addresses.
    """

    __tablename__ = "expert_absence"
    __table_args__ = (CheckConstraint("last >= first", name="dates"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    expert_id: Mapped[int] = mapped_column(Key, ForeignKey("expert.id"), index=True)
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    entered_by: Mapped[str] = mapped_column(String(255))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
