"""The waiting list at the desk: the line per field, one entry, callers who join or answer, and proof of the order."""

from datetime import date
from functools import partial

from flask import flash, redirect, render_template, request, url_for

from booking import clock, web
from booking.audit import service as audit
from booking.calendar import queries as calendar
from booking.calendar.rules import NIGHT
from booking.consultations import queries as consultations
from booking.db import new_token, transaction
from booking.errors import BookingError
from booking.reservations import labels
from booking.reservations.errors import NoticeChanged, OfferOver
from booking.reservations.models import WaitingEntry
from booking.reservations.queries import waiting as line
from booking.reservations.queries.consent import service_of, waiting_notice_in_force
from booking.reservations.queries.waiting_search import search_line
from booking.reservations.service import put_in_force, waiting, waiting_line
from booking.reservations.staff_forms import OVERRIDABLE, CancelForm, FindForm
from booking.reservations.staff_views.blueprint import Answer, pages
from booking.reservations.staff_views.waiting_forms import AcceptForm, AnswerForm, WaitingCallerForm


@pages.get("/waiting")
@web.staff_page
def waiting_list() -> Answer:
    """Who stands in each field's line, masked, the first one first."""
    return _list_page(FindForm(formdata=None))


@pages.post("/waiting")
@web.staff_page
def find_waiting() -> Answer:
    """The same page with whom the clerk looks for: who calls does not know the own 신청번호."""
    form = FindForm()
    if not form.validate():
        return _list_page(form), 400
    text = (form.q.data or "").strip()
    return _list_page(form, search_line(text)) if text else redirect(url_for("desk.waiting_list"), 303)


def _list_page(form: FindForm, found: list[WaitingEntry] | None = None) -> str:
    """The lines of all fields, or only `found`. Whose data it shows is logged, person by person."""
    entries, now = line.list_open() if found is None else found, clock.now()
    audit.seen_each(
        "waiting.viewed" if found is None else "waiting.searched",
        actor=web.actor(),
        now=now,
        subject="waiting",
        people=[one.person_key or "" for one in entries],
    )
    fields = consultations.list_desks()
    lines = [(field, [one for one in entries if field.key in one.wish.desks]) for field in fields]
    return render_template(
        "reservations/staff/waiting/list.html",
        lines=[(field, rows) for field, rows in lines if rows] if found is None else [],
        found=found,
        fields={field.key: field.name for field in fields},
        offers=line.list_offers(),
        form=form,
        states=labels.WAITING_STATES,
        now=now,
    )


@pages.route("/waiting/new", methods=["GET", "POST"])
@web.staff_page
def wait_for_caller() -> Answer:
    """Put somebody on the telephone or at the desk in line. Sent twice it gives the same entry.

    `?field=` is the form with this field chosen, and with what was typed into the form of a booking.
    """
    form = WaitingCallerForm()
    kind = service_of([request.args.get("field") or next(iter(form.desks.data or []), "")])
    form.fit(kind).desks.choices = [(field.key, field.name) for field in consultations.list_fields(service=kind)]
    if not form.is_submitted() or "field" in request.args:
        _begin(form, request.args.get("field", ""), kind)
        return _caller_page(form, kind)
    if not form.validate():
        return _caller_page(form, kind), 400
    try:
        entry = _join(form, kind)
    except NoticeChanged as error:
        form.consent.data, form.consent.errors = False, [labels.refusal(error)]
        return _caller_page(form, kind), error.status
    except BookingError as error:
        web.put_error(form, error)
        return _caller_page(form, kind), error.status
    flash(f"신청을 받았습니다. 신청번호는 {entry}입니다. 신청하신 분께 알려 드리세요.")
    return redirect(url_for("desk.waiting_entry", entry=entry), 303)


def _begin(form: WaitingCallerForm, field: str, kind: str) -> None:
    """What stands in a form that nobody sent yet. The consent to a booking is none to waiting."""
    days = calendar.list_office_days(kind, clock.today(), date.max, open_only=True)
    form.token.data, form.last.data = new_token(), days[-1].date if days else None
    form.desks.data, form.consent.data = [field], False


def _join(form: WaitingCallerForm, kind: str) -> str:
    now = clock.now()
    wish = waiting.make_wish(form.desks.data or [], form.first.data or clock.today(), form.last.data, now)
    given = {
        "via": form.via.data,
        "token": form.token.data or "",
        "language": form.language.data,
    }
    with transaction():
        notice = put_in_force(now, form.notice.data or "", partial(waiting_notice_in_force, kind))
        given |= {"consent_version": notice.version, "consent_basis": notice.basis}
        entry = waiting.join(wish, form.person(), holder=None, actor=web.actor(), now=now, **given)
        return entry.shown_reference


@pages.get("/waiting/<entry>")
@web.staff_page
def waiting_entry(entry: str) -> Answer:
    """All about an entry, name and telephone masked."""
    return _entry_page(line.get_entry(entry))


@pages.post("/waiting/<entry>/reveal")
@web.staff_page
def reveal_waiting(entry: str) -> Answer:
    """The same with name and telephone in full, once. That it was asked is logged."""
    row = line.get_entry(entry)
    with transaction():
        waiting.reveal(row, actor=web.actor(), now=clock.now())
    return _entry_page(line.get_entry(entry), is_revealed=True)


@pages.post("/waiting/<entry>/accept")
@web.staff_page
def accept_offer(entry: str) -> Answer:
    """Book the offered place for a caller; with a reason also where citizens' rules are against it."""
    row, form = line.get_entry(entry), AcceptForm()
    if not form.validate():
        return _entry_page(row, accept_form=form), 400
    offer, reason = form.offer.data or "", form.override_text
    try:
        with transaction():
            done = waiting.accept(row, offer, holder=None, actor=web.actor(), now=clock.now(), reason=reason)
            reference = done.reference or ""
    except OfferOver:
        with transaction():  # an offer whose time is over goes to the next now, and not only with the next job
            waiting_line.serve(clock.now())
        raise
    except BookingError as error:
        if error.code not in OVERRIDABLE:
            raise
        form.override_reason.errors = [labels.refusal(error)]
        return _entry_page(line.get_entry(entry), accept_form=form), error.status
    return redirect(url_for("desk.booked", reference=reference), 303)


@pages.post("/waiting/<entry>/decline")
@web.staff_page
def decline_offer(entry: str) -> Answer:
    """Let the offered place go to the next, for a caller who does not want it."""
    row, form = line.get_entry(entry), AnswerForm()
    if not form.validate():
        return _entry_page(row, accept_form=form), 400
    with transaction():
        waiting.decline(row, form.offer.data or "", actor=web.actor(), now=clock.now())
    flash("이번 자리는 다음 분께 안내합니다. 순서는 그대로입니다.")
    return redirect(url_for("desk.waiting_entry", entry=entry), 303)


@pages.post("/waiting/<entry>/remove")
@web.staff_page
def remove_waiting(entry: str) -> Answer:
    """Take somebody out of the line, with a reason that is logged where there is one."""
    row, form = line.get_entry(entry), CancelForm()
    if not form.validate():
        return _entry_page(row, form=form), 400
    reason = " ".join((form.reason.data or "").split())
    with transaction():
        waiting.leave(row, actor=web.actor(), now=clock.now(), reason=reason)
    flash("신청을 취소했습니다.")
    return redirect(url_for("desk.waiting_list"), 303)


@pages.get("/waiting-order")
@web.staff_page
def waiting_order() -> Answer:
    """Whether anybody was ever overtaken, from the account."""
    found = line.verify()
    audit.seen("waiting.verified", actor=web.actor(), now=clock.now(), subject="waiting")
    return render_template("reservations/staff/waiting/order.html", found=found)


def _caller_page(form: WaitingCallerForm, kind: str) -> str:
    notice, is_visit = waiting_notice_in_force(kind), kind == NIGHT
    return render_template("reservations/staff/waiting/new.html", form=form, notice=notice, is_visit=is_visit)


def _entry_page(
    entry: WaitingEntry,
    *,
    form: CancelForm | None = None,
    accept_form: AcceptForm | AnswerForm | None = None,
    is_revealed: bool = False,
) -> str:
    subject, person = f"waiting:{entry.reference}", entry.person_key or ""
    audit.seen("waiting.viewed", actor=web.actor(), now=clock.now(), subject=subject, person=person)
    offer, now = line.find_offer(entry), clock.now()
    is_asked = isinstance(accept_form, AcceptForm)
    return render_template(
        "reservations/staff/waiting/entry.html",
        entry=entry,
        offer=offer,
        state=line.state_of(entry, offer, now),
        fields={field.key: field.name for field in consultations.list_desks()},
        is_visit=service_of(entry.wish.desks) == NIGHT,
        before=line.count_before(entry) if entry.is_open else {},
        booking=line.find_booking(entry),
        events=line.list_events(entry),
        form=form or CancelForm(formdata=None),
        wrong=accept_form,
        accept_form=accept_form if is_asked else AcceptForm(formdata=None),
        is_revealed=is_revealed,
        states=labels.WAITING_STATES,
        happened=labels.WAITING_EVENTS,
        now=now,
    )
