"""Staff pages of the room: score sheets."""

from flask import Flask

from booking.menu import OFFICE, add_work_page
from booking.quality.staff_views import items, sheets

__all__ = ["init_app", "items"]


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menu."""
    app.register_blueprint(sheets.pages)
    add_work_page(app, "sheet_desk.sheets", "친절 채점표", ("staff", "admin"), 37, OFFICE)
