"""Refusals of the guide."""

from booking.errors import BookingError


class DoorUnknown(BookingError):
    """There is no such place on the list of other doors."""

    code = "door_unknown"
    status = 404


class DoorUnreachable(BookingError):
    """A place to turn to has a telephone or a page."""

    code = "door_unreachable"
