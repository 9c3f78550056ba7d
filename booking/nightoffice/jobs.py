"""Jobs of the night office, for the timetable."""

from datetime import datetime, timedelta

from booking.audit.rules import Actor
from booking.db import transaction
from booking.nightoffice import messages, queries, service
from booking.notices import queries as outbox
from booking.notices import service as notices
from booking.notices.rules import CLOSURES

CATCH_UP = timedelta(days=2)
"""How late the weekly list still goes out after an outage; then the next one says the same better."""


def keep_nights(now: datetime) -> int:
    """Make, close and reopen the coming Wednesday nights by the rule. Returns how many changed."""
    with transaction():
        return service.keep_nights(now, Actor.job("keep_nights")).count


def plan_closures(now: datetime) -> int:
    """Plan the week's list of closings, once it is due and where staff gave an address. Returns how many it planned."""
    due, whom = queries.closings_due(now), messages.recipient()
    subject = f"closures:{due:%Y-%m-%d}"
    if whom is None or now - due > CATCH_UP or _is_planned(subject):
        return 0
    with transaction():
        return len(notices.plan(CLOSURES, subject, [whom], due=due, useful_until=due + CATCH_UP, now=now))


def _is_planned(subject: str) -> bool:
    return any(notice.state != "dropped" for notice in outbox.list_about(subject))
