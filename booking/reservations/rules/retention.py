"""When data is past due. Whole days of the office count: what is exactly as old as the rule says is still kept."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

MONTHS, DAYS, REQUEST = "months", "days", "request"
"""Why data is destroyed: months or days of retention are over, or its person asked for it."""

SETTING, ADMIN, ITS_PERSON = "setting", "admin", "person"
"""Who approved a destruction: the setting to destroy by itself, an admin, or the person whose data it was."""

QUESTION, PERSON, WAITING, WALK_IN, FILE = "question", "person", "waiting", "walk_in", "roster_file"
"""Kinds of data: question and answers of bookings, people of bookings, people of the waiting list, who walked in and
had no place, and rosters as files."""


def last_due(rule: str, length: int, today: date) -> date:
    """The last day whose data are past due today, under `length` MONTHS or DAYS of retention."""
    kept_from = today - (relativedelta(months=length) if rule == MONTHS else timedelta(days=length))
    return kept_from - timedelta(days=1)
