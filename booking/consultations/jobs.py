"""Jobs of the consultations, for the timetable."""

from datetime import datetime

from booking.audit.rules import Actor
from booking.consultations import service
from booking.db import transaction


def create_days(now: datetime) -> int:
    """Make the coming consultation days, and close and reopen them by the rule. Returns how many changed."""
    with transaction():
        return service.keep_days(now, Actor.job("create_days")).count
