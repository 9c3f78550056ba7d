"""What each expert is told of a consultation day on the evening before: when, who is told, of which bookings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from booking import clock
from booking.accounts import queries as accounts
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.consultations.errors import ExpertUnknown
from booking.notices.rules import Recipient
from booking.reservations.queries.bookings import for_expert
from booking.reservations.rules.states import RESERVED
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.consultations.models import Expert
    from booking.reservations.models import Reservation


@dataclass(frozen=True)
class DayList:
    """What an expert is told of a day: the bookings by time, at least one."""

    day: date
    expert: "Expert"
    recipient: Recipient
    rows: "list[Reservation]"


def subject_of(day: date, token: str) -> str:
    """The name under which notices know the list of a day for the expert with this token."""
    return f"day_list:{day.isoformat()}:{token}"


def is_sent() -> bool:
    """Whether the office has the lists sent, by the settings."""
    return bool(settings.get("notices.day_list"))


def each_due(days: Collection[date]) -> dict[date, datetime]:
    """When the list of each day is due: on the working day before, at the settings' hour (by default 17:00)."""
    before = calendar.each_working_days_before(days, 1)
    return {day: clock.at_office(on, settings.get("notices.day_list_time")) for day, on in before.items()}


def find(subject: str, today: date) -> DayList | None:
    """The list as it is now. None where there is nothing to tell, or nobody: nothing is booked, the day is closed, the
    expert does not come, has no account that counts, has not pledged secrecy by today, or the term is over."""
    _, day, token = subject.split(":")
    try:
        expert = consultations.get_expert_by_token(token)
    except ExpertUnknown:
        return None
    return find_for(expert, date.fromisoformat(day), today)


def find_for(expert: "Expert", day: date, today: date) -> DayList | None:
    """The same for an expert."""
    whom = _recipient(expert)
    if whom is None or not is_sent() or not expert.has_pledged(today):
        return None
    if expert not in consultations.list_serving(expert.field_key, day):  # by the term too
        return None
    rows = [row for row in for_expert(expert.id, day, day) if row.state == RESERVED and row.slot.is_open]
    return DayList(day, expert, whom, rows) if rows else None


def _recipient(expert: "Expert") -> Recipient | None:
    """The expert's account has an address and no telephone; an expert without an account is told by the office."""
    if expert.account_id is None:
        return None
    user = accounts.get_user(expert.account_id)
    return Recipient("expert", None, user.email) if user.active else None
