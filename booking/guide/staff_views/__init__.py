"""The staff pages of the guide: the other doors."""

from flask import Flask

from booking.guide.staff_views import doors
from booking.menu import OFFICE, add_work_page


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(doors.pages)
    add_work_page(app, "door_desk.doors", "다른 상담 창구", ("staff", "admin"), 35, OFFICE)
