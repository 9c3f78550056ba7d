"""Reading reservations. Nothing here writes."""

from booking.reservations.queries.answers import Answers, answers, is_asked
from booking.reservations.queries.board import Board, Place, board, board_part
from booking.reservations.queries.bookings import (
    LISTED,
    count_on,
    find_hold,
    for_expert,
    get_by_reference,
    list_by_phone,
    list_reserved,
    list_same,
    roster,
    search,
)
from booking.reservations.queries.demand import UnmetMonth, list_unmet
from booking.reservations.queries.displaced import count_returned, count_to_displace, list_displaced, list_turned_out
from booking.reservations.queries.earliest import earliest_for_desk
from booking.reservations.queries.exporting import (
    day_to_export,
    find_export_password,
    is_exported,
    list_roster_files,
)
from booking.reservations.queries.free import free_seats, is_gone, nearest_free
from booking.reservations.queries.moving import ways_to_move
from booking.reservations.queries.places import (
    bookable,
    cutoff,
    day_cutoffs,
    may_cancel,
    may_move,
    unclaimed_seats,
    window,
)
from booking.reservations.queries.rehousing import count_housed
from booking.reservations.queries.reminders import answers_due, reminder_due
from booking.reservations.queries.sessions import neighbours, next_session
from booking.reservations.queries.version import board_version

__all__ = [
    "LISTED",
    "Answers",
    "Board",
    "Place",
    "UnmetMonth",
    "answers",
    "answers_due",
    "board",
    "board_part",
    "board_version",
    "bookable",
    "count_housed",
    "count_on",
    "count_returned",
    "count_to_displace",
    "cutoff",
    "day_cutoffs",
    "day_to_export",
    "earliest_for_desk",
    "find_export_password",
    "find_hold",
    "for_expert",
    "free_seats",
    "get_by_reference",
    "is_asked",
    "is_exported",
    "is_gone",
    "list_by_phone",
    "list_displaced",
    "list_reserved",
    "list_roster_files",
    "list_same",
    "list_turned_out",
    "list_unmet",
    "may_cancel",
    "may_move",
    "nearest_free",
    "neighbours",
    "next_session",
    "reminder_due",
    "roster",
    "search",
    "unclaimed_seats",
    "ways_to_move",
    "window",
]
