"""The privacy policy of this service: the city's own by link, and what the settings in force make of it."""

from flask import Blueprint, Flask, render_template

from booking.calendar.rules import NIGHT
from booking.consultations import queries as consultations
from booking.reservations.queries import consent
from booking.reservations.rules.consent import Notice

pages = Blueprint("privacy", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages."""
    app.register_blueprint(pages)


def _of_visits() -> dict[str, Notice]:
    """The notices of visits to the night office, where some are booked."""
    if not consultations.list_fields(service=NIGHT):
        return {}
    return {
        "visit_notice": consent.notice_in_force(NIGHT),
        "visit_waiting_notice": consent.waiting_notice_in_force(NIGHT),
    }


@pages.get("/privacy")
def notice() -> str:
    """What is collected and why, for how long, who receives it, and which rights a person has."""
    experts = [expert for expert in consultations.list_experts() if expert.organisation]
    return render_template(
        "privacy/notice.html",
        notice=consent.notice_in_force(),
        waiting_notice=consent.waiting_notice_in_force(),
        **_of_visits(),
        terms=consent.terms_in_force(),
        experts=list({(expert.organisation, expert.field_key): expert for expert in experts}.values()),
        versions=consent.list_wordings(),
    )
