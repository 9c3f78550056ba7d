"""Use cases of the calendar: keeping office days and their slots, and correcting the holidays."""

from booking.calendar.service.days import (
    SlotPlan,
    close_day,
    ensure_day,
    lock_slot,
    reopen_day,
    replan_desk,
    set_opening,
)
from booking.calendar.service.overrides import add_holiday, remove_override, withdraw_holiday

__all__ = [
    "SlotPlan",
    "add_holiday",
    "close_day",
    "ensure_day",
    "lock_slot",
    "remove_override",
    "reopen_day",
    "replan_desk",
    "set_opening",
    "withdraw_holiday",
]
