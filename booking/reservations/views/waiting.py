"""A citizen in line: join, see the own place, answer an offer, leave, find the entry again."""

import functools
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from booking import clock, languages, web
from booking.accounts.errors import Locked
from booking.calendar import queries as calendar
from booking.calendar.rules import CONSULTATION, NIGHT
from booking.consultations import queries as consultations
from booking.db import new_token, transaction
from booking.errors import BookingError
from booking.limits import limit_holding, limit_looking_up
from booking.office import plain_words
from booking.reservations.errors import WaitingUnknown
from booking.reservations.models import WaitingEntry
from booking.reservations.queries import waiting as line
from booking.reservations.queries import waiting_days
from booking.reservations.service import (
    put_in_force,
    waiting,
    waiting_data,
    waiting_finding,
    waiting_line,
    waiting_telling,
)
from booking.reservations.views.blueprint import pages
from booking.reservations.views.linked import WAYS, Way, good_until
from booking.reservations.views.own import keep_open
from booking.reservations.views.waiting_forms import FindWaitingForm, VisitWaitingForm, WaitingForm

if TYPE_CHECKING:
    from booking.consultations.models import Field

Answer = Response | str | tuple[str, int]
KEPT = 5
"""How many entries that were looked up a browser keeps open at a time."""


@pages.get("/waiting")
def wait() -> Answer:
    """The form; `?field=` and `?date=` fill it in beforehand."""
    field = consultations.find_field(request.args.get("field", ""))
    days = calendar.list_office_days(field.service if field else CONSULTATION, clock.today(), date.max, open_only=True)
    try:
        wanted = date.fromisoformat(request.args.get("date", ""))
    except ValueError:
        wanted = None
    first, last = (wanted, wanted) if wanted else (clock.today(), days[-1].date if days else None)
    kind = VisitWaitingForm if field and field.service == NIGHT else WaitingForm
    form = kind(formdata=None, token=new_token(), desks=[field.key] if field else [], first=first, last=last)
    return _form_page(form)


@pages.post("/waiting")
@limit_holding
def join() -> Answer:
    """Stand in line. Sent twice, it gives the same entry."""
    form, now = (VisitWaitingForm if request.form.get("service") == NIGHT else WaitingForm)(), clock.now()
    is_valid = form.validate()
    try:
        wish = waiting.make_wish(form.desks.data or [], form.first.data or clock.today(), form.last.data, now)
        if not is_valid:
            return _form_page(form), 400
        given = {"token": form.token.data or "", "language": languages.current()}
        with transaction():
            given |= form.agree(put_in_force(now, form.notice.data or "", form.find_notice))
            entry = waiting.join(wish, form.person(), holder=web.browser(), actor=web.actor(), now=now, **given)
            token = entry.token
    except BookingError as error:
        web.put_error(form, error)
        return _form_page(form), error.status
    return redirect(url_for("reservations.waiting_entry", token=token), 303)


def own_entry(view: Callable[[WaitingEntry], Answer]) -> Callable[[str], Answer]:
    """A view of an entry for the browser that made it or has looked it up; 403 for all others."""

    @functools.wraps(view)
    def guarded(token: str) -> Answer:
        entry = line.find_entry(token)
        is_own = entry is not None and "browser" in session and entry.holder == session["browser"]
        if entry is None or not (is_own or token in session.get("waiting", [])):
            return render_template("reservations/waiting/not_here.html"), 403
        return view(entry)

    return guarded


def open_entry(token: str) -> None:
    """Let this browser see an entry from now on: whoever sits here proved to know its telephone."""
    session["waiting"] = [*(one for one in session.get("waiting", []) if one != token), token][-KEPT:]


@pages.get("/waiting/<token>")
@own_entry
def waiting_entry(entry: WaitingEntry) -> Answer:
    """The own place in line, or the offered place and until when to answer."""
    return _entry_page(entry)


@pages.post("/waiting/<token>/accept")
@own_entry
def accept_offer(entry: WaitingEntry) -> Answer:
    """Book the offered place in one step. Pressed twice, it is one booking."""
    key, offer = entry.id, request.form.get("offer", "")
    try:
        with transaction():
            done = waiting.accept(entry, offer, holder=web.browser(), actor=web.actor(), now=clock.now())
            reference = done.reference or ""
    except BookingError as error:
        with transaction():  # an offer whose time is over goes to the next now, and not only with the next job
            waiting_line.serve(clock.now())
        entry = line.get_by_key(key)
        return _entry_page(entry, error=error), error.status
    keep_open(reference)
    session["booked"] = reference
    return redirect(url_for("reservations.show", reference=reference), 303)


@pages.post("/waiting/<token>/decline")
@own_entry
def decline_offer(entry: WaitingEntry) -> Answer:
    """Let the offered place go to the next, and stay in line."""
    token = entry.token
    with transaction():
        waiting.decline(entry, request.form.get("offer", ""), actor=web.actor(), now=clock.now())
    flash(gettext("이번 자리는 다음 분께 안내합니다. 신청하신 순서는 그대로입니다."), "done")
    return redirect(url_for("reservations.waiting_entry", token=token), 303)


@pages.get("/waiting/<token>/leave")
@own_entry
def ask_to_leave(entry: WaitingEntry) -> Answer:
    """Asks whether the place in line is to be given up; changes nothing."""
    if not entry.is_open:
        return redirect(url_for("reservations.waiting_entry", token=entry.token), 303)
    return render_template("reservations/waiting/leave.html", entry=entry, fields=fields_of(entry))


@pages.post("/waiting/<token>/leave")
@own_entry
def leave_line(entry: WaitingEntry) -> Answer:
    """Out of the line; again, it changes nothing."""
    token = entry.token
    with transaction():
        waiting.leave(entry, actor=web.actor(), now=clock.now())
    flash(gettext("빈자리 알림 신청을 취소했습니다."), "done")
    return redirect(url_for("reservations.waiting_entry", token=token), 303)


@pages.route("/waiting/find", methods=["GET", "POST"])
@limit_looking_up
def find_entry() -> Answer:
    """Find an entry by its reference and telephone."""
    form = FindWaitingForm()
    if request.method != "POST":
        return render_template("reservations/waiting/find.html", form=form)
    if not form.validate():
        return render_template("reservations/waiting/find.html", form=form), 400
    typed = (form.reference.data or "", form.phone.data or "")
    try:
        with transaction():
            found = waiting_finding.look_up(*typed, actor=web.actor(), now=clock.now())
            token = found.token if found else None
        if token is None:
            raise WaitingUnknown
    except (WaitingUnknown, Locked) as error:
        error.field = "reference"
        web.put_error(form, error)
        return render_template("reservations/waiting/find.html", form=form), error.status
    open_entry(token)
    return redirect(url_for("reservations.waiting_entry", token=token), 303)


def _form_page(form: WaitingForm) -> str:
    fields = consultations.list_fields(service=form.service)
    form.desks.choices = [(field.key, plain_words(field, "name")) for field in fields]
    is_visit = form.service == NIGHT
    return render_template("reservations/waiting/form.html", form=form, is_visit=is_visit, notice=form.find_notice())


def _entry_page(entry: WaitingEntry, error: BookingError | None = None) -> str:
    now, offer = clock.now(), line.find_offer(entry)
    before = line.count_before(entry) if entry.is_open else {}
    booking = line.find_booking(entry)
    return render_template(
        "reservations/waiting/entry.html",
        entry=entry,
        state=line.state_of(entry, offer, now),
        offer=offer,
        slot=offer.slot if offer else None,
        fields=fields_of(entry),
        field=consultations.find_field(offer.slot.desk) if offer else None,
        has_no_day=waiting_days.has_no_day(entry.wish, clock.now()),
        is_called=entry.is_open and waiting_telling.is_called(entry),
        before=before,
        booking=booking,
        error=error,
        may_delete=waiting_data.may_delete(entry),
        may_correct=waiting_data.may_correct(entry),
        now=now,
    )


def fields_of(entry: WaitingEntry) -> list["Field"]:
    """The fields that somebody waits for, in the order of the page."""
    names = {field.key: field for field in consultations.list_desks()}
    return [names[one.desk] for one in entry.wishes if one.desk in names]


def _link_ends(reference: str) -> datetime | None:
    try:
        entry = line.get_entry(reference)
    except WaitingUnknown:
        return None
    return None if entry.destroyed_at else good_until(entry.ended_at or clock.now())


def _enter_by_link(reference: str, digits: str) -> str | None:
    found = waiting_finding.open_link(reference, digits, actor=web.actor(), now=clock.now())
    if found is None:
        return None
    open_entry(found.token)
    return url_for("reservations.waiting_entry", token=found.token)


WAYS["waiting"] = Way(_link_ends, _enter_by_link)
