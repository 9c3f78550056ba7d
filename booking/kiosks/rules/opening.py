"""Whether a kiosk, or a document at a kiosk, can be had at a moment, until when, and when next. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from booking import clock
from booking.kiosks.rules.hours import DAY, Spans, read_hours

AHEAD = timedelta(days=30)
"""How far the next opening is looked for; no run of holidays is as long."""

SATURDAY, SUNDAY = 5, 6
OPEN, CLOSED, UNKNOWN, BROKEN = "open", "closed", "unknown", "broken"

Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Week:
    """Hours on weekdays, on Saturdays, and on Sundays and public holidays; None where they are not on record."""

    weekday: Spans | None
    saturday: Spans | None
    holiday: Spans | None

    def on(self, day: date, holidays: Mapping[date, str]) -> Spans | None:
        """The spans that begin on a date."""
        if day in holidays or day.weekday() == SUNDAY:
            return self.holiday
        return self.saturday if day.weekday() == SATURDAY else self.weekday


ALWAYS = Week(((0, DAY),), ((0, DAY),), ((0, DAY),))


@lru_cache(maxsize=1024)  # a page of 300 kiosks asks for the same few again and again
def week_of(weekday: str, saturday: str, holiday: str) -> Week:
    """The week of three lines of hours as they are kept."""
    return Week(read_hours(weekday), read_hours(saturday), read_hours(holiday))


@dataclass(frozen=True)
class Opening:
    """state: open, closed, unknown (today's hours are not on record), broken (out of order).

    until: when it closes if it is open; None where that is not near. opens_at: the next opening if it is not open; None
    where none is known.
    """

    state: str
    until: datetime | None = None
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be used now."""
        return self.state == OPEN

    @property
    def rank(self) -> tuple[bool, bool, datetime]:
        """Orders openings: open ones first, those that stay open longest before others, then what opens soonest."""
        far = datetime.max.replace(tzinfo=clock.OFFICE_ZONE)
        if self.is_open:
            return False, self.until is not None, far
        return True, self.opens_at is None, self.opens_at or far


class Watch:
    """Answers about one moment. Equal hours are reckoned once, so 300 kiosks with 40 documents cost little.

    holidays: those from the day before `now` until `AHEAD`.
    """

    def __init__(self, now: datetime, holidays: Mapping[date, str]) -> None:
        self.now, self._holidays = now, holidays
        self._first = clock.office_date(now) - timedelta(days=1)
        self._spans: dict[Week, list[Interval]] = {}
        self._openings: dict[tuple[Week, ...], Opening] = {}

    def opening(self, *weeks: Week) -> Opening:
        """Whether all of these hours include the moment: the machine's, and the document's own."""
        if weeks not in self._openings:
            self._openings[weeks] = self._reckon(weeks)
        return self._openings[weeks]

    def broken(self, back_on: date | None, *weeks: Week) -> Opening:
        """The same for a machine that is out of order and expected back on a date, which promises nothing once over."""
        if back_on is None or back_on <= clock.office_date(self.now):
            return Opening(BROKEN)
        back = clock.at_office(back_on, time())
        return Opening(BROKEN, opens_at=next((max(start, back) for start, _ in self._common(weeks, back)), None))

    def _reckon(self, weeks: tuple[Week, ...]) -> Opening:
        start, end = next(self._common(weeks, self.now), (None, None))
        if start is not None and start <= self.now:
            return Opening(OPEN, until=end if end and end < self._horizon else None)
        today = clock.office_date(self.now)
        known = all(week.on(today, self._holidays) is not None for week in weeks)
        return Opening(CLOSED if known else UNKNOWN, opens_at=start)

    @property
    def _horizon(self) -> datetime:
        return clock.at_office(self._first + AHEAD, time())

    def _common(self, weeks: tuple[Week, ...], after: datetime) -> Iterator[Interval]:
        """The spans of time in which all these hours are open, and which end after a moment, in order."""
        first, *others = (self._intervals(week) for week in weeks)
        if not others:
            yield from (one for one in first if one[1] > after)
            return
        for start, end in first:
            if end > after:
                yield from (one for one in _shared((start, end), others) if one[1] > after)

    def _intervals(self, week: Week) -> list[Interval]:
        if week not in self._spans:
            self._spans[week] = list(self._merged(week))
        return self._spans[week]

    def _merged(self, week: Week) -> Iterator[Interval]:
        """The spans of all days as instants; where one ends as the next begins they are one."""
        held: Interval | None = None
        for ahead in range(AHEAD.days):
            day = self._first + timedelta(days=ahead)
            midnight = clock.at_office(day, time())
            for begins, ends in week.on(day, self._holidays) or ():
                start, end = midnight + timedelta(minutes=begins), midnight + timedelta(minutes=ends)
                if held and start <= held[1]:
                    held = held[0], max(held[1], end)
                    continue
                if held:
                    yield held
                held = start, end
        if held:
            yield held


def _shared(one: Interval, others: list[list[Interval]]) -> Iterator[Interval]:
    if not others:
        yield one
        return
    for start, end in others[0]:
        begins, ends = max(one[0], start), min(one[1], end)
        if begins < ends:
            yield from _shared((begins, ends), others[1:])
