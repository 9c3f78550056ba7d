"""Jobs of the experts' side, for the timetable."""

from datetime import datetime, time, timedelta

from booking import clock
from booking.advising import messages
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.notices import service as notices
from booking.notices.rules import EXPERTS
from booking.settings import queries as settings

AT = time(9)
"""The hour at which staff are told, so many days before a term ends."""


def plan_terms(now: datetime) -> int:
    """Plan to tell staff of the terms that end soon, each once. Returns how many it planned."""
    whom, ahead, count = messages.recipient(), int(settings.get("advising.term_notice_days")), 0
    ending = consultations.list_ending(clock.office_date(now), ahead) if whom else []
    for expert in ending:
        if whom is None or expert.term_to is None:
            continue
        due = clock.at_office(expert.term_to - timedelta(days=ahead), AT)
        until = clock.at_office(expert.term_to + timedelta(days=1), time.min)
        subject = messages.term_subject(expert.token, expert.term_to)
        if now >= due and not messages.is_planned(subject):
            with transaction():
                count += len(notices.plan(EXPERTS, subject, [whom], due=due, useful_until=until, now=now))
    return count
