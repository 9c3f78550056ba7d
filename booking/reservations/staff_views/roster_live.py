"""News for an open roster: its page asks every few seconds, and mostly there is none."""

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from booking import clock, web
from booking.audit import service as audit
from booking.reservations import queries
from booking.reservations.staff_views.blueprint import get_day, pages
from booking.reservations.staff_views.roster import lines, view
from booking.reservations.staff_views.walk_in_list import walk_in_list
from booking.unattended import unattended


@pages.get("/roster/<day>/live")
@web.staff_page
@unattended
def follow(day: str) -> Response:
    """The lines of a roster as they are now; 304 where they are those of the version that the page has (If-None-Match).

    That costs one statement besides asking who asks. Who is new to this account on this page today is logged.
    """
    office_day, now = get_day(day), clock.now()
    version = queries.board_version(office_day, now)
    if request.if_none_match.contains_weak(version):
        answer = make_response("", 304)
    else:
        board = queries.board_part(office_day, now, view())
        arrived = walk_in_list(office_day)
        people = [row.person_key or "" for row in [*board.bookings, *arrived["walk_ins"]]]
        subject = f"office_day:consultation:{day}"
        audit.seen_news("roster.followed", actor=web.actor(), now=now, subject=subject, people=people)
        shown = lines(board, view(), now)
        answer = make_response(render_template("reservations/staff/_roster_live.html", **shown, **arrived))
    answer.set_etag(version, weak=True)
    return answer
