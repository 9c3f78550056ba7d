"""The scheduler's own job."""

from datetime import datetime

from booking.db import transaction
from booking.scheduler import service


def forget_runs(now: datetime) -> int:
    """Delete runs that are no longer kept; how many."""
    with transaction():
        return service.forget_runs(now)
