"""Jobs of the night office, for the timetable."""

from datetime import datetime

from booking.audit.rules import Actor
from booking.db import transaction
from booking.nightoffice import service


def keep_nights(now: datetime) -> int:
    """Make, close and reopen the coming Wednesday nights by the rule. Returns how many changed."""
    with transaction():
        return service.keep_nights(now, Actor.job("keep_nights")).count
