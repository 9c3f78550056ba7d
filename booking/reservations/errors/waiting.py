"""Refusals of the waiting list."""

from booking.errors import BookingError


class WaitingUnknown(BookingError):
    """The reference and the telephone number fit no entry of the waiting list, or it is not this browser's."""

    code = "waiting_unknown"
    status = 403


class AlreadyWaiting(BookingError):
    """A person stands in line once for a field: twice would be two offers for one, and a declined place again."""

    code = "already_waiting"
    status = 409


class BookedThen(BookingError):
    """Somebody waits for days of which at least one is not booked by the same person in the same field already."""

    code = "booked_then"
    status = 409


class TooManyWaits(BookingError):
    """A telephone number has a limited number of places in line."""

    code = "too_many_waits"
    status = 409


class OfferOver(BookingError):
    """An offer can be answered until its time is over, and once."""

    code = "offer_over"
    status = 410


class DatesBackwards(BookingError):
    """The last day somebody waits for is not before the first."""

    code = "dates_backwards"


class NoDayThen(BookingError):
    """Somebody waits for days of which at least one has, or may get, a consultation."""

    code = "no_day_then"


class DatesPast(BookingError):
    """Nobody waits for a day that is over."""

    code = "dates_past"
