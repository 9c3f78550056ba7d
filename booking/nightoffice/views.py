"""The Wednesday night office, for citizens: the coming nights, what can be brought, and one night."""

from http import HTTPStatus

from flask import Blueprint, Flask, render_template, request

from booking import clock
from booking.business.forms import FindForm
from booking.nightoffice import queries, rules
from booking.nightoffice.models import NightTask
from booking.web import parse_day

pages = Blueprint("nightoffice", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages."""
    app.register_blueprint(pages)


@pages.app_template_global("reservable_at_night")
def reservable_at_night() -> list[NightTask]:
    """The kinds of business for which a visit can be reserved, for every page that leads to a night."""
    return queries.list_reservable()


@pages.get("/night-office")
def nights() -> tuple[str, int]:
    """The coming Wednesdays, open or closed and why, and what can be brought; or what of it is looked for (`?q=`)."""
    now, form = clock.now(), FindForm(request.args)
    is_good, received = form.validate(), queries.list_received()
    shown = queries.narrow(received, (is_good and form.q.data) or "")
    page = render_template("nightoffice/nights.html", nights=queries.next_nights(now), kinds=shown, form=form, now=now)
    return page, HTTPStatus.OK if is_good else HTTPStatus.BAD_REQUEST


@pages.get("/night-office/<text>")
def night(text: str) -> str | tuple[str, int]:
    """One night: open or closed and why, what is received until when. 404 for other days, with the nearest nights."""
    now, day = clock.now(), parse_day(text)
    found, near = queries.find_night(day, now), queries.nearest_open(day, now)
    if found is None:
        why = queries.why_no_night(day, now)
        return render_template("nightoffice/no_night.html", day=day, why=why, near=near), HTTPStatus.NOT_FOUND
    received = queries.list_received()
    late = {one.task.business_key for one in received if rules.is_late(one.hours, day, now)}
    return render_template("nightoffice/night.html", night=found, kinds=received, late=late, near=near, now=now)
