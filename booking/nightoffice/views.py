"""The Wednesday night office, for citizens."""

from flask import Blueprint, Flask, render_template

from booking import clock
from booking.nightoffice import queries

pages = Blueprint("nightoffice", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages."""
    app.register_blueprint(pages)


@pages.get("/night-office")
def nights() -> str:
    """The coming Wednesdays: open, or closed and why."""
    return render_template("nightoffice/nights.html", nights=queries.next_nights(clock.now()))
