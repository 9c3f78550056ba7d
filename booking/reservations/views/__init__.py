"""The citizens' pages of a booking: hold, fill in, check, reserve; look up, move, cancel."""

from flask import Flask

from booking import cookieless, qr
from booking.reservations.views import (
    answering,
    booked,
    calendar_file,
    card,
    finding,
    holds,
    linked,
    nights,
    own_data,
    rehousing,
    waiting,
    waiting_data,
)
from booking.reservations.views.blueprint import pages

__all__ = [
    "answering",
    "booked",
    "calendar_file",
    "card",
    "finding",
    "holds",
    "init_app",
    "linked",
    "nights",
    "own_data",
    "pages",
    "rehousing",
    "waiting",
    "waiting_data",
]


def init_app(app: Flask) -> None:
    """Enter the pages."""
    app.register_blueprint(pages)
    app.add_template_filter(qr.svg, "qr")
    app.register_blueprint(card.pages)
    cookieless.keep_cookies_out(app, "/card")
    cookieless.keep_for_back(app, "/holds/")
