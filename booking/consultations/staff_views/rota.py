"""Who advises at which session, on one page: all coming sessions and all experts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import flash, redirect, render_template, request, url_for

from booking import clock, web
from booking.answering import Answer
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import queries, service
from booking.consultations.forms import RotaForm
from booking.consultations.models import Absence, Expert, Field
from booking.consultations.staff_views.blueprint import pages
from booking.db import transaction
from booking.errors import BookingError
from booking.foresight import unseen
from booking.recheck import recheck, sentences
from booking.web import staff_page


@dataclass(frozen=True)
class Cell:
    """An expert on a day. name: of the choice in the form. long: the absence of several days that keeps them away."""

    expert: Expert
    day: date
    comes: bool
    long: Absence | None

    @property
    def name(self) -> str:
        """`2026-12-21:<token>`."""
        return f"{self.day.isoformat()}:{self.expert.token}"


@pages.get("/rota")
@staff_page
def rota() -> Answer:
    """Every coming session with the experts of each field, and who of them comes."""
    return _page(RotaForm(formdata=None))


@pages.post("/rota")
@staff_page
def set_rota() -> Answer:
    """Enter who comes. Where that moves bookings it is shown first, and done when the form is sent once more."""
    form, now, who = RotaForm(), clock.now(), web.actor()
    if not form.validate():
        return _page(form), 400
    wanted = _wanted(form)

    def do(actor: Actor, at: datetime) -> int:
        return service.set_rota(wanted, reason=form.reason.data or "", actor=actor, now=at)

    try:
        told, form.seen.data = unseen(form.seen.data, do, now, who)
        if told:
            return _page(form, told)
        with transaction():
            changed = do(who, now)
            followed = recheck(now, who)
    except BookingError as error:
        web.put_error(form, error)
        return _page(form), error.status
    flash(" ".join([f"{changed}건을 저장했습니다." if changed else "바뀐 것이 없습니다.", *sentences(followed)]))
    return redirect(url_for("consultation_desk.rota"), 303)


def _wanted(form: RotaForm) -> dict[tuple[int, date], bool]:
    """What was typed about the cells that the page offered; those that are new since then are not among them."""
    offered, ticked = set((form.offered.data or "").split()), set(request.form.getlist("serves"))
    cells = [cell for row in _rows().values() for found in row.values() for cell in found if cell.name in offered]
    return {(cell.expert.id, cell.day): cell.name in ticked for cell in cells if cell.long is None}


def _rows() -> dict[date, dict[str, list[Cell]]]:
    """The coming sessions that take place, and of each field (its key) the experts appointed for that day."""
    today = clock.today()
    days = [day.date for day in calendar.list_office_days("consultation", today, date.max, open_only=True)]
    experts, absences = queries.list_experts(), queries.list_absences(today)
    rows: dict[date, dict[str, list[Cell]]] = {day: {} for day in days}
    for day in days:
        for expert in experts:
            if expert.serves_on(day):
                rows[day].setdefault(expert.field_key, []).append(_cell(expert, day, absences))
    return rows


def _cell(expert: Expert, day: date, absences: Sequence[Absence]) -> Cell:
    own = [one for one in absences if one.expert_id == expert.id and one.first <= day <= one.last]
    return Cell(expert, day, not own, next((one for one in own if one.first != one.last), None))


def _page(form: RotaForm, outlook: Sequence[str] = ()) -> str:
    fields: list[Field] = queries.list_fields()
    rows = _rows()
    cells = [cell for row in rows.values() for found in row.values() for cell in found if cell.long is None]
    is_again = form.is_submitted()
    ticked = request.form.getlist("serves") if is_again else [cell.name for cell in cells if cell.comes]
    return render_template(
        "consultations/staff_rota.html",
        form=form,
        fields=fields,
        rows=rows,
        offered=" ".join(cell.name for cell in cells),
        ticked=ticked,
        outlook=outlook,
    )
