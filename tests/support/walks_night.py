"""The walk of somebody who looks at the Wednesday nights; it stands in the table of `walks.py`."""

from collections.abc import Iterator
from datetime import date

from booking import clock
from booking.calendar import service as calendar
from booking.db import transaction
from booking.recheck import recheck
from tests.support.stage import CLERK, Stage

TONIGHT, NEXT, CLOSED = "2026-11-25", "2026-12-02", "2026-12-09"


def nights(stage: Stage) -> Iterator[str]:
    """What can be brought, found or not; a night before, while and after it is open; a closed one, and no night."""
    with transaction():
        day = date.fromisoformat(CLOSED)
        calendar.add_holiday(day, "임시공휴일", reason="의결", actor=CLERK, now=clock.now())
        recheck(clock.now(), CLERK)
    for words, name in (("여궘", "found"), ("zzzz", "found-nothing"), ("900101-1234567", "refused")):
        stage.go("/night-office")
        stage.fill(q=words)
        stage.send("")
        yield f"night-office-{name}"
    for path, name in (
        (NEXT, "night"),
        (CLOSED, "night-closed"),
        ("2026-12-03", "no-night"),
        ("2027-06-02", "far-night"),
    ):
        stage.go(f"/night-office/{path}")
        yield name
    stage.at(f"{TONIGHT}T19:45")
    stage.go("/night-office")
    yield "night-office-open"
    stage.go(f"/night-office/{TONIGHT}")
    yield "night-open"
    stage.at(f"{TONIGHT}T20:00")
    stage.go(f"/night-office/{TONIGHT}")
    yield "night-over"
