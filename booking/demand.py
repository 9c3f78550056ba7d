"""Counting who finds no place, at the edge: each browser once a day, and never at the cost of the page."""

import re
from datetime import date

from flask import current_app, request, session
from sqlalchemy.exc import OperationalError

from booking import clock
from booking.db import brief
from booking.reservations import service

MARKS = 30
"""How many looks a browser's cookie remembers; who looks at more in one day is hardly a citizen."""

MACHINES = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|^$", re.IGNORECASE)


def note(wanted: date, field_key: str = "") -> None:
    """Count that this browser found no place on a consultation day, in a field or (empty) in none.

    Its own cookie says what was counted, so the table holds no trace of anybody. Only a browser that brought a cookie
    counts: what keeps none would be counted at each reload. Programs that say what they are do not count, nor does
    HEAD. Where the database is busy the count is lost, for the page matters more.
    """
    today = clock.today()
    mark = f"{today:%m%d}{wanted:%y%m%d}{field_key}"
    marks = [old for old in session.get("unmet", []) if old.startswith(f"{today:%m%d}")]
    is_machine = MACHINES.search(request.user_agent.string) is not None
    if not session or request.method == "HEAD" or is_machine or mark in marks or len(marks) >= MARKS:
        return
    try:
        with brief() as own:
            service.count_unmet(own, today, wanted, field_key)
    except OperationalError:
        current_app.logger.info("the database was busy; one look at a full day is not counted")
    else:
        session["unmet"] = [*marks, mark]
