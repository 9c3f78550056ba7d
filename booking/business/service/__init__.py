"""Use cases of the kinds of business: keeping them and the departments."""

from booking.business.service.cases import correct_cases, count_case, undo_case
from booking.business.service.keeping import (
    BusinessValues,
    DepartmentValues,
    add_business,
    add_department,
    change_business,
    change_department,
    values_of,
    values_of_department,
)
from booking.business.service.missed import drop_missed, forget_missed, note_missed, take_over
from booking.business.service.seeding import SECTIONS, seed

__all__ = [
    "SECTIONS",
    "BusinessValues",
    "DepartmentValues",
    "add_business",
    "add_department",
    "change_business",
    "change_department",
    "correct_cases",
    "count_case",
    "drop_missed",
    "forget_missed",
    "note_missed",
    "seed",
    "take_over",
    "undo_case",
    "values_of",
    "values_of_department",
]
