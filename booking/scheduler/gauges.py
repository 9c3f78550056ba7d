"""What `/metrics` tells of the scheduler and the outbox, read from the tables when it is asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from booking import clock
from booking.db import db
from booking.notices import queries as outbox
from booking.scheduler import queries

if TYPE_CHECKING:
    from prometheus_client.core import GaugeMetricFamily


class Gauges:
    """A collector for one scrape. Where the database does not answer there are no values, and an alert on that."""

    def collect(self) -> "Iterator[GaugeMetricFamily]":
        """Ages in seconds and counts. Imported late: see `booking.operators`."""
        from prometheus_client.core import GaugeMetricFamily

        try:
            values = _read()
        except SQLAlchemyError:
            db.session.rollback()
            return
        for name, (meaning, value) in values.items():
            yield GaugeMetricFamily(f"booking_{name}", meaning, value=value)


def _read() -> dict[str, tuple[str, float]]:
    now, beat = clock.now(), queries.last_beat()
    count, oldest = outbox.count_backlog(now)
    found = {
        "notices_backlog": ("Messages that are due and not out.", float(count)),
        "notices_oldest_due_seconds": (
            "For how long the oldest of them has been due.",
            (now - oldest).total_seconds() if oldest else 0.0,
        ),
        "notices_calls": ("People whom staff have to call now.", float(outbox.count_calls(now))),
    }
    if beat is not None:
        age = (now - beat).total_seconds()
        found["scheduler_heartbeat_age_seconds"] = ("Since the scheduler's last sign of life.", age)
    return found
