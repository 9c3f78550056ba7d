"""How many cases were handled: by service, kind of business and day. Nobody's data is in it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, select

from booking.business.models import BusinessCase
from booking.calendar import queries as calendar
from booking.calendar.rules import is_working_day
from booking.db import db

COUNTED = BusinessCase.undone_at.is_(None)


@dataclass(frozen=True)
class Count:
    """How many cases of one kind of business a service handled on a day."""

    service: str
    business_key: str
    date: date
    number: int


def count_cases(service: str, first: date, last: date) -> int:
    """How many cases a service handled from `first` to `last`."""
    return sum(counts_by_key(service, first, last).values())


def counts_by_key(service: str, first: date, last: date) -> dict[str, int]:
    """The same by kind of business; only those of which there were any."""
    query = (
        select(BusinessCase.business_key, func.sum(BusinessCase.number))
        .where(COUNTED, BusinessCase.service == service, BusinessCase.office_date.between(first, last))
        .group_by(BusinessCase.business_key)
    )
    return {key: number for key, number in db.session.execute(query) if number}


def counts_by_year() -> dict[tuple[str, int], int]:
    """How many cases each service handled in each year. One statement, however many cases."""
    year = extract("year", BusinessCase.office_date)
    query = select(BusinessCase.service, year, func.sum(BusinessCase.number)).where(COUNTED)
    rows = db.session.execute(query.group_by(BusinessCase.service, year))
    return {(service, int(of)): number for service, of, number in rows if number}


def list_counts(first: date, last: date) -> list[Count]:
    """Every service's, by day and kind of business, in the order of days. One statement, however many cases."""
    columns = BusinessCase.service, BusinessCase.business_key, BusinessCase.office_date
    query = (
        select(*columns, func.sum(BusinessCase.number))
        .where(COUNTED, BusinessCase.office_date.between(first, last))
        .group_by(*columns)
        .order_by(BusinessCase.office_date, BusinessCase.service, BusinessCase.business_key)
    )
    return [Count(*row) for row in db.session.execute(query) if row[3]]


def find_last_case(service: str, account_id: int, day: date) -> BusinessCase | None:
    """What an account pressed last on a day, of what it has not taken back."""
    query = select(BusinessCase).where(
        COUNTED,
        BusinessCase.service == service,
        BusinessCase.account_id == account_id,
        BusinessCase.office_date == day,
        BusinessCase.reason == "",
    )
    return db.session.scalar(query.order_by(BusinessCase.id.desc()).limit(1))


def is_office_day(service: str, day: date) -> bool:
    """Whether a service receives on a day: the counter on working days, the night office on its open nights."""
    if service == "night":
        return any(night.open for night in calendar.list_nights(day, day))
    return is_working_day(day, calendar.holidays(day, day))
