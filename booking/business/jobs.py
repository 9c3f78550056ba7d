"""The room's job. It opens its own transaction and returns how much it did."""

from datetime import datetime

from booking import clock
from booking.business import service
from booking.db import transaction


def forget_missed(now: datetime) -> int:
    """Destroy words that citizens did not find, once they were kept long enough."""
    with transaction():
        return service.forget_missed(clock.office_date(now))
