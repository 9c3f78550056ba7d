"""Refusals of destroying what is past due, and of keeping it longer."""

from booking.errors import BookingError


class RecordKept(BookingError):
    """What an inspection or a lawsuit needs is not deleted, on nobody's wish."""

    code = "record_kept"
    status = 409


class KindUnknown(BookingError):
    """Only registered kinds of data are destroyed."""

    code = "kind_unknown"
    status = 404


class NotPastDue(BookingError):
    """Only what is past due may be destroyed, and an approval is for something."""

    code = "not_past_due"


class AlreadyApproved(BookingError):
    """A kind of data is approved for destruction once up to the same day."""

    code = "already_approved"
    status = 409


class ApprovalOver(BookingError):
    """An approval is taken back before something was destroyed by it, and once."""

    code = "approval_over"
    status = 409


class AlreadyDestroyed(BookingError):
    """What is destroyed cannot be kept any more."""

    code = "already_destroyed"
    status = 409


class DocumentMissing(BookingError):
    """Data is kept longer on the ground of a letter that can be named."""

    code = "document_missing"
