"""The room's job. It opens its own transaction and returns how much it did."""

from datetime import datetime

from booking.db import transaction
from booking.reports import service


def keep_stock(now: datetime) -> int:
    """Note how many kiosks, kinds of business and departments there are, for the picture of the year."""
    with transaction():
        return service.keep_stock(now)
