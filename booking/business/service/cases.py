"""Counting the cases that were handled: one row for each press, which the database takes once."""

from datetime import date, datetime

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.business import queries
from booking.business.errors import BusinessUnknown, CasesTooFew, CaseUnknown, DayNotOver, ServiceClosed
from booking.business.models import Business, BusinessCase
from booking.db import db
from booking.identity import ensure_no_identity_number


def count_case(service: str, key: str, *, token: str, account_id: int, now: datetime) -> BusinessCase:
    """One case more of a kind of business, today. token: of the page; the same again is the same case.

    BusinessUnknown, ServiceClosed.
    """
    day = clock.office_date(now)
    if not queries.is_office_day(service, day):
        raise ServiceClosed
    queries.get_business(key)
    case = BusinessCase(
        service=service, business_key=key, office_date=day, token=token, counted_at=now, account_id=account_id
    )
    return _once(case)


def undo_case(service: str, key: str, *, token: str, account_id: int, now: datetime) -> None:
    """Take back what this account pressed today; twice is once. CaseUnknown, also for what others pressed."""
    mine = (
        BusinessCase.service == service,
        BusinessCase.business_key == key,
        BusinessCase.token == token,
        BusinessCase.account_id == account_id,
        BusinessCase.office_date == clock.office_date(now),
        BusinessCase.reason == "",
    )
    if db.session.scalar(select(BusinessCase.id).where(*mine)) is None:
        raise CaseUnknown
    db.session.execute(update(BusinessCase).where(*mine, BusinessCase.undone_at.is_(None)).values(undone_at=now))


def correct_cases(
    service: str, key: str, day: date, number: int, reason: str, *, token: str, actor: Actor, now: datetime
) -> int:
    """So many cases more (or, below 0, fewer) of a kind of business on a day that is over; how many there are then.

    reason: for the log. BusinessUnknown, DayNotOver, CasesTooFew, IdentityNumber.
    """
    if day >= clock.office_date(now):
        raise DayNotOver(field="day")
    ensure_no_identity_number(reason, "reason")
    # Two corrections at once would each see enough to take away: those of one kind of business come one by one.
    locked = db.session.scalar(select(Business.id).where(Business.key == key).with_for_update())
    if locked is None:
        raise BusinessUnknown
    if db.session.scalar(_sent(token, key)) is None:
        before = queries.counts_by_key(service, day, day).get(key, 0)
        if before + number < 0:
            raise CasesTooFew(field="number", found=before)
        case = BusinessCase(
            service=service, business_key=key, office_date=day, number=number, reason=reason, token=token,
            counted_at=now, account_id=actor.account_id,
        )  # fmt: skip
        db.session.add(case)
        db.session.flush()
        _log(case, before, actor, now)
    return queries.counts_by_key(service, day, day).get(key, 0)


def _once(case: BusinessCase) -> BusinessCase:
    try:
        with db.session.begin_nested():
            db.session.add(case)
    except IntegrityError:
        found = db.session.scalar(_sent(case.token, case.business_key))
        if found is None:
            raise
        return found
    return case


def _sent(token: str, key: str) -> Select[BusinessCase]:
    return select(BusinessCase).where(BusinessCase.token == token, BusinessCase.business_key == key)


def _log(case: BusinessCase, before: int, actor: Actor, now: datetime) -> None:
    audit.changed(
        "case.corrected",
        actor=actor,
        now=now,
        subject=f"case:{case.service}:{case.office_date.isoformat()}:{case.business_key}",
        before={"cases": before},
        after={"cases": before + case.number},
        reason=case.reason,
    )
