"""Refusals of the experts' side."""

from booking.errors import BookingError


class FeedUnknown(BookingError):
    """A feed's address opens as long as it is the newest, was not taken back, and its expert serves."""

    code = "feed_unknown"
    status = 404
