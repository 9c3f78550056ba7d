"""What can be done with a reservation. All of it flushes and leaves the commit to the edge."""

from booking.reservations.service.accepting import accept
from booking.reservations.service.answering import answer_reminder
from booking.reservations.service.closing import rehouse
from booking.reservations.service.conflicts import displace_unadvised, pass_on
from booking.reservations.service.consent import put_in_force
from booking.reservations.service.day_lists import queue_day_lists
from booking.reservations.service.demand import count_unmet
from booking.reservations.service.desk import answer_state, book_for_caller, reveal, undo
from booking.reservations.service.destruction import (
    Due,
    destroy_past_due,
    get_kind,
    list_due,
    list_kinds,
)
from booking.reservations.service.destruction import approve as approve_destruction
from booking.reservations.service.destruction import withdraw as withdraw_approval
from booking.reservations.service.exporting import note_export, set_export_password
from booking.reservations.service.finding import look_up, open_link, send_references
from booking.reservations.service.holding import extend, give_up, hold, reserve
from booking.reservations.service.keeping import is_kept, keep, release
from booking.reservations.service.managing import cancel, move
from booking.reservations.service.outcomes import record_outcome, take_back
from booking.reservations.service.own_data import correct_contact
from booking.reservations.service.own_data import delete as delete_own_data
from booking.reservations.service.paper import ON_PAPER, enter_paper, in_order
from booking.reservations.service.paper_walk_ins import enter_walk_in
from booking.reservations.service.pausing import ensure_not_paused
from booking.reservations.service.proving import is_asked_for, prove, send_code
from booking.reservations.service.reminding import queue_reminders
from booking.reservations.service.retention import register_kinds
from booking.reservations.service.telephones import ensure_room
from booking.reservations.service.upkeep import (
    expire_holds,
    forget_expired,
    reappoint,
)
from booking.reservations.service.walk_ins import arrive
from booking.reservations.service.walk_ins import leave as leave_walk_in
from booking.reservations.service.walk_ins import seat as seat_walk_in

__all__ = [
    "ON_PAPER",
    "Due",
    "accept",
    "answer_reminder",
    "answer_state",
    "approve_destruction",
    "arrive",
    "book_for_caller",
    "cancel",
    "correct_contact",
    "count_unmet",
    "delete_own_data",
    "destroy_past_due",
    "displace_unadvised",
    "ensure_not_paused",
    "ensure_room",
    "enter_paper",
    "enter_walk_in",
    "expire_holds",
    "extend",
    "forget_expired",
    "get_kind",
    "give_up",
    "hold",
    "in_order",
    "is_asked_for",
    "is_kept",
    "keep",
    "leave_walk_in",
    "list_due",
    "list_kinds",
    "look_up",
    "move",
    "note_export",
    "open_link",
    "pass_on",
    "prove",
    "put_in_force",
    "queue_day_lists",
    "queue_reminders",
    "reappoint",
    "record_outcome",
    "register_kinds",
    "rehouse",
    "release",
    "reserve",
    "reveal",
    "seat_walk_in",
    "send_code",
    "send_references",
    "set_export_password",
    "take_back",
    "undo",
    "withdraw_approval",
]
