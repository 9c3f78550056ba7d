"""The staff page of the scores: by department, stage and item, and the same as a workbook."""

from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file
from werkzeug.wrappers import Response

from booking import clock, sheets
from booking.business import queries as business
from booking.downloads import XLSX
from booking.quality import queries
from booking.quality.forms.results import ResultsForm
from booking.quality.queries import results as reading
from booking.quality.queries.small_groups import least_answers
from booking.quality.queries.training import list_planned
from booking.quality.rules.halves import Half
from booking.quality.rules.results import Results
from booking.quality.rules.sheets import KINDS
from booking.quality.staff_views import score_tables
from booking.web import staff_page

ALL = "전체"

pages = Blueprint("kindness", __name__, url_prefix="/staff/kindness")


@dataclass(frozen=True)
class Asked:
    """What the address asks for, and what it comes to. department: its key in the database; whose: its name."""

    half: Half
    kind: str
    department: int | None
    whose: str
    found: Results
    names: dict[int, str]


@pages.get("")
@staff_page
def results() -> str:
    """The scores of a half-year; of the newest one where none is asked for."""
    form, asked = _asked()
    planned = list_planned(asked.half, asked.kind, asked.department) if asked.department else set()
    return render_template(
        "quality/results.html", form=form, asked=asked, least=least_answers(), kinds=KINDS, planned=planned,
        tables=score_tables.tables(asked.found, asked.names, asked.whose),
        address={"half": str(asked.half), "kind": asked.kind, "department": form.department.data},
    )  # fmt: skip


@pages.get("/results.xlsx")
@staff_page
def workbook() -> Response:
    """The same tables. They hold nobody's data, so the file is not sealed and no reason is asked."""
    _form, asked = _asked()
    tables = score_tables.sheets(asked.found, asked.names, asked.whose)
    about = sheets.Sheet("조사", ("반기", "종류", "부서"), [(asked.half.name, KINDS[asked.kind], asked.whose)])
    name = f"풀리고-친절도-{asked.half}-{asked.kind}.xlsx"
    return send_file(BytesIO(sheets.workbook(about, *tables)), XLSX, as_attachment=True, download_name=name)


def _asked() -> tuple[ResultsForm, Asked]:
    """What is asked for; 404 for what no choice offers, which only a made-up address has."""
    form, names = ResultsForm(request.args), queries.department_names()
    keys = {one.id: one.key for one in business.list_departments(active_only=False)}
    form.offer(reading.list_halves() or [Half.of(clock.today())], names, keys)
    if not form.validate():
        abort(404)
    department = next((id for id, key in keys.items() if key == form.department.data), None)
    half, kind = form.read_half(), str(form.kind.data)
    found = reading.results(half, kind, clock.today(), department)
    return form, Asked(half, kind, department, names[department] if department else ALL, found, names)
