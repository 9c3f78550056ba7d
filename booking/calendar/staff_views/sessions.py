"""Staff set the consultation day of one month, or that it has none, whatever the rule says."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import abort, render_template, url_for

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries, rules
from booking.calendar.errors import DayInOtherMonth
from booking.calendar.forms import DROP, SessionForm
from booking.calendar.staff_views.blueprint import Answer, change, pages
from booking.calendar.staff_views.overview import list_months
from booking.calendar.wording import election_warning
from booking.consultations import service
from booking.recheck import when_told
from booking.web import parse_day, staff_page


@pages.get("/sessions/<text>")
@staff_page
def session(text: str) -> str:
    """The month (`2027-01`) as it is planned, and the form for another date."""
    return _page(_month(text), SessionForm(formdata=None))


@pages.post("/sessions/<text>")
@staff_page
def set_session(text: str) -> Answer:
    """Hold the month's consultations on the date of the form, or not at all; other days close for the reason given."""
    month, form = _month(text), SessionForm()

    def do(actor: Actor, now: datetime) -> None:
        by: dict[str, Any] = {
            "text": form.text.data,
            "document_number": form.document_number.data or "",
            "approved_on": form.approved_on.data,
        }
        if form.what.data == DROP:
            service.drop_session(month, **by, actor=actor, now=now)
            return
        if rules.month_after(form.date.data, 0) != month:
            raise DayInOtherMonth(field="date")
        service.set_session(form.date.data, **by, actor=actor, now=now)

    return change(form, do, _said(form), url_for("calendar.overview"), lambda **more: _page(month, form, **more))


def _said(form: SessionForm) -> str:
    """What is said of the new date, with the warning of an election where one is near."""
    if form.what.data == DROP:
        return "이 달은 상담을 열지 않습니다."
    known = form.date.data and queries.FIRST_YEAR <= form.date.data.year <= queries.LAST_YEAR
    return f"상담일을 바꾸었습니다. {election_warning(form.date.data) if known else ''}".strip()


def _month(text: str) -> date:
    month = parse_day(f"{text}-01")
    queries.ensure_known(month, month)
    return month if month >= rules.month_after(clock.today(), 0) else abort(404)


def _page(month: date, form: SessionForm, outlook: Sequence[str] = ()) -> str:
    return render_template(
        "calendar/session.html",
        month=list_months(month, month)[0],
        form=form,
        outlook=outlook,
        when_told=when_told(),
    )
