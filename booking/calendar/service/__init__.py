"""Use cases of the calendar: keeping office days and their slots, and correcting the holidays."""

from booking.calendar.service.asking import ask
from booking.calendar.service.days import (
    close_day,
    ensure_day,
    ensure_plannable,
    lock_days,
    plan_by_staff,
    reopen_day,
    set_opening,
)
from booking.calendar.service.fitting import fit_day
from booking.calendar.service.importing import apply, apply_confirmed, differences, usual
from booking.calendar.service.overrides import add_holiday, ensure_addable, remove_override, withdraw_holiday
from booking.calendar.service.proposing import Proposal, keep_answer, list_proposals
from booking.calendar.service.slots import (
    SlotPlan,
    close_desks,
    lock_closed_slots,
    lock_open_slots,
    lock_slot,
    replan_desk,
)

__all__ = [
    "Proposal",
    "SlotPlan",
    "add_holiday",
    "apply",
    "apply_confirmed",
    "ask",
    "close_day",
    "close_desks",
    "differences",
    "ensure_addable",
    "ensure_day",
    "ensure_plannable",
    "fit_day",
    "keep_answer",
    "list_proposals",
    "lock_closed_slots",
    "lock_days",
    "lock_open_slots",
    "lock_slot",
    "plan_by_staff",
    "remove_override",
    "reopen_day",
    "replan_desk",
    "set_opening",
    "usual",
    "withdraw_holiday",
]
