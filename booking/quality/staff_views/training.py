"""The staff pages of the training plan; as a workbook and to print."""

from io import BytesIO

from flask import abort, render_template, send_file, url_for
from werkzeug.wrappers import Response

from booking import clock, sheets
from booking.answering import Answer, act, answer, by
from booking.business import queries as business
from booking.downloads import XLSX
from booking.paging import page_number
from booking.quality import queries
from booking.quality.forms.training import PlanForm, TrainingForm
from booking.quality.queries import training as reading
from booking.quality.rules.halves import read_half
from booking.quality.rules.sheets import KINDS
from booking.quality.service import training as service
from booking.quality.staff_views.results import pages
from booking.web import staff_page

PER_PAGE = 30
HEADS = (
    "반기",
    "종류",
    "부서",
    "단계",
    "항목",
    "교육 예정일",
    "강사",
    "교육한 날",
    "교육 전 점수",
    "교육 뒤 점수",
    "변화",
)


@pages.get("/training")
@staff_page
def training() -> str:
    """The plan, what is not done yet first."""
    page, total = page_number(), reading.count_training()
    lines = reading.list_training(clock.today(), PER_PAGE, (page - 1) * PER_PAGE)
    if page > 1 and not lines:
        abort(404)
    return render_template(
        "quality/training.html", lines=lines, names=queries.department_names(), kinds=KINDS, page=page, total=total,
        per_page=PER_PAGE, today=clock.today(),
    )  # fmt: skip


@pages.post("/training")
@staff_page
def plan_training() -> Answer:
    """Put an item of the results into the plan."""
    form = PlanForm()
    half = read_half(form.half.data or "") if form.validate() else None
    if half is None or form.kind.data not in KINDS:
        abort(400)
    department = business.get_department(form.department.data or "")
    names = form.stage.data or "", form.item.data or ""
    return act(
        lambda: service.plan(half, str(form.kind.data), department.id, names, **by()), "교육 계획에 넣었습니다.",
        url_for("kindness.training"),
    )  # fmt: skip


@pages.route("/training/<token>", methods=["GET", "POST"])
@staff_page
def training_line(token: str) -> Answer:
    """One line: when, by whom, and when it was held."""
    found = reading.get_training(token)
    name, form = queries.department_names()[found.department_id], TrainingForm(obj=found)
    return answer(
        form, lambda: render_template("quality/training_line.html", form=form, line=found, name=name),
        lambda: service.change(token, form.values(), **by()), "저장했습니다.", url_for("kindness.training"),
    )  # fmt: skip


@pages.post("/training/<token>/remove")
@staff_page
def remove_training(token: str) -> Answer:
    """Take a line off the plan."""
    return act(lambda: service.remove(token, **by()), "교육 계획에서 뺐습니다.", url_for("kindness.training"))


@pages.get("/training.xlsx")
@staff_page
def training_file() -> Response:
    """The whole plan as a workbook."""
    names = queries.department_names()
    rows = [
        (
            line.half.name, KINDS[line.training.kind], names[line.training.department_id], line.training.stage,
            line.training.item, line.training.planned_on, line.training.trainer, line.training.done_on, line.before,
            line.after, line.change,
        )
        for line in reading.list_training(clock.today())
    ]  # fmt: skip
    book = sheets.workbook(sheets.Sheet("친절교육 계획", HEADS, rows))
    return send_file(BytesIO(book), XLSX, as_attachment=True, download_name="풀리고-친절교육-계획.xlsx")
