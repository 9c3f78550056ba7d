"""The walk of somebody who books a visit to a Wednesday night; it stands in the table of `walks.py`."""

from collections.abc import Iterator
from datetime import date

from booking import clock
from booking.calendar import service as calendar
from booking.db import transaction
from booking.recheck import recheck
from tests.support.stage import CLERK, Stage

NIGHT = "2026-12-02"


def visits(stage: Stage) -> Iterator[str]:
    """Nothing chosen, mistakes, the summary, the booking and its other times; its night a holiday; and waiting."""
    stage.go(f"/night-office/{NIGHT}")
    stage.send("/holds")
    yield "visit-no-time"
    stage.choose(1)
    stage.send("/holds")
    token = stage.page.url.rsplit("/", 1)[1]
    stage.send("/check")
    yield "visit-form-errors"
    stage.fill(name="홍길동", phone="010-1234-5678")
    stage.agree()
    stage.send("/check")
    yield "visit-check"
    stage.send(f"/holds/{token}")
    shown = stage.page.url
    yield "visit-done"
    stage.go(f"{shown}/move")
    yield "visit-times"
    with transaction():
        calendar.add_holiday(date.fromisoformat(NIGHT), "임시공휴일", reason="의결", actor=CLERK, now=clock.now())
        recheck(clock.now(), CLERK)
    stage.go(shown)
    yield "visit-displaced"
    stage.go(f"{shown}/move")
    yield "visit-move"
    stage.go("/waiting?field=passport")
    yield "visit-waiting"
