"""Refusals of the experts' side."""

from booking.errors import BookingError


class OutcomeUnknown(BookingError):
    """What came of a consultation is one of the office's codes that are in use."""

    code = "outcome_unknown"


class OutcomeMissing(BookingError):
    """There is no such code on the list."""

    code = "outcome_missing"
    status = 404


class OutcomeTaken(BookingError):
    """No two codes have the same key, nor the same name, for nobody could tell them apart."""

    code = "outcome_taken"
    status = 409


class OutcomeNeeded(BookingError):
    """That nobody came can always be recorded."""

    code = "outcome_needed"
    status = 409


class FeedUnknown(BookingError):
    """A feed's address opens as long as it is the newest, was not taken back, and its expert serves."""

    code = "feed_unknown"
    status = 404


class SheetUnknown(BookingError):
    """A day sheet opens as long as it is the newest of its day, was not taken back, and its expert serves."""

    code = "sheet_unknown"
    status = 404


class SheetOver(BookingError):
    """A day sheet ends with its day."""

    code = "sheet_over"
    status = 410


class SheetUnfit(BookingError):
    """A day sheet is made for a day to come, for an expert who serves on it."""

    code = "sheet_unfit"
    status = 409


class SheetWithoutPhone(BookingError):
    """The code goes to the telephone that staff have registered for the expert, and nowhere else."""

    code = "sheet_without_phone"
    status = 409
