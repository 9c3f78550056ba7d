"""Rights that were granted, changed or removed (안전성 확보조치 기준 5: recorded, and kept three years)."""

from datetime import date, time

from sqlalchemy import and_, or_, select

from booking import clock
from booking.audit.models import AccessEntry
from booking.audit.queries.entries import paged

OF_ACCOUNTS = (
    "account.created",
    "account.role_changed",
    "account.activated",
    "account.deactivated",
    "account.handed_over",
    "account.took_over",
)
OF_EXPERTS = ("account_id", "is_active", "term_from", "term_to", "pledged_on")
"""Values of an expert on which it hangs what the expert's account sees."""


def list_rights(year: int, account: str = "", *, page: int = 1, size: int = 100) -> tuple[list[AccessEntry], bool]:
    """What became of rights in a year of the office, newest first, and whether there is older. page counts from 1.

    account: a part of the log-in name of whom it happened to, or of who did it; empty for all.
    """
    first, end = (clock.at_office(date(one, 1, 1), time.min) for one in (year, year + 1))
    changed = (AccessEntry.after.contains(f'"{name}":', autoescape=True) for name in OF_EXPERTS)
    of_experts = and_(AccessEntry.action.in_(("expert.added", "expert.changed")), or_(*changed))
    query = select(AccessEntry).where(AccessEntry.at >= first, AccessEntry.at < end)
    query = query.where(or_(AccessEntry.action.in_(OF_ACCOUNTS), of_experts))
    if account:
        columns = (AccessEntry.subject, AccessEntry.account_name)
        query = query.where(or_(*(column.icontains(account, autoescape=True) for column in columns)))
    return paged(query, page, size)
