"""Refusals of what is held for people whose day was closed."""

from booking.errors import BookingError


class ReplacementOver(BookingError):
    """A held replacement can be accepted until its time is over, by whom it is held for."""

    code = "replacement_over"
    status = 410
