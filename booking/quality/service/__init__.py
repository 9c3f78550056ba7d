"""Use cases of the room, one file a subject."""

from booking.quality.service.assignments import AssignmentValues, assign, change_assignment, withdraw
from booking.quality.service.contacts import correct, discard, save, submit
from booking.quality.service.items import ItemValues, add_item, change_item, remove_item
from booking.quality.service.monitors import TermValues, appoint, change_term
from booking.quality.service.sheets import add_sheet, change_sheet, copy_sheet, remove_sheet
from booking.quality.service.spreading import SpreadValues, assign_many, plan, withdraw_many

__all__ = [
    "AssignmentValues",
    "ItemValues",
    "SpreadValues",
    "TermValues",
    "add_item",
    "add_sheet",
    "appoint",
    "assign",
    "assign_many",
    "change_assignment",
    "change_item",
    "change_sheet",
    "change_term",
    "copy_sheet",
    "correct",
    "discard",
    "plan",
    "remove_item",
    "remove_sheet",
    "save",
    "submit",
    "withdraw",
    "withdraw_many",
]
