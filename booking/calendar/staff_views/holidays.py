"""Public holidays: the regulation's, and staff's corrections of them."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import render_template, request, url_for

from booking import clock, wording
from booking.audit.rules import Actor
from booking.calendar import queries, service
from booking.calendar.errors import OutsideCalendar
from booking.calendar.forms import CorrectionForm, HolidayForm
from booking.calendar.staff_views.blueprint import Answer, change, pages
from booking.reservations import queries as reservations
from booking.web import parse_day, staff_page


@pages.get("/holidays")
@staff_page
def holidays() -> str:
    """The public holidays of a year (`?year=2027`), all corrections, and the form for a new one."""
    return _list_page(HolidayForm(formdata=None))


@pages.post("/holidays")
@staff_page
def add_holiday() -> Answer:
    """Make a date a public holiday, and have all days and bookings looked at again."""
    form = HolidayForm()

    def add(actor: Actor, now: datetime) -> None:
        service.ensure_addable(form.date.data, now)
        named = {"name": form.name.data, "name_en": form.name_en.data or ""}
        service.add_holiday(form.date.data, **named, **_why(form), actor=actor, now=now)

    return change(
        form,
        add,
        f"{wording.day(form.date.data)}: 공휴일로 넣었습니다." if form.date.data else "",
        url_for("calendar.holidays"),
        lambda **more: _list_page(form, **more),
    )


@pages.get("/holidays/<text>")
@staff_page
def holiday(text: str) -> str:
    """One date: what it is and why, and the way to withdraw it or to take a correction back."""
    return _day_page(parse_day(text), CorrectionForm(formdata=None))


@pages.post("/holidays/<text>/withdraw")
@staff_page
def withdraw_holiday(text: str) -> Answer:
    """Make a public holiday an ordinary day."""
    day, form = parse_day(text), CorrectionForm()
    return change(
        form,
        lambda actor, now: service.withdraw_holiday(day, **_why(form), actor=actor, now=now),
        f"{wording.day(day)}: 공휴일에서 뺐습니다.",
        url_for("calendar.holidays", year=day.year),
        lambda **more: _day_page(day, form, **more),
    )


@pages.post("/holidays/<text>/remove")
@staff_page
def remove_override(text: str) -> Answer:
    """Take a correction back, so that the regulation alone speaks for the date."""
    day, form = parse_day(text), CorrectionForm()
    return change(
        form,
        lambda actor, now: service.remove_override(day, **_why(form), actor=actor, now=now),
        f"{wording.day(day)}: 직접 넣은 변경을 취소했습니다.",
        url_for("calendar.holidays", year=day.year),
        lambda **more: _day_page(day, form, **more),
    )


def _why(form: CorrectionForm | HolidayForm) -> dict[str, str]:
    return {"reason": form.reason.data, "document_number": form.document_number.data or ""}


def _list_page(form: HolidayForm, outlook: Sequence[str] = ()) -> str:
    this_year = clock.today().year
    year = request.args.get("year", this_year, type=int)
    if not queries.FIRST_YEAR <= year <= queries.LAST_YEAR:
        raise OutsideCalendar(first=queries.FIRST_YEAR, last=queries.LAST_YEAR)
    return render_template(
        "calendar/holidays.html",
        form=form,
        outlook=outlook,
        year=year,
        years=range(this_year - 1, this_year + 5),
        holidays=queries.holidays(date(year, 1, 1), date(year, 12, 31)),
        overrides=queries.list_overrides(),
        displaced=reservations.list_displaced(),
        proposals=service.list_proposals(clock.now()),
    )


def _day_page(day: date, form: CorrectionForm, outlook: Sequence[str] = ()) -> str:
    return render_template(
        "calendar/holiday.html",
        day=day,
        form=form,
        outlook=outlook,
        override=queries.find_override(day),
        official=queries.official_holidays(day, day).get(day),
        name=queries.holidays(day, day).get(day),
    )
