"""A day sheet behind its link: times for everybody who has the link, questions for who has the expert's telephone."""

from flask import current_app, redirect, render_template, session, url_for

from booking import clock, links, web
from booking.accounts.errors import Locked
from booking.advising import service
from booking.advising.errors import SheetUnknown, SheetWithoutPhone
from booking.advising.models import DaySheet
from booking.advising.views.blueprint import Answer, as_expert, pages
from booking.advising.views.forms import SheetCodeForm
from booking.audit import service as audit
from booking.consultations.models import Expert
from booking.db import transaction
from booking.errors import BookingError
from booking.limits import LOOKING_UP, limiter
from booking.notices.channels import carries_texts
from booking.reservations import queries
from booking.reservations.errors import CodeWrong
from booking.reservations.models import Reservation

PATH = "/sheets/<signed>"


@pages.get(PATH)
@limiter.limit(LOOKING_UP)
def sheet(signed: str) -> Answer:
    """Times, references and states; after the code also what citizens ask. That it was looked at is logged."""
    return _page(_token(signed), signed)


@pages.post(f"{PATH}/code")
@limiter.limit(LOOKING_UP)
def send_sheet_code(signed: str) -> Answer:
    """Send a code to the telephone that is registered for the expert."""
    token, form = _token(signed), SheetCodeForm(formdata=None)
    try:
        with transaction():
            if not carries_texts(current_app.config):
                raise SheetWithoutPhone
            service.send_code(token, now=clock.now())
    except (Locked, SheetWithoutPhone) as error:
        error.field = "code"
        web.put_error(form, error)
        return _page(token, signed, form), error.status
    return _page(token, signed, form, is_sent=True)


@pages.post(PATH)
@limiter.limit(LOOKING_UP)
def open_questions(signed: str) -> Answer:
    """Look at the code that was typed."""
    token, form = _token(signed), SheetCodeForm()
    if not form.validate():
        return _page(token, signed, form, is_sent=True), 400
    with transaction():
        is_right = service.prove(token, form.code.data or "", now=clock.now())
        found, expert = service.open_sheet(token, clock.now())
        proved = found.token_index
    if not is_right:
        audit.seen("sheet.code_failed", actor=as_expert(expert), now=clock.now(), subject=f"expert:{expert.id}")
        web.put_error(form, CodeWrong(field="code"))
        return _page(token, signed, form, is_sent=True), 400
    session["sheets"] = [*session.get("sheets", [])[-3:], proved]
    return redirect(url_for("expert_pages.sheet", signed=signed), 303)


def _token(signed: str) -> str:
    try:
        kind, token = links.read(signed)
    except links.LinkBroken as error:
        raise SheetUnknown from error
    if kind != "sheet":
        raise SheetUnknown
    return token


def _page(token: str, signed: str, form: SheetCodeForm | None = None, *, is_sent: bool = False) -> str:
    found, expert = service.open_sheet(token, clock.now())
    rows = queries.for_expert(expert.id, found.day, found.day)
    is_open = found.token_index in session.get("sheets", []) and expert.has_pledged(clock.today())
    _note(found, expert, rows, is_open=is_open)
    shown = {"sheet": found, "expert": expert, "rows": rows, "is_open": is_open, "is_sent": is_sent, "signed": signed}
    return render_template("advising/sheet.html", form=form or SheetCodeForm(formdata=None), **shown)


def _note(found: DaySheet, expert: Expert, rows: list[Reservation], *, is_open: bool) -> None:
    action, people = ("sheet.read", [row.person_key or "" for row in rows]) if is_open else ("sheet.viewed", [])
    subject = f"expert:{expert.id}"
    audit.seen_each(action, actor=as_expert(expert), now=clock.now(), subject=subject, people=people)


@pages.errorhandler(BookingError)
def refused(error: BookingError) -> tuple[str, int]:
    """What a link that opens nothing says, and no more."""
    return render_template("advising/sheet_gone.html", error=error), error.status
