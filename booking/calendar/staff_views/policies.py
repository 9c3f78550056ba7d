"""The rule of the 20th, looked at for two years as it is in force and as it might be. Nothing is changed here."""

from dataclasses import dataclass
from datetime import date

from flask import render_template, request

from booking import clock
from booking.calendar import queries, rules
from booking.calendar.forms import POLICY, PolicyForm
from booking.calendar.models import OfficeDay
from booking.calendar.rules import DayDecision
from booking.calendar.staff_views.blueprint import Answer, pages
from booking.calendar.staff_views.overview import MONTHS, Month, list_months
from booking.settings import registry
from booking.web import staff_page


@dataclass(frozen=True)
class Compared:
    """One month under the rule in force and under the one considered.

    differs: the session would be on another day, or there would be none, or one more. A month whose session is over
    stays as it is. election: of the day considered.
    """

    month: Month
    considered: DayDecision
    election: tuple[date, str] | None
    today: date

    @property
    def is_over(self) -> bool:
        """Whether the month's session was held already."""
        day = self.month.decision.date
        return day is not None and day < self.today

    @property
    def differs(self) -> bool:
        """Whether the rule considered would change this month."""
        return not self.is_over and self.considered.date != self.month.decision.date

    @property
    def comes_too_late(self) -> bool:
        """Whether the day that the rule considered asks for is past, so that the month would have no session."""
        return self.differs and self.considered.date is not None and self.considered.date < self.today

    @property
    def by_staff(self) -> OfficeDay | None:
        """The day on which staff's decision about this month, its document and its approval are entered."""
        entered = (day for day in self.month.days if "staff" in (day.closed_by, day.planned_by))
        return next(entered, None) if self.month.decision.reason == "staff" else None


@pages.get("/policy")
@staff_page
def policy() -> Answer:
    """Two years by the rule in force, and beside it by the one in the address (`?policy=previous`)."""
    in_force = queries.policy_in_force()
    form = PolicyForm(request.args, policy=in_force)
    is_known = form.validate()
    considered = form.policy.data if is_known else in_force
    return render_template(
        "calendar/policy.html",
        form=form,
        rows=_compare(clock.today(), considered),
        in_force=in_force,
        considered=considered,
        names=dict(registry.get(POLICY).choices),
        today=clock.today(),
    ), 200 if is_known else 400


def _compare(today: date, policy: str) -> list[Compared]:
    last = rules.month_after(today, MONTHS - 1)
    considered = queries.list_days(today, last, policy)
    elections = queries.elections_ahead([one.date for one in considered if one.date])
    return [
        Compared(month, one, elections.get(one.date) if one.date else None, today)
        for month, one in zip(list_months(today, last), considered, strict=True)
    ]
