"""The hours in which nobody is written to."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from booking import clock


@dataclass(frozen=True)
class Quiet:
    """The hours of each day in which nobody is written to, from one time on the office's wall to another.

    They may pass midnight. Equal times mean that there are none.
    """

    starts: time
    ends: time

    def covers(self, moment: datetime) -> bool:
        """Whether an instant lies in the quiet hours; their beginning does, their end does not."""
        wall = clock.to_office(moment).time()
        if self.starts <= self.ends:
            return self.starts <= wall < self.ends
        return wall >= self.starts or wall < self.ends

    def over(self, moment: datetime) -> datetime:
        """The first instant from `moment` on that is not quiet."""
        return _next(moment, self.ends) if self.covers(moment) else moment

    def deadline(self, moment: datetime, minutes: int) -> datetime:
        """The instant at which so many minutes outside the quiet hours have passed since `moment`."""
        left, at = timedelta(minutes=minutes), self.over(moment)
        if self.starts == self.ends:
            return at + left
        while (stretch := _next(at, self.starts) - at) < left:
            left -= stretch
            at = _next(at + stretch, self.ends)
        return at + left


def _next(moment: datetime, wall: time) -> datetime:
    """The first instant after `moment` at which the office's wall shows this time."""
    today = clock.office_date(moment)
    found = clock.at_office(today, wall)
    return found if found > moment else clock.at_office(today + timedelta(days=1), wall)
