"""The picture of a year as everybody may read it: a page, a workbook, and all years as CSV and JSON."""

from io import BytesIO

from flask import Response, abort, jsonify, render_template, send_file

from booking import clock
from booking.downloads import XLSX
from booking.reports.queries import yearly as queries
from booking.reports.views.blueprint import for_everybody, pages
from booking.reports.wording import yearly as wording


@pages.get("/year")
def newest_year() -> str:
    """The present year beside the last one."""
    return _page(clock.today().year)


@pages.get("/year/<int:year>")
def year(year: int) -> str:
    """A year beside the one before; 404 where there is nothing to tell of it."""
    return _page(year)


@pages.get("/year/<int:year>.xlsx")
def year_workbook(year: int) -> Response:
    """The same as a workbook."""
    pictures = queries.list_pictures(clock.today())
    if year not in pictures:
        abort(404)
    content = BytesIO(wording.workbook(year, pictures))
    return send_file(content, XLSX, as_attachment=True, download_name=f"{year}년-한눈에-보기.xlsx")


@pages.get("/open-data/yearly.csv")
def yearly_csv() -> Response:
    """All years as CSV."""
    content = wording.csv_content(queries.list_pictures(clock.today()))
    answer = Response(content, mimetype="text/csv", headers={"Content-Disposition": "attachment; filename=yearly.csv"})
    return for_everybody(answer)


@pages.get("/open-data/yearly.json")
def yearly_json() -> Response:
    """The same as JSON."""
    today = clock.today()
    return for_everybody(jsonify(wording.json_content(queries.list_pictures(today), today)))


def _page(year: int) -> str:
    today = clock.today()
    pictures = queries.list_pictures(today)
    if year not in pictures:
        abort(404)
    return render_template(
        "reports/yearly.html",
        year=year,
        years=list(pictures),
        today=today,
        sections=wording.sections(year, pictures),
        words=wording.WORDS,
        number=wording.number,
    )
