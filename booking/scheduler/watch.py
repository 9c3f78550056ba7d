"""Who notices that the scheduler is dead? Every web worker looks once a minute, and sends the alarm itself.

The alarm is an ordinary notice, so its name is unique and its row is leased: however many workers look, one of them
sends, and the ledger shows it. It is sent in a thread of its own, never inside a request. What nobody here can notice
is that the whole machine or the database is gone: for that something outside has to ask `/readyz` and `/metrics`.
"""

import logging
import threading
from datetime import datetime, time, timedelta

from flask import Flask

from booking import clock, contacts
from booking.db import transaction
from booking.errors import outline
from booking.notices import jobs as notices
from booking.notices import queries as outbox
from booking.notices import service
from booking.notices.rules import ALARM, Recipient
from booking.scheduler import queries
from booking.settings import queries as settings

SILENT, BACKLOG = "silent", "backlog"
EVERY = 60
"""Seconds between two looks of a worker."""

MANY = 10
"""So many messages that providers put off and that are overdue are more than single people's mailboxes."""

AGAIN = timedelta(hours=24)
"""After this an alarm that still holds is sent again."""

log = logging.getLogger(__name__)


def start(app: Flask, stopping: threading.Event | None = None) -> threading.Thread:
    """Look from now on, in a thread that ends with its process, or when `stopping` is set."""
    arguments = (app, stopping or threading.Event())
    thread = threading.Thread(target=_keep_looking, args=arguments, name="watch", daemon=True)
    thread.start()
    return thread


def look(now: datetime) -> int:
    """Send the alarms that hold at `now` and were not sent yet; how many messages went out or were dropped.

    Without an address in the settings nobody is told, and the staff's page says so.
    """
    wanted, whom = list_alarms(now), recipient()
    if wanted and whom is not None:
        with transaction():
            for subject, due in wanted:
                service.plan(ALARM, subject, [whom], due=due, useful_until=None, now=now)
    return notices.deliver(now, only=ALARM) if outbox.is_any_due(ALARM, now) else 0


def list_alarms(now: datetime) -> list[tuple[str, datetime]]:
    """What is wrong at `now`: the name of each alarm, and when it is due. A backlog is one alarm a day."""
    found = []
    beat = queries.last_beat()
    if beat is not None and queries.is_silent(beat, now):
        due = beat + timedelta(minutes=settings.get("notices.alarm_minutes"))
        found.append((f"alarm:{SILENT}:{beat.isoformat(timespec='seconds')}", due + AGAIN * ((now - due) // AGAIN)))
    if is_stuck(now):
        day = clock.office_date(now)
        found.append((f"alarm:{BACKLOG}:{day.isoformat()}", clock.at_office(day, time.min)))
    return found


def is_stuck(now: datetime) -> bool:
    """Whether the backlog does not drain: something that was never taken is overdue, or much that was put off."""
    late = timedelta(minutes=settings.get("notices.alarm_backlog_minutes"))
    total, untried = outbox.count_overdue(now - late, now)
    return bool(untried) or total >= MANY


def recipient() -> Recipient | None:
    """Whom alarms go to, by the settings; None where nothing reaches anybody."""
    phone, email = str(settings.get("notices.alarm_phone")), str(settings.get("notices.alarm_email"))
    whom = Recipient("operator", contacts.international(phone) if phone else None, email or None)
    return None if service.channels_for(whom) == [outbox.CALL] else whom


def _keep_looking(app: Flask, stopping: threading.Event) -> None:
    while not stopping.wait(EVERY):
        try:
            with app.app_context():
                look(clock.now())
        except Exception as error:  # a lost database comes back, and the next look with it
            log.error("the scheduler could not be watched: %s", outline(error))
