"""The citizens' way in: the first page, the consultation days, and the times of one day."""

from datetime import datetime

from flask import Blueprint, Flask, abort, render_template, request, session

from booking import clock, demand
from booking.calendar import queries as calendar
from booking.consultations import queries
from booking.nightoffice import queries as nightoffice
from booking.nightoffice.queries import Night
from booking.reservations import queries as reservations
from booking.reservations.models import Reservation
from booking.reservations.queries import days as shown_days
from booking.web import parse_day

pages = Blueprint("consultations", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages."""
    app.register_blueprint(pages)


@pages.get("/")
def home() -> str:
    """The next consultation day, the next night office, and the ways in."""
    now = clock.now()
    days, decisions = shown_days.list_shown(now), shown_days.list_decisions(now)
    return render_template(
        "consultations/home.html",
        days=days[:3],
        first_times=shown_days.first_times(days),
        decisions=decisions,
        without=shown_days.list_without(decisions, days),
        nights=_next_nights(now),
    )


@pages.get("/consultations")
def days() -> str:
    """The coming consultation days, and the months without one."""
    now = clock.now()
    shown, decisions = shown_days.list_shown(now), shown_days.list_decisions(now)
    chances = {one.day.date: shown_days.next_chance(shown, one.day.date) for one in shown}
    return render_template("consultations/days.html", days=shown, decisions=decisions, chances=chances)


@pages.get("/consultations/<text>")
def day(text: str) -> str:
    """The times of one day, of all fields or of one (`?field=law`); 404 for a date without consultations."""
    office_day = calendar.find_office_day("consultation", parse_day(text)) or abort(404)
    only = queries.get_field(request.args["field"]) if request.args.get("field") else None
    now, browser = clock.now(), session.get("browser", "")
    coming = shown_days.list_shown(now, holder=browser)
    among = (one for one in coming if one.day.id == office_day.id)
    shown = next(among, None) or shown_days.show_day(office_day, now, browser)
    if shown_days.has_no_place(shown, only.key if only else None):
        demand.note(office_day.date, only.key if only else "")
    return render_template(
        "consultations/day.html",
        shown=shown,
        only=only,
        chance=shown_days.next_chance(coming, office_day.date, only.key if only else None),
        decision=shown_days.list_decisions(now, office_day.date, office_day.date).get(office_day.date),
        going_on=_going_on(now),
    )


def _going_on(now: datetime) -> Reservation | None:
    """The hold that this browser is filling in, while it lasts."""
    hold = reservations.find_hold(session.get("hold", ""))
    return hold if hold and hold.state == "held" and hold.expires_at and hold.expires_at > now else None


def _next_nights(now: datetime) -> list[Night]:
    """The next night; and where it is closed, the next open one too."""
    coming = nightoffice.next_nights(now)
    if not coming or coming[0].open:
        return coming[:1]
    return [coming[0], *[night for night in coming if night.open][:1]]
