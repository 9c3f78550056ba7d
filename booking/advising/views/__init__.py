"""What opens without a log-in: an expert's calendar feed, and a day sheet behind its link."""

from flask import Flask

from booking.advising.views import feed, sheets
from booking.advising.views.blueprint import pages

__all__ = ["feed", "init_app", "sheets"]


def init_app(app: Flask) -> None:
    """Enter the pages. The feed lies below a path that no cookie reaches (`calendar/views.py`)."""
    app.register_blueprint(pages)
