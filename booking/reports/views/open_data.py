"""The figures that everybody may read and use: a page, CSV and JSON."""

from flask import Response, jsonify, render_template

from booking import clock
from booking.reports import queries
from booking.reports.views.blueprint import for_everybody, pages
from booking.reports.wording import open_data, yearly
from booking.settings import queries as settings

SHOWN = 12
"""Months that the page itself shows."""


@pages.get("/open-data")
def about() -> str:
    """What there is, under which licence, what the columns mean; and the sums of the last months."""
    months = [line for line in queries.published(clock.today()) if line.field == "all" and "-" in line.span]
    return render_template(
        "reports/open_data.html",
        months=months[-SHOWN:],
        columns=open_data.COLUMNS,
        heads=open_data.HEADS,
        figures=open_data.FIGURES,
        yearly_columns=yearly.COLUMNS,
        least=settings.get("reports.small_cells"),
    )


@pages.get("/open-data/monthly.csv")
def monthly_csv() -> Response:
    """All lines as CSV."""
    content = open_data.csv_content(queries.published(clock.today()))
    answer = Response(content, mimetype="text/csv", headers={"Content-Disposition": "attachment; filename=monthly.csv"})
    return for_everybody(answer)


@pages.get("/open-data/monthly.json")
def monthly_json() -> Response:
    """The same as JSON."""
    today = clock.today()
    return for_everybody(jsonify(open_data.json_content(queries.published(today), today)))
