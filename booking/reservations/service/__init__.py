"""What can be done with a reservation. All of it flushes and leaves the commit to the edge."""

from booking.reservations.service.citizens import cancel, extend, hold, look_up, move, reserve
from booking.reservations.service.desk import answer_state, book_for_caller, ensure_reason, reveal, undo
from booking.reservations.service.upkeep import destroy_past_due, expire_holds, queue_reminders, rehouse

__all__ = [
    "answer_state",
    "book_for_caller",
    "cancel",
    "destroy_past_due",
    "ensure_reason",
    "expire_holds",
    "extend",
    "hold",
    "look_up",
    "move",
    "queue_reminders",
    "rehouse",
    "reserve",
    "reveal",
    "undo",
]
