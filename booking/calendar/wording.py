"""How the calendar's decisions read: the sentence of each reason code, in the reader's language."""

import datetime as dt
from datetime import date
from typing import TYPE_CHECKING, Protocol

from flask_babel import gettext, ngettext

from booking import dates, languages
from booking.calendar import queries
from booking.calendar.rules import DayDecision
from booking.calendar.rules.answers import Change

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot


class Night(Protocol):
    """What is said about a night: a `NightDecision`, or another room's own view of one."""

    @property
    def date(self) -> dt.date:
        """The Wednesday."""

    @property
    def reason(self) -> str:
        """open, holiday or staff."""

    @property
    def holiday_name(self) -> str | None:
        """The name of the public holiday."""

    @property
    def text(self) -> str:
        """What staff tell citizens."""


def reason_text(decision: DayDecision | Night) -> str:
    """Why a consultation day or a night is as it is, in one sentence for citizens."""
    return _consultation(decision) if isinstance(decision, DayDecision) else _night(decision)


def closing_text(closed_reason: str | None, closed_text: str | None, holiday_name: str | None) -> str:
    """Why an office day was closed, for whoever was to come: staff's own words, or what the rule found.

    holiday_name: the holiday's name in the reader's language (`name_of`).
    """
    if closed_text:
        return closed_text
    if holiday_name:
        return gettext("공휴일(%(name)s)이어서 쉽니다.", name=holiday_name)
    return gettext("상담일이 다른 날로 정해졌습니다.") if closed_reason == "moved" else ""


def election_warning(day: dt.date) -> str:
    """What staff are warned of about a session on this day: an election is near. A judgement, so nothing is closed."""
    election = queries.elections_ahead([day]).get(day)
    if election is None:
        return ""
    return (
        f"{dates.day(day)}은 선거일({election[1]}, {dates.day(election[0])}) 전 60일 안입니다. "
        "공직선거법 제86조에 따라 열어도 되는지 확인해 주세요."
    )


CHANGES = {
    "added": "공휴일로 넣음",
    "returned": "직원이 뺀 날을 다시 공휴일로 넣음",
    "withdrawn": "공휴일에서 뺌",
    "renamed": "이름을 바꿈",
}
"""What a change of the holidays that somebody proposes is called."""


def change_words(one: Change) -> str:
    """A change of the holidays, as staff choose it."""
    name = f"{one.before} → {one.name}" if one.what == "renamed" else one.name
    return f"{dates.day(one.date)} {name}: {CHANGES[one.what]}"


def why_closed(day: "OfficeDay") -> str:
    """Why this office day is closed, in one sentence; "" for an open one."""
    if day.is_open:
        return ""
    name = queries.holidays(day.date, day.date).get(day.date)
    return closing_text(day.closed_reason, day.closed_text, name and name_of(day.date, name))


def why_slot_closed(slot: "Slot") -> str:
    """Why a time does not take place, in one sentence; "" for one that does."""
    if slot.day.is_open and slot.closed_reason:
        return gettext("상담위원 사정으로 이날은 이 분야 상담을 열지 않습니다.")
    return why_closed(slot.day)


def name_of(day: date, name: str) -> str:
    """A public holiday's name in the reader's language."""
    known = queries.holiday_name(day, name, languages.current())
    return gettext("임시공휴일") if known == "임시공휴일" else known


def _night(night: Night) -> str:
    if night.reason == "staff":
        return _with_text(gettext("담당 부서의 사정으로 열지 않습니다."), night.text)
    if night.reason == "holiday":
        return gettext("공휴일(%(name)s)이어서 열지 않습니다.", name=name_of(night.date, night.holiday_name or ""))
    return gettext("공휴일이 아닌 수요일이어서 엽니다.")


def _consultation(day: DayDecision) -> str:
    if day.reason == "staff":
        if day.date is None:
            return _with_text(gettext("담당 부서의 사정으로 열지 않습니다."), day.text)
        found = dates.near_day(day.date, day.nominal)
        return _with_text(gettext("담당 부서의 사정으로 %(day)s에 엽니다.", day=found), day.text)
    if day.reason == "nominal":
        return gettext("20일이 근무일이어서 20일에 엽니다.")
    cause = _cause(day)
    if day.date is None:
        return gettext("%(cause)s이어서 열지 않습니다.", cause=cause)
    found = dates.near_day(day.date, day.nominal)
    if day.date < day.nominal:
        return gettext("%(cause)s이어서 앞 근무일인 %(day)s에 엽니다.", cause=cause, day=found)
    return gettext("%(cause)s이어서 다음 근무일인 %(day)s에 엽니다.", cause=cause, day=found)


def _cause(day: DayDecision) -> str:
    """`20일이 일요일`, `20일이 공휴일(추석 전날)이고 21일·22일이 공휴일(추석, 추석 다음날)`."""
    names = {other: name_of(other, name) for other, name in day.passed}
    cause = _own_cause(day.reason.rpartition("_")[2], names.pop(day.nominal, None))
    others = {other: name for other, name in sorted(names.items()) if other.weekday() < 5}
    if not others:
        return cause
    days = [dates.near_day(other, day.nominal) for other in others]
    return ngettext(
        "%(cause)s이고 %(days)s이 공휴일(%(names)s)",
        "%(cause)s이고 %(days)s이 공휴일(%(names)s)",
        len(others),
        cause=cause,
        days="·".join(days) if languages.current() == languages.FIRST else dates.listed(days),
        names=dates.listed(list(dict.fromkeys(others.values()))),
    )


def _own_cause(what: str, name: str | None) -> str:
    if name is None:
        plain = {"saturday": gettext("20일이 토요일"), "sunday": gettext("20일이 일요일")}
        return plain.get(what) or gettext("20일이 공휴일")
    named = {
        "saturday": gettext("20일이 토요일(%(name)s)", name=name),
        "sunday": gettext("20일이 일요일(%(name)s)", name=name),
    }
    return named.get(what) or gettext("20일이 공휴일(%(name)s)", name=name)


def _with_text(sentence: str, text: str) -> str:
    return f"{sentence} ({text})" if text else sentence
