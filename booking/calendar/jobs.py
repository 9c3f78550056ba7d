"""The calendar's job for the timetable: asking the service for the holidays, and telling staff what differs."""

import logging
from datetime import datetime, timedelta

from flask import current_app

from booking import clock
from booking.calendar import service
from booking.calendar.rules.answers import code_of
from booking.db import transaction
from booking.errors import BookingError
from booking.nightoffice.messages import recipient
from booking.notices import queries as outbox
from booking.notices import service as notices
from booking.notices.rules import CLOSURES

YEARS = 2
"""This year and the next one; the service knows no more."""

USEFUL = timedelta(days=7)
"""How long staff are told of a proposal after it came; it stands on their page in any case."""

log = logging.getLogger(__name__)


def ask_holidays(now: datetime) -> int:
    """Ask the service, where a key is configured, and keep what it says as a proposal. Returns how many years differ.

    Nothing is applied, and a failed or empty answer leaves the one before. The office is told once of each difference.
    """
    url, key = current_app.config["HOLIDAYS_URL"], current_app.config["HOLIDAYS_KEY"]
    if not key:
        return 0
    this_year = clock.office_date(now).year
    for year in range(this_year, this_year + YEARS):
        try:
            answer = service.ask(url, key, year)
        except BookingError as refusal:
            log.warning("holidays of %s were not had: %s", year, refusal.code)
            continue
        with transaction():
            service.keep_answer(year, answer, now)
    return _tell(now)


def _tell(now: datetime) -> int:
    proposals, whom = service.list_proposals(now), recipient()
    for one in proposals:
        subject = f"closures:{one.year}:{code_of(one.changes, [])}"
        if whom is not None and not outbox.list_about(subject):
            with transaction():
                notices.plan(CLOSURES, subject, [whom], due=now, useful_until=now + USEFUL, now=now)
    return len(proposals)
