"""The windows of a night that the night office's page shows: what can be booked there, for the reader's browser."""

from datetime import date

from flask import session

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar.rules import NIGHT
from booking.reservations.queries import days
from booking.reservations.queries.days import ShownDay
from booking.reservations.views.blueprint import pages


@pages.app_template_global("night_windows")
def night_windows(day: date) -> ShownDay | None:
    """A night with its windows by kind of business; None where none is planned, or it is closed or over."""
    night = calendar.find_office_day(NIGHT, day)
    shown = days.show_day(night, clock.now(), session.get("browser", "")) if night else None
    return shown if shown and shown.state not in ("closed", "past") else None
