"""The wordings of the privacy notice that there were."""

from itertools import pairwise

from flask import Blueprint, render_template

from booking import web
from booking.calendar.rules import SERVICES
from booking.privacy.rules import differences
from booking.reservations.queries import consent
from booking.reservations.rules.consent import BOOKING, WAITING
from booking.reservations.rules.visit_consent import VISIT, VISIT_WAITING

ABOUT = {
    BOOKING: "예약",
    WAITING: "빈자리 알림 신청",
    VISIT: "야간 방문 예약",
    VISIT_WAITING: "야간 방문 빈자리 알림 신청",
}
"""What a wording is about, as staff read it."""

IN_FORCE = (consent.notice_in_force, consent.waiting_notice_in_force)

pages = Blueprint("privacy_desk", __name__, url_prefix="/staff/privacy")


@pages.get("/wordings")
@web.staff_page
def wordings() -> str:
    """Every wording of the privacy notice: since when, its text, what it changed, how many booked under it."""
    found = consent.list_wordings()
    changes = {
        new.version: differences(old.text, new.text)
        for about in ABOUT
        for new, old in pairwise(one for one in found if one.about == about)
    }
    return render_template(
        "privacy/staff/wordings.html",
        wordings=found,
        changes=changes,
        counts=consent.count_by_version(),
        notices=[find(service) for service in SERVICES for find in IN_FORCE],
        about=ABOUT,
    )
