"""The preview: consultation days of two years and the coming nights, with the reason of each."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template

from booking import clock
from booking.calendar import queries, rules
from booking.calendar.models import OfficeDay
from booking.calendar.rules import DayDecision
from booking.calendar.staff_views.blueprint import pages
from booking.nightoffice import queries as nightoffice
from booking.nightoffice.wording import closing_lines
from booking.reservations import queries as reservations
from booking.web import staff_page

MONTHS = 24
WEEKS = 26


@dataclass(frozen=True)
class Month:
    """One month of the preview: the decision, the days that are made, and the election that staff are warned of."""

    decision: DayDecision
    days: list[OfficeDay]
    election: tuple[date, str] | None


@pages.get("")
@staff_page
def overview() -> str:
    """What is planned, why, and what is made already."""
    today = clock.today()
    return render_template(
        "calendar/overview.html",
        months=list_months(today, rules.month_after(today, MONTHS - 1)),
        nights=nightoffice.list_nights(today, today + timedelta(weeks=WEEKS)),
        closings=closing_lines(nightoffice.list_closings(clock.now())),
        weeks=nightoffice.CLOSINGS_WEEKS,
        today=today,
        displaced=reservations.list_displaced(),
    )


def list_months(first: date, last: date) -> list[Month]:
    """The months from that of `first` to that of `last`."""
    made: dict[str, list[OfficeDay]] = {}
    for day in queries.list_office_days("consultation", rules.month_after(first, 0), date.max):
        made.setdefault(f"{day.date:%Y-%m}", []).append(day)
    decisions = queries.list_days(first, last)
    elections = queries.elections_ahead([decision.date for decision in decisions if decision.date])
    return [
        Month(decision, made.get(decision.month, []), elections.get(decision.date) if decision.date else None)
        for decision in decisions
    ]
