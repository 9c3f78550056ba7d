"""The staff pages of the calendar: what is planned and why, holidays, single days, and a month's session."""

from flask import Flask

from booking.calendar.staff_views import days, holidays, importing, overview, policies, sessions
from booking.calendar.staff_views.blueprint import pages
from booking.menu import OFFICE, add_work_page

__all__ = ["days", "holidays", "importing", "init_app", "overview", "policies", "sessions"]


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "calendar.overview", "운영 일정", ("staff", "admin"), 30, OFFICE)
    add_work_page(app, "calendar.holidays", "공휴일", ("staff", "admin"), 31, OFFICE)
