"""The page of the figures, and all of them as a workbook."""

from flask import render_template, request
from werkzeug.wrappers import Response

from booking import clock, sheets
from booking.downloads import XLSX
from booking.reports import queries, wording
from booking.reports.forms import PeriodForm
from booking.reports.staff_views.blueprint import Answer, asked_report, file, pages
from booking.web import staff_page


@pages.get("")
@staff_page
def overview() -> Answer:
    """The figures of some months; the last twelve where none are asked for."""
    form, today = PeriodForm(request.args), clock.today()
    period = form.read(today)
    if period is None:
        return render_template("reports/overview.html", form=form, report=None), 400
    report = queries.report(period, today)
    return render_template(
        "reports/overview.html",
        form=form,
        report=report,
        today=today,
        span=wording.period_name(report),
        tables=wording.tables(report),
        asked={"from": form.first.data, "to": form.last.data},
    )


@pages.get("/figures.xlsx")
@staff_page
def workbook() -> Response:
    """All figures of some months, each month and field in a line."""
    report = asked_report()
    name = f"풀리고-통계-{report.period.first:%Y-%m}-{report.period.last:%Y-%m}.xlsx"
    return file(sheets.workbook(*wording.sheets(report)), XLSX, name)
