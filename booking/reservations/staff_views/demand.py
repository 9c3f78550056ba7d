"""How many found no place."""

from flask import flash, redirect, render_template, request, url_for

from booking import clock
from booking.consultations import queries as consultations
from booking.consultations.errors import FieldUnknown
from booking.db import transaction
from booking.reservations import labels, queries, service
from booking.reservations.rules.states import TELEPHONE, WALK_IN
from booking.reservations.staff_views.blueprint import Answer, get_day, pages
from booking.web import staff_page


@pages.get("/unmet")
@staff_page
def unmet() -> str:
    """By month and field."""
    fields = consultations.list_desks()
    return render_template("reservations/staff/unmet.html", months=queries.list_unmet(), fields=fields)


@pages.post("/turned-away/<day>/<field>")
@staff_page
def turned_away(day: str, field: str) -> Answer:
    """Count a caller, or who walked in, for whom a field has no place on a day. Nothing of what was typed is kept."""
    office_day, known = get_day(day), consultations.find_field(field)
    if known is None:
        raise FieldUnknown
    channel = WALK_IN if request.form.get("via") == WALK_IN else TELEPHONE
    with transaction() as session:
        service.count_unmet(session, clock.today(), office_day.date, known.key, channel)
    flash(f"{known.name}: 자리가 없어 돌아가신 분을 셌습니다. ({labels.VIA[channel]})")
    return redirect(url_for("desk.book", day=day), 303)
