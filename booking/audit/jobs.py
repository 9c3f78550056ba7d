"""Jobs of the audit log: seal what was appended, prune what is old."""

import logging
from datetime import datetime, timedelta

from booking.audit import messages, service
from booking.audit.queries.review import WEEK, due_reminder, list_late
from booking.audit.rules import Actor
from booking.db import transaction
from booking.notices import queries as outbox
from booking.notices import service as notices
from booking.notices.rules import REVIEW
from booking.settings import queries as settings

BATCH = 1000

log = logging.getLogger(__name__)


def seal_log(now: datetime) -> int:
    """Number and chain every entry that is not sealed yet, a batch at a time so that nobody waits long."""
    total = 0
    while True:
        with transaction():
            count = service.seal(now, BATCH)
        total += count
        if count < BATCH:
            return total


def plan_reviews(now: datetime) -> int:
    """Plan the week's reminder of months that nobody has reviewed. Returns how many it planned."""
    day, whom = settings.get("audit.review_day"), messages.recipient()
    due = due_reminder(now, day)
    subject = f"review:{due:%Y-%m-%d}"
    if whom is None or not list_late(now, day) or any(one.state != "dropped" for one in outbox.list_about(subject)):
        return 0
    with transaction():
        return len(notices.plan(REVIEW, subject, [whom], due=due, useful_until=due + WEEK, now=now))


def prune_log(now: datetime) -> int:
    """Delete what is older than `audit.keep_days` (rights: `audit.keep_rights_days`), after a walk along the chain."""
    with transaction():
        before = now - timedelta(days=settings.get("audit.keep_days"))
        long_before = now - timedelta(days=settings.get("audit.keep_rights_days"))
        count = service.prune(before, min(before, long_before), actor=Actor.job("prune_log"), now=now)
        found = service.verify()
    # Noted outside the database, so that nobody can quietly put the whole log back to an earlier state.
    log.info("audit log in order: %d entries, newest %d:%s", found.entries, *found.head)
    return count
