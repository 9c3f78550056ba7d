"""What a change of the calendar would lead to, seen before it is made: it is done, looked at, and undone."""

import hashlib
from collections import Counter
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
from booking.reservations.queries.outside import count_outside, newly_outside

T = TypeVar("T")

AHEAD = timedelta(days=2 * 366)
"""How far ahead a change is looked at: nothing is entered for later years."""


@dataclass(frozen=True)
class Foreseen:
    """What a change of the calendar would lead to.

    days: consultation days that would be others, before and after. nights: nights that would open or close, as they
    would be then. outside: bookings that would keep their time though it is offered no more, by the day.
    """

    followed: Followed
    days: list[tuple[DayDecision, DayDecision]]
    nights: list[NightDecision]
    outside: dict[date, int]


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
    (days, nights), before = _plan(now), count_outside(now)

    def look() -> Foreseen:
        do(actor, now)
        followed = recheck(now, actor)
        later_days, later_nights = _plan(now)
        return Foreseen(
            followed,
            [(old, new) for old, new in zip(days, later_days, strict=True) if old.date != new.date],
            [new for old, new in zip(nights, later_nights, strict=True) if old.open != new.open],
            _by_day(newly_outside(before, count_outside(now))),
        )

    return rehearse(look)


def _by_day(counts: dict[datetime, int]) -> dict[date, int]:
    found: Counter[date] = Counter()
    for at, count in counts.items():
        found[clock.office_date(at)] += count
    return dict(found)


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
    kept = [
        f"{wording.day(day)} 예약 {count}건은 새 운영 시간 밖이지만 그대로 지키고, 그 시간에는 예약을 더 받지 않습니다."
        for day, count in foreseen.outside.items()
    ]
    return [*days, *nights, *kept, *back, *told]


def touched(foreseen: Foreseen) -> str:
    """How many bookings would lose their time, get theirs back, or keep one that is offered no more, as a form bears
    it; empty for none."""
    counts = foreseen.followed.displaced, foreseen.followed.returned, sum(foreseen.outside.values())
    return "-".join(map(str, counts)) if any(counts) else ""


def outlook_lines(foreseen: Foreseen) -> list[str]:
    """What would follow as a command prints it."""
    days = [f"session of {old.month}: {old.date or 'none'} -> {new.date or 'none'}" for old, new in foreseen.days]
    nights = [f"night {night.date}: {'open' if night.open else 'closed'}" for night in foreseen.nights]
    kept = [f"bookings outside of the hours on {day}: {count}" for day, count in foreseen.outside.items()]
    return [*days, *nights, *kept, *lines(foreseen.followed)]


def _korean(decision: DayDecision) -> str:
    return wording.day(decision.date) if decision.date else "열지 않음"
