"""Refusals at the desk: of who comes without a booking, and of steps that are taken back too late."""

from booking.errors import BookingError


class WalkInUnknown(BookingError):
    """Nobody arrived under this name."""

    code = "walk_in_unknown"
    status = 404


class BookingRequired(BookingError):
    """A field that needs a booking takes in who walks in only with a reason."""

    code = "booking_required"
    status = 409


class NotToday(BookingError):
    """Who walks in is taken in on a day that takes place, on that day, in a field that has times then."""

    code = "not_today"
    status = 409


class NotTheirTurn(BookingError):
    """Places go to who walked in in the order of arrival. Parameter: number, of who is first."""

    code = "not_their_turn"
    status = 409


class NoPlaceNow(BookingError):
    """A field has no free place for the rest of the day."""

    code = "no_place_now"
    status = 409


class PaperNumberTaken(BookingError):
    """Somebody else was entered from the day's paper under this number. Parameter: number."""

    code = "paper_number_taken"
    status = 409


class NoPlaceThen(BookingError):
    """At this time every place was somebody's, as far as the desk knows."""

    code = "no_place_then"
    status = 409


class NotYetOver(BookingError):
    """What is entered from paper has begun already."""

    code = "not_yet_over"
    status = 409


class UndoOver(BookingError):
    """What was noted at the desk is taken back on the day itself, and not later."""

    code = "undo_over"
    status = 409
