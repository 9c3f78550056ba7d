"""The citizens' way in: the first page, the consultation days, and the times of one day."""

from datetime import date

from flask import Blueprint, Flask, abort, render_template, request

from booking import clock
from booking.calendar import queries as calendar
from booking.consultations import queries
from booking.consultations.views.showing import list_decisions, list_shown, next_nights, show_day

pages = Blueprint("consultations", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages."""
    app.register_blueprint(pages)


@pages.get("/")
def home() -> str:
    """The next consultation day, the next night office, and the ways in."""
    now = clock.now()
    shown = list_shown(now, limit=3)
    return render_template(
        "consultations/home.html",
        days=shown,
        decisions=list_decisions(now),
        fields=queries.list_fields(),
        nights=next_nights(now),
    )


@pages.get("/consultations")
def days() -> str:
    """The coming consultation days, and the months without one."""
    now = clock.now()
    return render_template("consultations/days.html", days=list_shown(now), decisions=list_decisions(now))


@pages.get("/consultations/<text>")
def day(text: str) -> str:
    """The times of one day, all fields or one (`?field=law`)."""
    return render_day(parse_day(text), request.args.get("field"))


def render_day(wanted: date, field_key: str | None, error: str | None = None) -> str:
    """The page of a day's times; 404 where none is planned."""
    office_day = calendar.find_office_day("consultation", wanted) or abort(404)
    field = queries.get_field(field_key) if field_key else None
    now = clock.now()
    return render_template(
        "consultations/day.html",
        shown=show_day(office_day, now),
        only=field,
        decision=list_decisions(now, wanted, wanted).get(wanted),
        error=error,
    )


def parse_day(text: str) -> date:
    """A date of an address, `2026-12-21`; 404 for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        abort(404)
    return found if found.isoformat() == text else abort(404)
