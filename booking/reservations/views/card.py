"""The card "next free time" for other sites: a small page that they show in a frame."""

from flask import Blueprint, Response, make_response, render_template, request

from booking import clock, web
from booking.consultations import queries as consultations
from booking.office import setting
from booking.reservations.queries import days

pages = Blueprint("card", __name__)


@pages.get("/card")
def card() -> Response:
    """The first time that can be had, of all fields or of one (`?field=law`). The same for everybody, for a minute."""
    only = consultations.get_field(request.args["field"]) if request.args.get("field") else None
    now = clock.now()
    shown = days.list_shown(now)
    found = days.next_free(shown, only.key if only else None)
    coming = None if found else next(iter(shown), None)
    without = days.list_without(days.list_decisions(now), shown)
    answer = make_response(
        render_template("reservations/card.html", found=found, coming=coming, without=without, only=only)
    )
    answer.headers["Cache-Control"] = "public, max-age=60"
    answer.headers["Content-Security-Policy"] = web.content_security_policy(
        "'self'", *setting("reservations.card_origins").split()
    )
    return answer
