"""From a time to a booking: hold, fill in, check, reserve."""

from datetime import date

from flask import make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from booking import clock, demand, languages, web, wording
from booking.calendar import queries as calendar
from booking.calendar.errors import DayClosed
from booking.calendar.rules import CONSULTATION, NIGHT
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.errors import BookingError
from booking.limits import limit_holding, network
from booking.reservations import queries, service
from booking.reservations.errors import (
    AlreadyReserved,
    BookingPaused,
    CutOffPassed,
    HoldGone,
    HoldUnknown,
    LineFirst,
    NoMoreExtensions,
    NotOpenYet,
    PhoneUnprovable,
    SlotTaken,
    TooManyBookings,
    TooManyHolds,
)
from booking.reservations.forms import ReservationForm
from booking.reservations.models import Reservation
from booking.reservations.queries import consent, days
from booking.reservations.rules.answers import read_answers
from booking.reservations.service import waiting_line
from booking.reservations.views import proving, taken
from booking.reservations.views.blueprint import pages
from booking.reservations.views.visit_forms import form_of

Answer = Response | str | tuple[str, int] | tuple[Response, int]

NO_PLACE = (SlotTaken, HoldGone, DayClosed, CutOffPassed, NotOpenYet)
"""Refusals after which another time is what helps."""


@pages.post("/holds")
@limit_holding
def hold() -> Answer:
    """Hold the chosen time and go to the form."""
    token = request.form.get("slot", "")
    if not token:
        return _ask_for_slot()
    try:
        with transaction():
            reservation = service.hold(token, web.browser(), now=clock.now(), network=network())
            session["hold"] = reservation.token
    except NO_PLACE as error:
        return no_place(error, token)
    held = _get_hold(session["hold"])
    typed = taken.typed_in(_form_of(held))
    if typed is not None:
        return _form_page(held, typed)
    return redirect(url_for("reservations.form", token=held.token), 303)


@pages.get("/holds/<token>")
def form(token: str) -> Answer:
    """The form; a lapsed hold whose place is still free can go on."""
    reservation = _get_hold(token)
    if reservation.is_booked:
        return redirect(url_for("reservations.show", reference=reservation.reference), 303)
    if queries.is_gone(reservation, clock.now()):
        return no_place(HoldGone(), reservation.slot.token)
    return _form_page(reservation, _form_of(reservation)(formdata=None))


@pages.post("/holds/<token>/check")
def check(token: str) -> Answer:
    """The summary of what was typed, or the form again with its errors."""
    reservation = _get_hold(token)
    typed = _form_of(reservation)()
    if reservation.is_booked:
        return redirect(url_for("reservations.show", reference=reservation.reference), 303)
    if queries.is_gone(reservation, clock.now()):
        return no_place(HoldGone(), reservation.slot.token)
    if "edit" in request.form:
        return _form_page(reservation, typed)
    if not typed.validate():
        return _form_page(reservation, typed), 400
    try:
        service.ensure_not_paused(typed.person(), clock.now())
        service.ensure_room(typed.person(), clock.now(), reservation.slot.day.kind)
        code = proving.send(reservation, typed.person())
    except (BookingPaused, TooManyBookings, PhoneUnprovable) as error:
        web.put_error(typed, error)
        return _form_page(reservation, typed), error.status
    return _check_page(reservation, typed, code=code), 429 if code is not None and code.errors else 200


@pages.post("/holds/<token>")
def reserve(token: str) -> Answer:
    """Make the hold a booking. Sent twice, it gives the same booking."""
    reservation = _get_hold(token)
    if reservation.is_booked:
        return redirect(url_for("reservations.show", reference=reservation.reference), 303)
    typed = _form_of(reservation)()
    if not typed.validate():
        return _form_page(reservation, typed), 400
    slot_token, person = reservation.slot.token, typed.person()
    code = proving.refuse(reservation, person)
    if code is not None:
        return _check_page(reservation, typed, code=code), 400
    holder, actor, now = web.browser(), web.actor(), clock.now()
    try:
        with transaction():
            agreed = typed.agree(service.put_in_force(now, typed.notice.data or "", typed.find_notice))
            done = service.reserve(
                token,
                person,
                holder=holder,
                actor=actor,
                now=now,
                language=languages.current(),
                network=network(),
                **agreed,
            )
            session["booked"] = done.reference
    except NO_PLACE as error:
        return no_place(error, slot_token)
    except BookingError as error:
        web.put_error(typed, error)
        return _form_page(_get_hold(token), typed, has_booking=isinstance(error, AlreadyReserved)), error.status
    return redirect(url_for("reservations.show", reference=session["booked"]), 303)


@pages.post("/holds/<token>/extend")
def extend(token: str) -> Answer:
    """Give more time, and show the page again that asked for it, with what was typed."""
    reservation = _get_hold(token)
    slot_token = reservation.slot.token
    typed = _form_of(reservation)()
    try:
        with transaction():
            reservation = service.extend(token, now=clock.now(), network=network())
    except NO_PLACE as error:
        return no_place(error, slot_token)
    except (NoMoreExtensions, TooManyHolds) as error:
        return _same_page(_get_hold(token), typed, warning=wording.sentence(error)), error.status
    if reservation.is_booked:
        return redirect(url_for("reservations.show", reference=reservation.reference), 303)
    return _same_page(reservation, typed, extended=True)


def no_place(error: BookingError, slot_token: str, unchosen: str = "") -> Answer:
    """The page for somebody who cannot have this time: why, and the nearest free ones of the same field.

    unchosen: what is said to somebody who was on this page and chose none of them.
    """
    slot = calendar.find_slot(slot_token)
    if slot is None:
        raise error
    now = clock.now()
    if isinstance(error, LineFirst):
        with transaction():  # what the refused claim would have given to the line, it is given now
            waiting_line.serve(now)
        slot = calendar.find_slot(slot_token) or slot
    shown = days.show_day(slot.day, now, session.get("browser", ""))
    if days.has_no_place(shown, slot.desk):
        demand.note(slot.day.date, slot.desk)
    is_taken, is_early = isinstance(error, SlotTaken), isinstance(error, NotOpenYet)
    page = render_template(
        "reservations/no_place.html",
        sentence=taken.sentence(error, slot, now),
        unchosen=unchosen,
        typed=taken.typed_in(form_of(slot)),
        is_held=shown.among(slot.desk).is_held,
        slot=slot,
        own=days.find_own_hold(slot, session.get("browser", ""), now) if is_taken else None,
        is_early=is_early,
        wait_date=slot.day.date if queries.window(slot.day, now) == "open" else None,
        near=[] if is_early else queries.nearest_free(slot, now, limit=6),
        field=consultations.find_field(slot.desk),
        coming=[shown for shown in days.list_shown(now, kind=slot.day.kind) if shown.state == "not_open"],
    )
    return page, 400 if unchosen else error.status


def _ask_for_slot() -> Answer:
    kind = NIGHT if request.form.get("service") == NIGHT else CONSULTATION
    is_visit = kind == NIGHT
    sentence = gettext("방문하실 시간을 선택해 주세요.") if is_visit else gettext("상담받으실 시간을 선택해 주세요.")
    gone = request.form.get("instead", "")
    if calendar.find_slot(gone) is not None:
        return no_place(SlotTaken(), gone, unchosen=sentence)
    try:
        wanted = calendar.find_office_day(kind, date.fromisoformat(request.form.get("day", "")))
    except ValueError:
        wanted = None
    if wanted is None:
        return render_template("errors/refusal.html", sentence=sentence), 400
    if is_visit:
        return render_template("reservations/night.html", night=wanted, error=sentence), 400
    only = consultations.find_field(request.form.get("field", ""))
    shown = days.show_day(wanted, clock.now(), session.get("browser", ""))
    decision = days.list_decisions(clock.now(), wanted.date, wanted.date).get(wanted.date)
    return render_template("consultations/day.html", shown=shown, only=only, error=sentence, decision=decision), 400


def _get_hold(token: str) -> Reservation:
    found = queries.find_hold(token)
    if found is None or found.holder != session.get("browser"):  # addresses are read over shoulders and in histories
        raise HoldUnknown
    return found


def _form_of(reservation: Reservation) -> type[ReservationForm]:
    return form_of(reservation.slot)


def _form_page(reservation: Reservation, form: ReservationForm, **more: object) -> Response:
    return _page("reservations/form.html", reservation, form=form, **more)


def _check_page(reservation: Reservation, form: ReservationForm, **more: object) -> Response:
    person = form.person()
    given = read_answers(form.questions, person.answers)
    more = {"code": proving.field(reservation, person), "code_hint": proving.HINT, **more}
    return _page("reservations/check.html", reservation, form=form, person=person, answers=given, **more)


def _same_page(reservation: Reservation, form: ReservationForm, **more: object) -> Response:
    """The page that a button stood on which both have."""
    is_summary = request.form.get("page") == "check" and form.validate()
    return (_check_page if is_summary else _form_page)(reservation, form, **more)


def _page(template: str, reservation: Reservation, **more: object) -> Response:
    """A page of the hold, which the browser may keep for its back button.

    All other pages are `no-store`; of these, going back would show an empty form, or ask whether to send it again.
    `no-cache` keeps what was typed for back and forward, and asks the server whenever the address is opened anew, which
    then leads to the booking, if there is one. Whoever has the browser could have read the same on the open page.
    """
    now = clock.now()
    field = consultations.find_field(reservation.slot.desk)
    lapsed = reservation.expires_at is None or reservation.expires_at <= now
    answer = make_response(render_template(
        template, hold=reservation, slot=reservation.slot, field=field, lapsed=lapsed, now=now,
        notice=consent.notice_in_force(reservation.slot.day.kind), **more,
    ))  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
