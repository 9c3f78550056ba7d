"""The monthly review of the log: what stands out first, and who looked at it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from booking import clock
from booking.audit import service
from booking.audit.forms import ReviewForm
from booking.audit.queries.review import list_late, list_months, list_open, list_reviews, read_month, subject_of
from booking.audit.staff_views.blueprint import pages
from booking.calendar import queries as calendar
from booking.db import transaction
from booking.settings import queries as settings
from booking.web import actor, admin_page

LISTED = 200
"""Rows of a table; what is more, the log itself shows."""


@pages.route("/review", methods=["GET", "POST"])
@admin_page
def review() -> Response | str | tuple[str, int]:
    """A month of the log; and noting that it was reviewed, once it is over."""
    now = clock.now()
    months = list_months(now)
    month, form = _month(months), ReviewForm()
    if request.method == "GET":
        service.seen("log.viewed", actor=actor(), now=now, subject=subject_of(month))
        return _page(month, months, form)
    if month == months[0]:
        abort(HTTPStatus.NOT_FOUND)  # it is not over, and its page has no form
    if not form.validate():
        return _page(month, months, form), HTTPStatus.BAD_REQUEST
    with transaction():
        after = {"finding": form.finding.data}
        service.changed(
            "log.reviewed", actor=actor(), now=now, subject=subject_of(month), after=after, reason=form.note.data or ""
        )
    flash("점검한 것을 기록했습니다.", "success")
    return redirect(url_for("audit.review", month=f"{month:%Y-%m}"), 303)


def list_reminded() -> list[date]:
    """The months that an admin's pages remind of."""
    return list_late(clock.now(), settings.get("audit.review_day"))


def _month(months: list[date]) -> date:
    """The month of the address, or the newest that is over; 404 for what the log has not."""
    text = request.args.get("month")
    if text is None:
        return months[min(1, len(months) - 1)]
    found = date.fromisoformat(f"{text}-01") if re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", text) else None
    return found if found in months else abort(HTTPStatus.NOT_FOUND)


def _page(month: date, months: list[date], form: ReviewForm) -> str:
    many = settings.get("audit.review_people")
    return render_template(
        "audit/review.html",
        month=month,
        months=months,
        unreviewed=list_open(clock.now()),
        found=read_month(month, is_odd=_odd_hours(), many=many),
        reviews=list_reviews(month),
        form=form,
        many=many,
        hours=(settings.get("audit.hours_from"), settings.get("audit.hours_to")),
        listed=LISTED,
        today=clock.today(),
    )


def _odd_hours() -> Callable[[datetime], bool]:
    """Whether an instant lies outside the hours of the settings, or on a day on which the office does not work."""
    starts: time = settings.get("audit.hours_from")
    ends: time = settings.get("audit.hours_to")
    is_working = cache(calendar.is_working_day)

    def is_odd(at: datetime) -> bool:
        local = clock.to_office(at)
        return not (starts <= local.time() < ends and is_working(local.date()))

    return is_odd
