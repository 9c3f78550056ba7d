"""One consultation day or night: staff close it, or open it again."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import abort, render_template, url_for

from booking import clock
from booking.calendar import queries, rules, service
from booking.calendar.forms import CloseForm, ReopenForm
from booking.calendar.models import OfficeDay
from booking.calendar.staff_views.blueprint import Answer, change, pages
from booking.consultations import service as consultations
from booking.nightoffice import service as nightoffice
from booking.recheck import when_told
from booking.reservations import queries as reservations
from booking.web import parse_day, staff_page


@pages.get("/days/<any(consultation, night):kind>/<text>")
@staff_page
def office_day(kind: str, text: str) -> str:
    """What is planned on a date, how many have booked, and the form to close it or to open it again."""
    return _page(kind, parse_day(text))


@pages.post("/days/<any(consultation, night):kind>/<text>/close")
@staff_page
def close_day(kind: str, text: str) -> Answer:
    """Close the day for a reason that citizens read."""
    day, form = parse_day(text), CloseForm()
    return change(
        form,
        lambda actor, now: service.close_day(
            _get(kind, day, now),
            closed_by="staff",
            reason="staff",
            text=form.text.data,
            document_number=form.document_number.data or "",
            approved_on=form.approved_on.data,
            actor=actor,
            now=now,
        ),
        "휴무로 바꾸었습니다.",
        url_for("calendar.office_day", kind=kind, text=text),
        lambda **more: _page(kind, day, form, **more),
    )


@pages.post("/days/<any(consultation, night):kind>/<text>/reopen")
@staff_page
def reopen_day(kind: str, text: str) -> Answer:
    """Open again what staff closed; the calendar then looks at the day once more."""
    day, form = parse_day(text), ReopenForm()
    return change(
        form,
        lambda actor, now: service.reopen_day(
            _get(kind, day, now),
            reason=form.text.data,
            document_number=form.document_number.data or "",
            approved_on=form.approved_on.data,
            actor=actor,
            now=now,
        ),
        "휴무를 풀었습니다.",
        url_for("calendar.office_day", kind=kind, text=text),
        lambda **more: _page(kind, day, form, **more),
    )


def _page(kind: str, day: date, form: CloseForm | ReopenForm | None = None, outlook: Sequence[str] = ()) -> str:
    """The day as it is. A form that does not fit it any more (somebody was quicker) gives way to the one that does."""
    row = queries.find_office_day(kind, day)
    if row is None and not _is_planned(kind, day):
        abort(404)
    fitting = ReopenForm if row and row.closed_by == "staff" else CloseForm
    now = clock.now()
    slots = [slot.id for slot in queries.list_slots(row)] if row and row.is_open else []
    booked = reservations.count_to_displace(slots, now)
    turned_out = reservations.list_turned_out(row) if row else []
    return render_template(
        "calendar/day.html",
        kind=kind,
        day=day,
        row=row,
        form=form if isinstance(form, fitting) else fitting(formdata=None),
        booked=booked,
        housed=reservations.count_housed(slots, now) if booked else 0,
        turned_out=len(turned_out),
        settled=sum(one.lost.open_for is None for one in turned_out),
        outlook=outlook,
        when_told=when_told(),
        election=queries.elections_ahead([day]).get(day) if kind == "consultation" else None,
        is_over=day < clock.today(),
    )


def _get(kind: str, day: date, now: datetime) -> OfficeDay:
    """The day's row, made where the calendar plans the day and nobody has made it yet; 404 where it does not."""
    row = queries.find_office_day(kind, day)
    if row is not None:
        return row
    if not _is_planned(kind, day):
        abort(404)
    if kind == "night":
        return nightoffice.ensure_night(day, now)
    return consultations.ensure_session(day, rules.month_after(day, 0), now)


def _is_planned(kind: str, day: date) -> bool:
    if day < clock.today():
        return False
    queries.ensure_known(day, day)
    if kind == "night":
        return queries.is_wednesday(day)
    return any(decision.date == day for decision in queries.list_days(day, day))
