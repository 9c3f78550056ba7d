"""All settings and master data as a workbook, and back: what an edited one would change is shown, then made."""

import json
from collections.abc import Sequence
from io import BytesIO

from flask import Blueprint, Flask, flash, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response

from booking import clock, web
from booking.audit import service as audit
from booking.db import transaction
from booking.downloads import XLSX
from booking.foresight import foresee, outlook
from booking.masterdata import service
from booking.masterdata.forms import ConfirmForm, UploadForm
from booking.masterdata.rules import Fault, Given
from booking.masterdata.service import Plan, Refused
from booking.masterdata.wording import fault_sentence, lines_of, titles_of
from booking.masterdata.wording.workbooks import Unreadable, read_workbook, to_workbook
from booking.menu import ADMINISTRATION, add_work_page
from booking.recheck import recheck, sentences
from booking.web import admin_page

Answer = Response | str | tuple[str, int]
pages = Blueprint("masterdata", __name__, url_prefix="/staff/masterdata")
MOST_FAULTS = 50
"""So many are told at once."""


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "masterdata.files", "기준 자료 파일", ("admin",), 81, ADMINISTRATION)


@pages.get("")
@admin_page
def files() -> str:
    """The file to take, and the form for an edited one."""
    return _upload_page(UploadForm(formdata=None))


@pages.get("/workbook")
@admin_page
def workbook() -> Response:
    """Everything as a workbook. Experts' names and organisations are in it, so it is logged who took it."""
    audit.seen("masterdata.exported", actor=web.actor(), now=clock.now(), subject="masterdata:xlsx")
    name = f"기준자료-{clock.today():%Y%m%d}.xlsx"
    answer = send_file(BytesIO(to_workbook()), XLSX, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.post("")
@admin_page
def show_import() -> Answer:
    """What an edited workbook would change and what would follow; or all that is wrong in it. Nothing is changed."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _upload_page(form), 400
    try:
        return _preview(*read_workbook(form.file.data.stream.read()))
    except Unreadable:
        form.file.errors = [
            "엑셀 파일(xlsx)로 읽을 수 없습니다. 내려받은 파일을 고쳐 xlsx 형식으로 저장했는지 확인해 주세요."
        ]
        return _upload_page(form), 400
    except Refused as error:
        return _upload_page(form, error.faults), 400


@pages.post("/apply")
@admin_page
def apply_import() -> Answer:
    """Make what was shown, all or nothing; shown again where it is not (any more) what would be made."""
    form, now, actor = ConfirmForm(), clock.now(), web.actor()
    try:
        file = _unpack(form.difference.data or "")
        plan = _checked(service.compare(file))
        if plan.code != form.seen.data:
            return _preview(file, [], is_other=True)
        with transaction():
            service.write(plan.differences, actor=actor, now=now)
            service.note("xlsx", plan.differences, actor=actor, now=now)
            followed = recheck(now, actor)
    except Refused as error:
        return _upload_page(UploadForm(formdata=None), error.faults), 400
    flash(" ".join([f"기준 자료 {len(plan.differences)}건을 바꾸었습니다.", *sentences(followed)]))
    return redirect(url_for("masterdata.files"), 303)


def _checked(plan: Plan, read: Sequence[Fault] = ()) -> Plan:
    known = {(one.section, one.number, one.column) for one in read}
    more = [one for one in plan.faults if (one.section, one.number, one.column) not in known]
    if read or more:
        raise Refused([*read, *more])
    return plan


def _preview(file: dict[str, list[Given]], faults: list[Fault], *, is_other: bool = False) -> Answer:
    plan, refused = _checked(service.compare(file), faults), list[Fault]()

    def do(actor: object, now: object) -> None:
        try:
            service.write(plan.differences, actor=actor, now=now)  # type: ignore[arg-type] # foresee gives both
        except Refused as error:
            refused.extend(error.faults)

    foreseen = foresee(do, clock.now(), web.actor()) if plan.differences else None
    if refused:
        raise Refused(refused)
    form = ConfirmForm(formdata=None)
    form.difference.data, form.seen.data = _pack(plan), plan.code
    titled = zip(titles_of(plan.differences), plan.differences, strict=True)
    shown = [(title, one.before is None, lines_of(one)) for title, one in titled]
    follows = outlook(foreseen) if foreseen else []
    page = render_template(
        "masterdata/preview.html", form=form, differences=shown, same=plan.same, outlook=follows, is_other=is_other
    )
    return page, 409 if is_other else 200


def _pack(plan: Plan) -> str:
    """The rows that differ as one text, which comes back with the confirmation and is judged like a file."""
    return json.dumps([[one.section, one.number, one.row] for one in plan.differences], default=str, ensure_ascii=False)


def _unpack(text: str) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {}
    try:
        for section, number, row in json.loads(text):
            found.setdefault(str(section), []).append(Given(int(number), dict(row)))
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused([]) from error
    return found


def _upload_page(form: UploadForm, faults: list[Fault] | None = None) -> str:
    said = None if faults is None else [fault_sentence(one) for one in faults[:MOST_FAULTS]]
    return render_template("masterdata/files.html", form=form, faults=said, more=len(faults or ()) - MOST_FAULTS)
