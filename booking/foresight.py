"""What a change of the calendar would lead to, seen before it is made: it is done, looked at, and undone."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from booking import clock, wording
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar.rules import DayDecision, NightDecision
from booking.db import transaction
from booking.recheck import Followed, lines, recheck, when_told

T = TypeVar("T")

AHEAD = timedelta(days=2 * 366)
"""How far ahead a change is looked at: nothing is entered for later years."""


@dataclass(frozen=True)
class Foreseen:
    """What a change of the calendar would lead to.

    days: consultation days that would be others, before and after. nights: nights that would open or close, as they
    would be then.
    """

    followed: Followed
    days: list[tuple[DayDecision, DayDecision]]
    nights: list[NightDecision]


class _Undone(Exception):
    """Ends a transaction whose work is only to be seen."""


def rehearse(do: Callable[[], T]) -> T:
    """Do something in a transaction, undo it, and say what it answered: nothing stays and nobody is told.

    What is seen is what it does, for it is the same code; somebody may book or cancel before it is done.
    """
    seen: list[T] = []
    try:
        with transaction():
            seen.append(do())
            raise _Undone
    except _Undone:
        return seen[0]


def foresee(do: Callable[[Actor, datetime], object], now: datetime, actor: Actor) -> Foreseen:
    """What a change and all that follows from it would lead to (`rehearse`)."""
    days, nights = _plan(now)

    def look() -> Foreseen:
        do(actor, now)
        followed = recheck(now, actor)
        later_days, later_nights = _plan(now)
        return Foreseen(
            followed,
            [(old, new) for old, new in zip(days, later_days, strict=True) if old.date != new.date],
            [new for old, new in zip(nights, later_nights, strict=True) if old.open != new.open],
        )

    return rehearse(look)


def _plan(now: datetime) -> tuple[list[DayDecision], list[NightDecision]]:
    today = clock.office_date(now)
    last = min(today + AHEAD, date(calendar.LAST_YEAR, 12, 31))
    return calendar.list_days(today, last), calendar.list_nights(today, last)


def shown_code(told: Sequence[str]) -> str:
    """A name for what a page foretold: a form that bears it was sent by who has read this and nothing else."""
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]


def unseen(
    seen: str | None, do: Callable[[Actor, datetime], object], now: datetime, actor: Actor
) -> tuple[list[str], str]:
    """What would follow, where it touches bookings and was not shown like this yet; and how many (`touched`).

    seen: what the form bore of an earlier showing.
    """
    foreseen = foresee(do, now, actor)
    code = touched(foreseen)
    return outlook(foreseen) if code and seen != code else [], code


def outlook(foreseen: Foreseen) -> list[str]:
    """What would follow as staff read it: a sentence for each session and night, and how many bookings it displaces."""
    days = [
        f"{old.nominal.year}년 {old.nominal.month}월 상담일: {_korean(old)} → {_korean(new)}"
        for old, new in foreseen.days
    ]
    nights = [f"{wording.day(night.date)} 야간민원실: {'운영' if night.open else '휴무'}" for night in foreseen.nights]
    displaced, returned = foreseen.followed.displaced, foreseen.followed.returned
    back = [f"예약 {returned}건이 원래 시간으로 돌아갑니다."] if returned else []
    told = [f"예약 {displaced}건의 일정이 바뀝니다. 적용하면 예약하신 분들께 {when_told()}."] if displaced else []
    return [*days, *nights, *back, *told]


def touched(foreseen: Foreseen) -> str:
    """How many bookings would lose their time, and how many get theirs back, as a form bears it; empty for none."""
    counts = foreseen.followed.displaced, foreseen.followed.returned
    return "-".join(map(str, counts)) if any(counts) else ""


def outlook_lines(foreseen: Foreseen) -> list[str]:
    """What would follow as a command prints it."""
    days = [f"session of {old.month}: {old.date or 'none'} -> {new.date or 'none'}" for old, new in foreseen.days]
    nights = [f"night {night.date}: {'open' if night.open else 'closed'}" for night in foreseen.nights]
    return [*days, *nights, *lines(foreseen.followed)]


def _korean(decision: DayDecision) -> str:
    return wording.day(decision.date) if decision.date else "열지 않음"
