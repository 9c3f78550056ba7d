"""Who closes a day, or rehouses, in a process of its own, to be killed there."""

import os
import signal
from typing import Any

from sqlalchemy import select

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.db import db, transaction
from booking.reservations import jobs
from booking.reservations.service import rehousing
from tests.support import house

CLERK = Actor(7, "clerk@example.com", "staff", "192.0.2.2")


def die(*_arguments: Any, **_more: Any) -> None:
    """What `kill -9` does to this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(url: str, day: str, instant: str, where: str) -> None:
    """Close a day and be killed: before it is committed, after that, or between displacing and holding anything."""
    now, app = clock.parse(instant), house.build(url)
    with app.app_context():
        if where != "rehousing":
            with transaction():
                found = db.session.scalars(
                    select(OfficeDay).where(OfficeDay.date == clock.office_date(clock.parse(day)))
                )
                more: dict[str, Any] = {"closed_by": "rule", "reason": "holiday", "actor": CLERK, "now": now}
                calendar.close_day(found.one(), **more)
                if where == "closing":
                    die()
            die()
        rehousing.house = die  # type: ignore[assignment]
        jobs.rehouse(now)
