"""Was anybody ever overtaken? Answered from the log of the waiting list alone, by playing it again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from booking.reservations.rules.waiting import (
    ACCEPTED,
    DECLINED,
    ENDED,
    JOINED,
    LAPSED,
    LEFT,
    OFFERED,
    OVERRIDDEN,
    SKIPPED,
    TAKEN,
    WITHDRAWN,
    Wish,
)


@dataclass(frozen=True)
class Event:
    """One line of the log. entry: of whom it tells (0: of a visitor). wish: with `joined` alone."""

    number: int
    kind: str
    entry: int = 0
    slot: int = 0
    desk: str = ""
    day: date | None = None
    wish: Wish | None = None


@dataclass(frozen=True)
class Finding:
    """What is wrong at an event. why: missing, unknown, overtaken, offered_again, unfit. entry: who was wronged."""

    number: int
    why: str
    entry: int = 0


@dataclass
class Replay:
    """What playing the log again gave."""

    events: int = 0
    offers: int = 0
    overrides: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nobody was overtaken and nothing is missing."""
        return not self.findings


@dataclass
class _Place:
    wish: Wish
    offered: int = 0
    passed: set[int] = field(default_factory=set)

    def waits_for(self, event: Event) -> bool:
        fits = event.day is not None and self.wish.fits(event.desk, event.day)
        return fits and not self.offered and event.slot not in self.passed


def replay(events: Iterable[Event]) -> Replay:
    """Play the log from its first event on.

    A place belongs to the first in line, by the order of joining, whose wish it fits, who has no other offer running
    and who has not passed this very place before. Numbers have no gaps, so an event that was taken out shows.
    """
    line: dict[int, _Place] = {}  # by the order of joining, which is a dict's own order
    found, last = Replay(), 0
    for event in events:
        found.events += 1
        if event.number != last + 1:
            found.findings.append(Finding(event.number, "missing"))
        last = event.number
        _play(line, event, found)
    return found


def _play(line: dict[int, _Place], event: Event, found: Replay) -> None:
    place = line.get(event.entry)
    if event.kind == JOINED:
        if place is not None or event.wish is None:
            found.findings.append(Finding(event.number, "unknown", event.entry))
        else:
            line[event.entry] = _Place(event.wish)
    elif event.kind == TAKEN:
        found.findings += [Finding(event.number, "overtaken", key) for key, one in line.items() if one.waits_for(event)]
    elif event.kind == OVERRIDDEN:
        found.overrides.append(event.number)
    elif place is None:
        found.findings.append(Finding(event.number, "unknown", event.entry))
    elif event.kind == OFFERED:
        found.offers += 1
        _offer(line, place, event, found)
    elif event.kind in (LEFT, ENDED):
        del line[event.entry]
    elif event.kind == SKIPPED:
        place.passed.add(event.slot)
    elif place.offered != event.slot or event.kind not in (ACCEPTED, DECLINED, LAPSED, WITHDRAWN):
        found.findings.append(Finding(event.number, "unknown", event.entry))
    elif event.kind == ACCEPTED:
        del line[event.entry]
    else:
        place.offered = 0
        if event.kind != WITHDRAWN:
            place.passed.add(event.slot)


def _offer(line: dict[int, _Place], place: _Place, event: Event, found: Replay) -> None:
    if event.slot in place.passed:
        found.findings.append(Finding(event.number, "offered_again", event.entry))
    elif not place.waits_for(event):
        found.findings.append(Finding(event.number, "unfit", event.entry))
    for key, other in line.items():
        if key == event.entry:
            break
        if other.waits_for(event):
            found.findings.append(Finding(event.number, "overtaken", key))
    place.offered = event.slot
