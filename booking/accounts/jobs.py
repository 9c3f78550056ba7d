"""What the scheduler does for the accounts."""

from datetime import datetime

from booking.accounts import service
from booking.db import transaction


def forget_old(now: datetime) -> int:
    """Remove failed attempts that count no more and sessions long over; how many rows."""
    with transaction():
        return service.forget_old(now)


def forget_typed(now: datetime) -> int:
    """Destroy what was typed before a log-in ended and nobody came back for; how many forms."""
    with transaction():
        return service.forget_typed(now)
