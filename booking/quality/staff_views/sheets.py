"""The staff pages of the score sheets."""

from flask import Blueprint, abort, render_template, url_for

from booking import clock
from booking.answering import Answer, act, answer, by
from booking.paging import page_number
from booking.quality import queries, service
from booking.quality.forms.sheets import CopyForm, NewSheetForm, SheetForm
from booking.quality.models.sheets import ScoreSheet
from booking.quality.rules import sheets as rules
from booking.quality.rules.halves import Half
from booking.web import staff_page

PER_PAGE = 30

pages = Blueprint("sheet_desk", __name__, url_prefix="/staff/kindness/sheets")
pages.context_processor(lambda: {"kinds": rules.KINDS, "Half": Half})


@pages.get("")
@staff_page
def sheets() -> str:
    """All sheets, the newest half-year first."""
    page, total = page_number(), queries.count_sheets()
    if page > 1 and total <= (page - 1) * PER_PAGE:
        abort(404)
    found = queries.list_sheets(PER_PAGE, (page - 1) * PER_PAGE)
    return render_template("quality/sheets.html", sheets=found, page=page, total=total, per_page=PER_PAGE)


@pages.route("/new", methods=["GET", "POST"])
@staff_page
def new_sheet() -> Answer:
    """A sheet with the stages of its kind, to be filled with items."""
    half = Half.of(clock.today())
    form = NewSheetForm(data={"kind": "phone", "year": half.year, "half": str(half.half)})

    def add() -> ScoreSheet:
        kind = str(form.kind.data)
        return service.add_sheet(kind, form.read_half(), form.name.data or "", rules.STAGES[kind], **by())

    return answer(
        form, lambda: render_template("quality/new_sheet.html", form=form), add,
        "채점표를 만들었습니다. 항목을 넣어 주세요.", _page_of,
    )  # fmt: skip


@pages.route("/<token>", methods=["GET", "POST"])
@staff_page
def sheet(token: str) -> Answer:
    """One sheet: its stages and items, and its name."""
    found = queries.get_sheet(token)
    form = SheetForm(data={"name": found.name, "stages": "\n".join(stage.name for stage in found.stages)})

    def change() -> None:
        service.change_sheet(token, form.name.data or "", rules.read_lines(form.stages.data or ""), **by())

    return answer(
        form, lambda: render_template("quality/sheet.html", form=form, sheet=queries.get_sheet(token)), change,
        "저장했습니다.", url_for("sheet_desk.sheet", token=token),
    )  # fmt: skip


@pages.route("/<token>/copy", methods=["GET", "POST"])
@staff_page
def copy_sheet(token: str) -> Answer:
    """The same sheet once more, for the next half-year unless another one is typed."""
    found = queries.get_sheet(token)
    after = Half(found.year, found.half).after
    form = CopyForm(data={"name": found.name, "year": after.year, "half": str(after.half)})
    return answer(
        form, lambda: render_template("quality/copy_sheet.html", form=form, sheet=found),
        lambda: service.copy_sheet(token, form.read_half(), form.name.data or "", **by()),
        "채점표를 복사했습니다.", _page_of,
    )  # fmt: skip


@pages.post("/<token>/remove")
@staff_page
def remove_sheet(token: str) -> Answer:
    """Take a sheet away that nobody has answered."""
    return act(lambda: service.remove_sheet(token, **by()), "채점표를 지웠습니다.", url_for("sheet_desk.sheets"))


def _page_of(sheet: ScoreSheet) -> str:
    return url_for("sheet_desk.sheet", token=sheet.token)
