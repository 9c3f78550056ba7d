"""The waiting list at the desk: the line per field, one entry, callers who join or answer, and proof of the order."""

from datetime import date

from flask import flash, redirect, render_template, url_for

from booking import clock, web
from booking.audit import service as audit
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.db import new_token, transaction
from booking.errors import BookingError
from booking.reservations import labels
from booking.reservations.models import WaitingEntry
from booking.reservations.queries import waiting as line
from booking.reservations.rules.consent import WAITING_CONSENT
from booking.reservations.service import waiting
from booking.reservations.staff_forms import CancelForm
from booking.reservations.staff_views.blueprint import Answer, pages
from booking.reservations.staff_views.waiting_forms import AnswerForm, WaitingCallerForm


@pages.get("/waiting")
@web.staff_page
def waiting_list() -> Answer:
    """Who stands in each field's line, masked, the first one first."""
    entries, now = line.list_open(), clock.now()
    audit.seen_each(
        "waiting.viewed",
        actor=web.actor(),
        now=now,
        subject="waiting",
        people=[one.person_key or "" for one in entries],
    )
    fields = consultations.list_fields(active_only=False)
    lines = [(field, [one for one in entries if field.key in one.wish.desks]) for field in fields]
    offers = line.list_offers()
    shown = [(field, rows) for field, rows in lines if rows]
    return render_template("reservations/staff/waiting/list.html", lines=shown, offers=offers, now=now)


@pages.route("/waiting/new", methods=["GET", "POST"])
@web.staff_page
def wait_for_caller() -> Answer:
    """Put somebody on the telephone or at the desk in line. Sent twice it gives the same entry."""
    form = WaitingCallerForm()
    form.desks.choices = [(field.key, field.name) for field in consultations.list_fields()]
    if not form.is_submitted():
        days = calendar.list_office_days("consultation", clock.today(), date.max, open_only=True)
        form.token.data, form.last.data = new_token(), days[-1].date if days else None
        return _caller_page(form)
    if not form.validate():
        return _caller_page(form), 400
    try:
        entry = _join(form)
    except BookingError as error:
        web.put_error(form, error)
        return _caller_page(form), error.status
    flash(f"신청을 받았습니다. 신청번호 {entry} 을(를) 알려 드리세요.")
    return redirect(url_for("desk.waiting_entry", reference=entry), 303)


def _join(form: WaitingCallerForm) -> str:
    now = clock.now()
    wish = waiting.make_wish(form.desks.data or [], form.first.data or clock.today(), form.last.data, now)
    given = {"via": form.via.data, "token": form.token.data or "", "consent_version": WAITING_CONSENT}
    with transaction():
        entry = waiting.join(wish, form.person(), holder=None, actor=web.actor(), now=now, **given)
        return entry.shown_reference


@pages.get("/waiting/<reference>")
@web.staff_page
def waiting_entry(reference: str) -> Answer:
    """All about an entry, name and telephone masked."""
    return _entry_page(line.get_entry(reference))


@pages.post("/waiting/<reference>/reveal")
@web.staff_page
def reveal_waiting(reference: str) -> Answer:
    """The same with name and telephone in full, once. That it was asked is logged."""
    entry = line.get_entry(reference)
    with transaction():
        waiting.reveal(entry, actor=web.actor(), now=clock.now())
    return _entry_page(line.get_entry(reference), is_revealed=True)


@pages.post("/waiting/<reference>/accept")
@web.staff_page
def accept_offer(reference: str) -> Answer:
    """Book the offered place for a caller."""
    entry, form = line.get_entry(reference), AnswerForm()
    if not form.validate():
        return _entry_page(entry), 400
    with transaction():
        done = waiting.accept(entry, form.offer.data or "", holder=None, actor=web.actor(), now=clock.now())
        reference = done.reference or ""
    return redirect(url_for("desk.booked", reference=reference), 303)


@pages.post("/waiting/<reference>/decline")
@web.staff_page
def decline_offer(reference: str) -> Answer:
    """Let the offered place go to the next, for a caller who does not want it."""
    entry, form = line.get_entry(reference), AnswerForm()
    if not form.validate():
        return _entry_page(entry), 400
    with transaction():
        waiting.decline(entry, form.offer.data or "", actor=web.actor(), now=clock.now())
    flash("이번 자리는 다음 분께 안내합니다. 순서는 그대로입니다.")
    return redirect(url_for("desk.waiting_entry", reference=reference), 303)


@pages.post("/waiting/<reference>/remove")
@web.staff_page
def remove_waiting(reference: str) -> Answer:
    """Take somebody out of the line, with a reason that is logged where there is one."""
    entry, form = line.get_entry(reference), CancelForm()
    if not form.validate():
        return _entry_page(entry, form=form), 400
    reason = " ".join((form.reason.data or "").split())
    with transaction():
        waiting.leave(entry, actor=web.actor(), now=clock.now(), reason=reason)
    flash("신청을 취소했습니다.")
    return redirect(url_for("desk.waiting_list"), 303)


@pages.get("/waiting-order")
@web.staff_page
def waiting_order() -> Answer:
    """Whether anybody was ever overtaken, from the account."""
    found = line.verify()
    audit.seen("waiting.verified", actor=web.actor(), now=clock.now(), subject="waiting")
    return render_template("reservations/staff/waiting/order.html", found=found)


def _caller_page(form: WaitingCallerForm) -> str:
    script = f"reservations/staff/consent/{WAITING_CONSENT}.html"
    return render_template("reservations/staff/waiting/new.html", form=form, script=script)


def _entry_page(entry: WaitingEntry, *, form: CancelForm | None = None, is_revealed: bool = False) -> str:
    subject, person = f"waiting:{entry.reference}", entry.person_key or ""
    audit.seen("waiting.viewed", actor=web.actor(), now=clock.now(), subject=subject, person=person)
    offer, now = line.find_offer(entry), clock.now()
    return render_template(
        "reservations/staff/waiting/entry.html",
        entry=entry,
        offer=offer,
        state=line.state_of(entry, offer, now),
        fields={field.key: field.name for field in consultations.list_fields(active_only=False)},
        before=line.count_before(entry) if entry.is_open else {},
        booking=line.find_booking(entry),
        events=line.list_events(entry),
        form=form or CancelForm(formdata=None),
        answer_form=AnswerForm(formdata=None, offer=offer.token if offer else ""),
        is_revealed=is_revealed,
        states=labels.WAITING_STATES,
        happened=labels.WAITING_EVENTS,
        now=now,
    )
