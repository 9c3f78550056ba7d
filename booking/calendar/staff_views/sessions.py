"""Staff set the consultation day of one month, whatever the rule says."""

from datetime import date, datetime

from flask import abort, render_template, url_for

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries, rules
from booking.calendar.errors import DayInOtherMonth
from booking.calendar.forms import SessionForm
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
    """Hold the month's consultations on the date of the form; its other days are closed for the reason given."""
    month, form = _month(text), SessionForm()

    def do(actor: Actor, now: datetime) -> None:
        if rules.month_after(form.date.data, 0) != month:
            raise DayInOtherMonth(field="date")
        service.set_session(
            form.date.data,
            text=form.text.data,
            document_number=form.document_number.data or "",
            approved_on=form.approved_on.data,
            actor=actor,
            now=now,
        )

    return change(form, do, _said(form), url_for("calendar.overview"), lambda: _page(month, form))


def _said(form: SessionForm) -> str:
    """What is said of the new date, with the warning of an election where one is near."""
    known = form.date.data and queries.FIRST_YEAR <= form.date.data.year <= queries.LAST_YEAR
    return f"상담일을 바꾸었습니다. {election_warning(form.date.data) if known else ''}".strip()


def _month(text: str) -> date:
    month = parse_day(f"{text}-01")
    queries.ensure_known(month, month)
    return month if month >= rules.month_after(clock.today(), 0) else abort(404)


def _page(month: date, form: SessionForm) -> str:
    return render_template(
        "calendar/session.html", month=list_months(month, month)[0], form=form, when_told=when_told()
    )
