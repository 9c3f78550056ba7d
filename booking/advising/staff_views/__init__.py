"""What staff do for the experts of a day."""

from flask import Flask

from booking.advising.staff_views import attendance, papers, sheets
from booking.advising.staff_views.blueprint import pages

__all__ = ["attendance", "init_app", "papers", "sheets"]


def init_app(app: Flask) -> None:
    """Enter the pages; they are reached from the roster."""
    app.register_blueprint(pages)
