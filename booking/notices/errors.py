"""What the notices room refuses."""

from booking.errors import BookingError, NotFound


class NoticeUnknown(NotFound):
    """There is no such notice."""

    code = "notice_unknown"


class NoticeSettled(BookingError):
    """The call has been settled already, or its notice is no call."""

    code = "notice_settled"
    status = 409
