"""Who comes without a booking: taking them in, giving them a place in the order of arrival."""

from functools import partial
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for

from booking import clock, web
from booking.audit import service as audit
from booking.calendar.rules import NIGHT
from booking.consultations import queries as consultations
from booking.db import new_token, transaction
from booking.errors import BookingError
from booking.reservations import labels, service
from booking.reservations.errors import NoticeChanged
from booking.reservations.queries import consent
from booking.reservations.queries.walk_ins import get_walk_in
from booking.reservations.staff_views.blueprint import Answer, get_day, pages
from booking.reservations.staff_views.walk_in_forms import WalkInForm, asking_walk_in
from booking.reservations.staff_views.walk_in_list import fields_of, walk_in_list

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


@pages.get("/walk-ins/<day>")
@web.staff_page
def walk_ins(day: str) -> Answer:
    """The form, and who waits in each field."""
    office_day = get_day(day)
    return _page(office_day, _form()(formdata=None, token=new_token()).fit(office_day.kind))


@pages.post("/walk-ins/<day>")
@web.staff_page
def arrive(day: str) -> Answer:
    """A number for who arrived; with errors the form again, with all that was typed. Sent twice it is one number."""
    office_day, form = get_day(day), _form()()
    form.fit(office_day.kind).offer(fields_of(office_day))
    if not form.validate():
        return _page(office_day, form), 400
    try:
        number = _arrive(office_day, form)
    except NoticeChanged as error:
        form.consent.data, form.consent.errors = False, [labels.refusal(error)]
        return _page(office_day, form), error.status
    except BookingError as error:
        form.show(error, labels.refusal(error, "받으려면"))
        return _page(office_day, form), error.status
    flash(f"{consultations.get_field(form.desk.data).name} {number}번으로 접수했습니다.")
    return redirect(url_for("desk.walk_ins", day=day, _anchor="waiting"), 303)


@pages.post("/walk-ins/<walk_in>/seat")
@web.staff_page
def seat_walk_in(walk_in: str) -> Answer:
    """The first free place for who is first; then the page of the booking, to read out."""
    with transaction():
        booking = service.seat_walk_in(get_walk_in(walk_in), actor=web.actor(), now=clock.now())
    return redirect(url_for("desk.booked", reference=booking.reference), 303)


@pages.post("/walk-ins/<walk_in>/left")
@web.staff_page
def walk_in_left(walk_in: str) -> Answer:
    """Note that somebody went away without a place."""
    with transaction():
        row = service.leave_walk_in(get_walk_in(walk_in), actor=web.actor(), now=clock.now())
    flash(f"{consultations.get_field(row.desk).name} {row.number}번: 돌아가신 것으로 기록했습니다.")
    kind = consultations.get_field(row.desk).service
    service_named = NIGHT if kind == NIGHT else None
    at = url_for("desk.walk_ins", day=clock.today().isoformat(), service=service_named, _anchor="waiting")
    return redirect(at, 303)


def _form() -> type[WalkInForm]:
    return asking_walk_in(consultations.list_asked_by_field())


def _arrive(office_day: "OfficeDay", form: WalkInForm) -> int:
    with transaction():
        find = partial(consent.notice_in_force, office_day.kind)
        notice = service.put_in_force(clock.now(), form.notice.data or "", find)
        row = service.arrive(
            office_day,
            form.desk.data,
            form.person(),
            token=form.token.data or "",
            consent_version=notice.version,
            consent_basis=notice.basis,
            override=form.override_text,
            actor=web.actor(),
            now=clock.now(),
        )
        return row.number


def _page(office_day: "OfficeDay", form: WalkInForm) -> str:
    listed = walk_in_list(office_day)
    form.offer(listed["walk_fields"])
    asked = form.asked
    audit.seen_each(
        "walk_in.viewed",
        actor=web.actor(),
        now=clock.now(),
        subject=f"office_day:{office_day.kind}:{office_day.date.isoformat()}",
        people=[row.person_key for row in listed["walk_ins"] if row.person_key],
    )
    return render_template(
        "reservations/staff/walk_ins.html",
        day=office_day,
        form=form,
        **listed,
        asked=[(nth, one, asked[one.key]) for nth, one in enumerate(listed["walk_fields"], 1) if one.key in asked],
        is_today=office_day.date == clock.today() and office_day.is_open,
        notice=consent.notice_in_force(office_day.kind),
    )
