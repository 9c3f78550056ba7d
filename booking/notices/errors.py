"""What the notices room refuses."""

from booking.errors import BookingError, NotFound


class NoticeUnknown(NotFound):
    """There is no such notice."""

    code = "notice_unknown"


class NoticeNotSendable(BookingError):
    """The notice is on its way, its use is past, or it is of a kind that nobody sends by hand."""

    code = "notice_not_sendable"
    status = 409


class NoticeSettled(BookingError):
    """The call has been settled already, or its notice is no call."""

    code = "notice_settled"
    status = 409
