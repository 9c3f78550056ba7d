"""The staff pages of the kiosks."""

from flask import Flask

from booking.kiosks.staff_views import documents, importing, places
from booking.kiosks.staff_views.blueprint import pages
from booking.menu import DESKS, add_work_page

__all__ = ["documents", "importing", "init_app", "places"]


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "kiosk_desk.kiosks", "무인민원발급기", ("staff", "admin"), 34, DESKS)
