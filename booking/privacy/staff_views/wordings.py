"""The wordings of the privacy notice that there were."""

from itertools import pairwise

from flask import Blueprint, render_template

from booking import web
from booking.privacy.rules import differences
from booking.reservations.queries import consent
from booking.reservations.rules.consent import BOOKING, WAITING

pages = Blueprint("privacy_desk", __name__, url_prefix="/staff/privacy")


@pages.get("/wordings")
@web.staff_page
def wordings() -> str:
    """Every wording of the privacy notice: since when, its text, what it changed, how many booked under it."""
    found = consent.list_wordings()
    changes = {
        new.version: differences(old.text, new.text)
        for about in (BOOKING, WAITING)
        for new, old in pairwise(one for one in found if one.about == about)
    }
    return render_template(
        "privacy/staff/wordings.html",
        wordings=found,
        changes=changes,
        counts=consent.count_by_version(),
        notices=[consent.notice_in_force(), consent.waiting_notice_in_force()],
    )
