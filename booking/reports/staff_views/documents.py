"""A month as an hwpx document, and a year as a page to print."""

import re

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from booking import clock
from booking.calendar.queries import FIRST_YEAR, month_after
from booking.errors import BookingError
from booking.office import plain_setting
from booking.reports import queries, rules, wording
from booking.reports.rules import Period
from booking.reports.staff_views.blueprint import file, pages
from booking.reports.wording.documents import HWPX, month_document
from booking.web import staff_page


@pages.get("/month.hwpx")
@staff_page
def document() -> Response:
    """The figures of a month beside those of its year so far, to paste into an official letter."""
    today, asked = clock.today(), request.args.get("month", "")
    try:
        month = rules.read_period(asked, asked, today) if asked else rules.month_of(month_after(today, -1))
    except BookingError:
        abort(400)
    year = Period(month.first.replace(month=1), month.last)
    content = month_document(
        queries.report(month, today), queries.report(year, today), office=plain_setting("office.name"), today=today
    )
    return file(content, HWPX, f"풀리고-운영-현황-{month.first:%Y-%m}.hwpx")


@pages.get("/year")
@staff_page
def year() -> str:
    """A year beside the one before, to print and sign."""
    today = clock.today()
    text = request.args.get("year", str(today.year))
    asked = int(text) if re.fullmatch("[0-9]{4}", text) else 0
    if not FIRST_YEAR < asked <= today.year:
        abort(404)
    this = queries.report(rules.year_of(asked), today)
    before = queries.report(rules.year_of(asked - 1), today)
    tables = {table.key: table for table in wording.tables(this)}
    return render_template(
        "reports/year.html", year=asked, first_year=FIRST_YEAR + 1, today=today, report=this, tables=tables,
        comparison=wording.comparison(this, before), months=wording.year_months(this),
    )  # fmt: skip
