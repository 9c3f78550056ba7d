"""What happened on paper, entered for a whole day at once."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for

from booking import clock, web
from booking.audit import service as audit
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.errors import BookingError
from booking.reservations import labels, queries, service
from booking.reservations.errors import NoticeChanged
from booking.reservations.queries import consent
from booking.reservations.rules.states import CHECKED_IN, DONE, LEFT, NO_SHOW, RESERVED
from booking.reservations.staff_views.blueprint import Answer, get_day, names_shown, pages
from booking.reservations.staff_views.paper_forms import PaperWalkInForm

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay, Slot

SHOWN = (RESERVED, CHECKED_IN, DONE, LEFT, NO_SHOW)
"""States of visits that a sheet of paper may tell about."""

CARRIED = 100
"""Choices that an address carries from one page to the next; longer ones are refused by servers."""


@pages.route("/roster/<day>/paper", methods=["GET", "POST"])
@web.staff_page
def enter_paper(day: str) -> Answer:
    """A choice for each booking; all are entered, or none where one is refused. Sent twice it does no more."""
    office_day = get_day(day)
    if request.method != "POST":
        return _page(office_day)
    errors: dict[str, str] = {}
    try:
        count = _enter(office_day, _wanted(), errors)
    except BookingError as error:
        return _page(office_day, PaperWalkInForm().fit(office_day.kind), errors=errors), error.status
    flash(f"종이 기록 {count}건을 옮겼습니다." if count else "새로 옮길 기록이 없습니다.")
    return redirect(url_for("desk.roster", day=day), 303)


@pages.post("/roster/<day>/paper/walk-ins")
@web.staff_page
def enter_paper_walk_in(day: str) -> Answer:
    """Somebody who was received on paper; the same number and name again enters nobody twice."""
    office_day = get_day(day)
    form = PaperWalkInForm().fit(office_day.kind)
    _offer(office_day, form)
    if not form.validate():
        return _page(office_day, form), 400
    try:
        is_new = _enter_walk_in(office_day, form)
    except NoticeChanged as error:
        form.consent.data, form.consent.errors = False, [labels.refusal(error)]
        return _page(office_day, form), error.status
    except BookingError as error:
        field = form[error.field if error.field in form else "slot"]
        field.errors = [*field.errors, labels.refusal(error)]
        return _page(office_day, form), error.status
    flash(f"종이 {form.number.data}번{'을 옮겼습니다.' if is_new else '은 이미 옮겨져 있습니다.'}")
    return redirect(url_for("desk.enter_paper", day=day, **_carried(), _anchor="walk-in"), 303)


def _wanted() -> dict[str, str]:
    """What was chosen for the bookings, by reference, whichever button of the page was pressed."""
    chosen = request.form if request.method == "POST" else request.args
    return {name.removeprefix("step-"): value for name, value in chosen.items() if name.startswith("step-")}


def _carried() -> dict[str, Any]:
    """The same for an address, so that entering who walked in loses none of it."""
    chosen = [(f"step-{reference}", state) for reference, state in _wanted().items() if state in service.ON_PAPER]
    return dict(chosen[:CARRIED])


def _enter_walk_in(office_day: "OfficeDay", form: PaperWalkInForm) -> bool:
    with transaction():
        find = partial(consent.notice_in_force, office_day.kind)
        notice = service.put_in_force(clock.now(), form.notice.data or "", find)
        _, is_new = service.enter_walk_in(
            form.slot.data,
            form.person(),
            paper_number=form.number.data or 0,
            wanted=form.step.data,
            consent_version=notice.version,
            consent_basis=notice.basis,
            actor=web.actor(),
            now=clock.now(),
        )
        return is_new


def _offer(office_day: "OfficeDay", form: PaperWalkInForm) -> bool:
    """Offer the times of the day that have begun; whether there are any."""
    now, names = clock.now(), {field.key: field.name for field in consultations.list_desks()}
    begun = [slot for slot in calendar.list_slots(office_day) if slot.is_open and slot.starts_at <= now]
    begun.sort(key=_as_printed(names))
    form.offer(begun, names)
    return bool(begun)


def _as_printed(desks: Iterable[str]) -> "Callable[[Slot], tuple[datetime, int]]":
    """The order of the sheet that lies beside the keyboard: by time, then by field. desks: the fields' keys."""
    place = {desk: nth for nth, desk in enumerate(desks)}
    return lambda slot: (slot.starts_at, place.get(slot.desk, len(place)))


def _enter(office_day: "OfficeDay", wanted: dict[str, str], errors: dict[str, str]) -> int:
    """How many visits changed. BookingError, with its sentence in `errors` by reference."""
    now, count = clock.now(), 0
    with transaction():
        for row, state in service.in_order(wanted, queries.roster(office_day)):
            try:
                count += service.enter_paper(row, state, actor=web.actor(), now=now)
            except BookingError as error:
                errors[row.reference or ""] = labels.refusal(error, kind=office_day.kind)
                raise
    return count


def _page(
    office_day: "OfficeDay",
    form: PaperWalkInForm | None = None,
    *,
    errors: Mapping[str, str] = MappingProxyType({}),
) -> str:
    now, form = clock.now(), form or PaperWalkInForm(formdata=None).fit(office_day.kind)
    rows = [row for row in queries.roster(office_day) if row.state in SHOWN or row.reference in errors]
    as_printed = _as_printed([field.key for field in consultations.list_desks()])
    rows.sort(key=lambda row: as_printed(row.slot))
    subject = f"office_day:{office_day.kind}:{office_day.date.isoformat()}"
    people = [row.person_key or "" for row in rows]
    audit.seen_each("roster.viewed", actor=web.actor(), now=now, subject=subject, people=people)
    return render_template(
        "reservations/staff/paper_entry.html",
        day=office_day,
        rows=rows,
        wanted=_wanted(),
        on_paper=service.ON_PAPER,
        errors=errors,
        form=form,
        has_begun=_offer(office_day, form),
        notice=consent.notice_in_force(office_day.kind),
        shows_names=names_shown(now),
        now=now,
    )
