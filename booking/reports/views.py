"""The figures that everybody may read and use: a page, CSV and JSON."""

from flask import Blueprint, Flask, Response, jsonify, render_template

from booking import clock, cookieless
from booking.reports import queries
from booking.reports.wording import open_data
from booking.settings import queries as settings

pages = Blueprint("open_data", __name__)

SHOWN = 12
"""Months that the page itself shows."""


def init_app(app: Flask) -> None:
    """Enter the page and the files, which are the same for everybody, so no cookie reaches them."""
    app.register_blueprint(pages)
    cookieless.keep_cookies_out(app, "/open-data/")


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
        least=settings.get("reports.small_cells"),
    )


@pages.get("/open-data/monthly.csv")
def monthly_csv() -> Response:
    """All lines as CSV."""
    content = open_data.csv_content(queries.published(clock.today()))
    answer = Response(content, mimetype="text/csv", headers={"Content-Disposition": "attachment; filename=monthly.csv"})
    return _for_everybody(answer)


@pages.get("/open-data/monthly.json")
def monthly_json() -> Response:
    """The same as JSON."""
    today = clock.today()
    return _for_everybody(jsonify(open_data.json_content(queries.published(today), today)))


def _for_everybody(answer: Response) -> Response:
    """Any site's scripts may read it, and proxies keep it for an hour."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
