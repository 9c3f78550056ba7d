"""Booking for somebody on the telephone or at the desk."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for

from booking import clock, web
from booking.calendar import queries as calendar
from booking.calendar.rules import CONSULTATION, NIGHT
from booking.consultations import queries as consultations
from booking.contacts import is_mobile
from booking.db import new_token, transaction
from booking.errors import BookingError
from booking.reservations import labels, queries, service
from booking.reservations.errors import AlreadyReserved, NoticeChanged
from booking.reservations.models import Reservation
from booking.reservations.queries import consent
from booking.reservations.staff_views.blueprint import Answer, address_of, get_day, note_seen, pages
from booking.reservations.staff_views.caller_forms import AskingCallerForm, asking_caller
from booking.reservations.staff_views.first_days import of_other_service, tonight

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


@pages.get("/book/")
@web.staff_page
def book_next() -> Answer:
    """To the form of today's session, of tonight, or of the next session."""
    day = tonight(clock.today()) or queries.next_session(clock.today())
    if day is None:
        return render_template("reservations/staff/no_day.html")
    return redirect(url_for("desk.book", **address_of(day)), 303)


@pages.get("/book/<day>")
@web.staff_page
def book(day: str) -> Answer:
    """The form, with the free times of the day; `?slot=` chooses one beforehand, else the first free one is chosen."""
    office_day = get_day(day)
    chosen = request.args.get("slot", "") or _first_free(office_day)
    form = _form_of(office_day)(formdata=None, token=new_token(), slot=chosen).fit(office_day.kind)
    return _page(office_day, form)


@pages.post("/book/<day>")
@web.staff_page
def book_for_caller(day: str) -> Answer:
    """The booking; with errors the form again, with everything that was typed. Sent twice it gives the same booking.

    With `show` it is the form of this day, for who began it on another; `?slot=` chooses a time there.
    """
    office_day = get_day(day)
    form = _form_of(office_day)().fit(office_day.kind)
    if "show" in request.form:  # only another day of the form, with what was typed
        form.slot.data = request.args.get("slot", "")
        if form.notice.data not in (None, "", consent.notice_in_force(office_day.kind).version):
            # another service has a notice of its own, which was not read out yet
            form.consent.data = False
        return _page(office_day, form)
    if not form.validate():
        return _page(office_day, form), 400
    try:
        reference = _book(office_day.kind, form)
    except AlreadyReserved as error:
        form.show(error, labels.refusal(error))
        return _page(office_day, form, queries.list_same(form.person(), office_day, form.advice)), error.status
    except NoticeChanged as error:
        form.consent.data, form.consent.errors = False, [labels.refusal(error)]
        return _page(office_day, form), error.status
    except BookingError as error:
        form.show(error, labels.refusal(error))
        return _page(office_day, form), error.status
    return redirect(url_for("desk.booked", reference=reference), 303)


def _book(kind: str, form: AskingCallerForm) -> str:
    with transaction():
        notice = service.put_in_force(clock.now(), form.notice.data or "", partial(consent.notice_in_force, kind))
        row = service.book_for_caller(
            form.slot.data or "",
            form.person(),
            via=form.via.data,
            consent_version=notice.version,
            consent_basis=notice.basis,
            actor=web.actor(),
            now=clock.now(),
            override=form.override_text,
            token=form.token.data or "",
            language=form.language.data,
        )
        return row.reference or ""


@pages.get("/paper")
@web.staff_page
def paper() -> Answer:
    """The form for who walks in, on paper: the notice, the answers to it, and a place to sign (A4).

    `?service=night` is that of visits to the night office.
    """
    kind = NIGHT if request.args.get("service") == NIGHT else CONSULTATION
    fields = consultations.list_fields(service=kind)
    asked = [(field, one) for field in fields for one in consultations.list_asked(field.key)]
    about = {"fields": fields, "asked": asked, "is_visit": kind == NIGHT}
    return render_template("reservations/staff/paper.html", notice=consent.notice_in_force(kind), **about)


@pages.get("/reservations/<reference>/booked")
@web.staff_page
def booked(reference: str) -> Answer:
    """What the clerk reads out: the reference, when, where, what to bring."""
    row = queries.get_by_reference(reference)
    note_seen(row)
    return render_template(
        "reservations/staff/booked.html",
        booking=row,
        field=consultations.get_field(row.slot.desk),
        gets_text=any(is_mobile(phone) for phone in (row.phone, row.proxy_phone) if phone),
    )


def _first_free(office_day: "OfficeDay") -> str:
    """The token of the first time of a day that a clerk can give, empty where there is none."""
    now = clock.now()
    free = (one.slot for one in queries.board(office_day, now).places if one.state == "free" and one.slot.ends_at > now)
    return next((slot.token for slot in free), "")


def _form_of(office_day: "OfficeDay") -> type[AskingCallerForm]:
    return asking_caller({slot.token: slot.desk for slot in office_day.slots}, consultations.list_asked_by_field())


def _page(office_day: "OfficeDay", form: AskingCallerForm, same: Sequence[Reservation] = ()) -> str:
    """The form. same: what the person has already on the day, where that is why the booking was refused."""
    now = clock.now()
    for row in same:
        note_seen(row)
    return render_template(
        "reservations/staff/book.html",
        board=queries.board(office_day, now),
        form=form,
        same=same,
        asked=[
            (field, form.asked[field.key])
            for field in consultations.list_fields(service=office_day.kind)
            if field.key in form.asked
        ],
        earliest=queries.earliest_for_desk(now, office_day.kind),
        other=of_other_service(office_day),
        days=calendar.list_office_days(office_day.kind, clock.office_date(now), date.max, open_only=True),
        window=queries.window(office_day, now),
        cutoff=queries.day_cutoffs([office_day])[office_day.id],
        now=now,
        walk_ins=_walk_ins(office_day) if office_day.date == clock.office_date(now) else [],
        notice=consent.notice_in_force(office_day.kind),
    )


def _walk_ins(office_day: "OfficeDay") -> list[str]:
    """Names of the day's fields in which walk-ins take what is free."""
    desks = {slot.desk for slot in office_day.slots}
    fields = consultations.list_desks(active_only=True)
    return [field.name for field in fields if field.key in desks and field.walk_in == "walk_in_ok"]
