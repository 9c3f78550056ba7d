"""What the privacy duties need of staff: the wordings there were."""

from itertools import pairwise

from flask import Blueprint, Flask, render_template

from booking import web
from booking.privacy.rules import differences
from booking.reservations.queries import consent

pages = Blueprint("privacy_desk", __name__, url_prefix="/staff/privacy")


def init_app(app: Flask) -> None:
    """Enter the pages and their place in the menu."""
    app.register_blueprint(pages)
    web.add_work_page(app, "privacy_desk.wordings", "개인정보 안내문", ("staff", "admin"), 75)


@pages.get("/wordings")
@web.staff_page
def wordings() -> str:
    """Every wording of the privacy notice: since when, its text, what it changed, how many booked under it."""
    found = consent.list_wordings()
    changes = {new.version: differences(old.text, new.text) for new, old in pairwise(found)}
    return render_template(
        "privacy/staff/wordings.html",
        wordings=found,
        changes=changes,
        counts=consent.count_by_version(),
        notice=consent.notice_in_force(),
    )
