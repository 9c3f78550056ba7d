"""One sheet for the duty room and the call centre."""

from flask import render_template

from booking import clock, wording
from booking.reports.queries.duty import DutyField
from booking.reports.queries.duty import duty as read_duty
from booking.reports.staff_views.blueprint import pages
from booking.web import staff_page


@pages.get("/duty")
@staff_page
def duty() -> str:
    """What is open and closed in the coming weeks, and which number helps when; to print."""
    now = clock.now()
    return render_template("reports/duty.html", duty=read_duty(now), now=now, hours=_hours)


def _hours(one: DutyField) -> str:
    if one.starts_at is None or one.ends_at is None:
        return "쉼"
    return wording.span(clock.to_office(one.starts_at).time(), clock.to_office(one.ends_at).time())
