"""The kinds of business and the departments, as other rooms read them; what somebody means; and cases counted."""

from booking.business.queries.cases import (
    Count,
    count_cases,
    counts_by_key,
    counts_by_year,
    find_last_case,
    is_office_day,
    list_counts,
)
from booking.business.queries.catalogue import (
    Found,
    find,
    letters,
    listed_under,
    narrow,
)
from booking.business.queries.missed import Missed, list_missed
from booking.business.queries.rows import (
    businesses_by_key,
    find_business,
    find_department,
    get_business,
    get_department,
    list_businesses,
    list_departments,
)

__all__ = [
    "Count",
    "Found",
    "Missed",
    "businesses_by_key",
    "count_cases",
    "counts_by_key",
    "counts_by_year",
    "find",
    "find_business",
    "find_department",
    "find_last_case",
    "get_business",
    "get_department",
    "is_office_day",
    "letters",
    "list_businesses",
    "list_counts",
    "list_departments",
    "list_missed",
    "listed_under",
    "narrow",
]
