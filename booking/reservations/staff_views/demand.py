"""How many found no place."""

from flask import render_template

from booking.consultations import queries as consultations
from booking.reservations import queries
from booking.reservations.staff_views.blueprint import pages
from booking.web import staff_page


@pages.get("/unmet")
@staff_page
def unmet() -> str:
    """By month and field."""
    fields = consultations.list_fields(active_only=False)
    return render_template("reservations/staff/unmet.html", months=queries.list_unmet(), fields=fields)
