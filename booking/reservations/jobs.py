"""The room's jobs. Each opens its own transaction and returns how much it did."""

from datetime import datetime

from booking.db import transaction
from booking.reservations import service
from booking.reservations.service import waiting


def expire_holds(now: datetime) -> int:
    """Free the seats of holds that lapsed, forget old ones, and keep the waiting list going."""
    with transaction():
        ended = waiting.end_past(now)
        lapsed = service.expire_holds(now)
    with transaction():
        service.forget_expired(now)
    return lapsed + ended


def rehouse(now: datetime) -> int:
    """Displace and tell everybody who booked a day that is closed now, and replace experts who no longer advise."""
    with transaction():
        return service.rehouse(now) + service.reappoint(now)


def queue_reminders(now: datetime) -> int:
    """Plan the reminders that are due."""
    with transaction():
        return service.queue_reminders(now)


def queue_day_lists(now: datetime) -> int:
    """Plan the lists of experts' days that are due."""
    with transaction():
        return service.queue_day_lists(now)


def destroy_past_due(now: datetime) -> int:
    """Destroy what is past due, each kind of data and its entry in the register in a transaction of their own."""
    count = 0
    for kind in service.list_kinds():
        with transaction():
            count += service.destroy_past_due(kind.code, now)
    return count
