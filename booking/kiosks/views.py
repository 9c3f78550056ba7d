"""The kiosks, for citizens."""

from flask import Blueprint, Flask, render_template

from booking.kiosks import queries

pages = Blueprint("kiosks", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages."""
    app.register_blueprint(pages)


@pages.get("/kiosks")
def places() -> str:
    """The places with a kiosk."""
    return render_template("kiosks/places.html", kiosks=queries.list_kiosks())
