"""How many cases there were: by month, kind of business and day, as a page and as a workbook."""

from datetime import date
from io import BytesIO
from typing import Any

from flask import abort, render_template, request, send_file
from werkzeug.wrappers import Response

from booking import clock, sheets
from booking.business import queries, rules
from booking.business.queries import Count
from booking.business.staff_views.blueprint import NAMES, pages
from booking.downloads import XLSX
from booking.reports.forms import PeriodForm
from booking.reports.rules import Period
from booking.sheets import Sheet
from booking.web import staff_page

Answer = Response | str | tuple[str, int]
HEADS = ("원스톱 창구", "야간민원실", "합계")


@pages.get("")
@staff_page
def figures() -> Answer:
    """The cases of some months; the last twelve where none are asked for."""
    form = PeriodForm(request.args)
    period = form.read(clock.today())
    if period is None:
        return render_template("business/case_figures.html", form=form, tables=None), 400
    asked = {"from": form.first.data, "to": form.last.data}
    return render_template("business/case_figures.html", form=form, asked=asked, **_tables(period))


@pages.get("/figures.xlsx")
@staff_page
def workbook() -> Response:
    """The same as a workbook, with each day and kind in a line. It holds nobody's data, so no reason is asked."""
    period = PeriodForm(request.args).read(clock.today()) or abort(400)
    found = _tables(period)
    pages_of_it = [
        Sheet(title, (head, *HEADS), [(what, *row.values()) for what, row in rows])
        for title, head, rows in found["tables"]
    ]
    lines = [(one.date, NAMES[one.service], found["names"][one.business_key], one.number) for one in found["counts"]]
    content = sheets.workbook(*pages_of_it, Sheet("날짜와 업무", ("날짜", "창구", "업무", "건수"), lines))
    name = f"처리건수-{period.first:%Y-%m}-{period.last:%Y-%m}.xlsx"
    return send_file(BytesIO(content), XLSX, as_attachment=True, download_name=name)


def _tables(period: Period) -> dict[str, Any]:
    counts = queries.list_counts(period.first, period.last)
    names = {key: one.name for key, one in queries.businesses_by_key(one.business_key for one in counts).items()}
    by_kind = rules.sums((names[one.business_key], one.service, one.number) for one in counts)
    tables = [
        ("달", "달", [(f"{month:%Y-%m}", row) for month, row in _by_month(counts).items()]),
        ("업무", "업무", sorted(by_kind.items(), key=lambda one: (-one[1]["all"], one[0]))),
        ("날짜", "날짜", [(f"{day:%Y-%m-%d}", row) for day, row in _by_day(counts).items()]),
    ]
    total = rules.sums(("all", one.service, one.number) for one in counts).get("all")
    return {"counts": counts, "names": names, "tables": tables, "total": total, "heads": HEADS}


def _by_month(counts: list[Count]) -> rules.Sums[date]:
    return rules.sums((one.date.replace(day=1), one.service, one.number) for one in counts)


def _by_day(counts: list[Count]) -> rules.Sums[date]:
    return rules.sums((one.date, one.service, one.number) for one in counts)
