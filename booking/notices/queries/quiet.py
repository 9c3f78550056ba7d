"""What is kept until the quiet hours are over."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, true

from booking.notices import rules
from booking.notices.models import Notice
from booking.notices.rules.quiet import Quiet
from booking.settings import queries as settings

CALL = "call"


def quiet_hours() -> Quiet:
    """The hours in which nobody is written to who can wait, by the settings."""
    return Quiet(settings.get("notices.quiet_from"), settings.get("notices.quiet_to"))


def may_disturb(now: datetime) -> ColumnElement[bool]:
    """Rows that are not kept until the morning: all in the daytime; at night those that cannot wait."""
    morning = quiet_hours().over(now)
    if morning == now:
        return true()
    return or_(Notice.kind.not_in(rules.CAN_WAIT), Notice.useful_until <= morning)


def kept_until(notice: Notice, now: datetime) -> datetime | None:
    """When a planned notice is sent that waits for the end of the quiet hours; None for one that does not wait."""
    morning = quiet_hours().over(now)
    is_kept = notice.channel != CALL and notice.state == "planned" and notice.kind in rules.CAN_WAIT and morning > now
    if not is_kept or notice.next_attempt_at > morning or (notice.useful_until and notice.useful_until <= morning):
        return None
    return morning
