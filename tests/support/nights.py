"""Kinds of business that the Wednesday night office takes bookings for."""

from datetime import date, datetime, time

from booking.audit.rules import Actor
from booking.business import queries as business
from booking.business import service as businesses
from booking.business.service import BusinessValues
from booking.calendar import service as calendar
from booking.calendar.service import SlotPlan
from booking.consultations.models import Field
from booking.db import db, transaction
from booking.nightoffice import queries, service
from booking.nightoffice.service import NightTaskValues

BY = Actor.command("tests")


def make_nights(now: datetime) -> None:
    """Two nights with two windows of three seats for one kind; within the caller's transaction."""
    db.session.add(Field(key="passport", name="여권", service="night", starts=time(18), ends=time(19)))
    windows = [SlotPlan("passport", time(18, n), time(18, n + 10), 3) for n in (0, 10)]
    for day in (date(2026, 12, 23), date(2026, 12, 30)):
        calendar.ensure_day("night", day, windows, None, now)


def put_kind(key: str, name: str, now: datetime, **values: object) -> None:
    """A kind that takes bookings from 18:00 until 18:20, for one at a time; or other values for one that is there.

    Its desk is there at once, and the windows of nights that are made with the next `keep_nights`.
    """
    given = NightTaskValues(**{"last_acceptance": time(18, 20), "may_reserve": True, "seats": 1, **values})
    with transaction():
        if business.find_business(key) is None:
            businesses.add_business(key, BusinessValues(name), actor=BY, now=now)
        change = service.add_task if queries.find_task(key) is None else service.change_task
        change(key, given, actor=BY, now=now)
