"""The privacy notice of this product, linked from every page."""

from flask import Blueprint, Flask, render_template

from booking.consultations import queries as consultations
from booking.reservations.rules.consent import CONSENT_VERSION

pages = Blueprint("privacy", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages."""
    app.register_blueprint(pages)


@pages.get("/privacy")
def notice() -> str:
    """What is collected and why, for how long, who receives it, and which rights a person has."""
    organisations = list(dict.fromkeys(expert.organisation for expert in consultations.list_experts()))
    return render_template("privacy/notice.html", organisations=organisations, consent=CONSENT_VERSION)
