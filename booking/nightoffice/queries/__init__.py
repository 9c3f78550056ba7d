"""What the night office is asked: the coming nights, what will not take place, and what can be brought when."""

from booking.nightoffice.queries.nights import (
    CLOSINGS_WEEKS,
    KIND,
    Closings,
    Night,
    closings_due,
    list_closings,
    list_nights,
    next_nights,
)
from booking.nightoffice.queries.tasks import (
    NEXT_WEEKS,
    Received,
    Way,
    find_task,
    get_task,
    hours_of,
    list_received,
    list_tasks,
    night_hours,
    unlisted,
    ways,
)

__all__ = [
    "CLOSINGS_WEEKS",
    "KIND",
    "NEXT_WEEKS",
    "Closings",
    "Night",
    "Received",
    "Way",
    "closings_due",
    "find_task",
    "get_task",
    "hours_of",
    "list_closings",
    "list_nights",
    "list_received",
    "list_tasks",
    "next_nights",
    "night_hours",
    "unlisted",
    "ways",
]
