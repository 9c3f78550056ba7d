"""Refusals of what experts record of their consultations."""

from booking.errors import BookingError


class OutcomeUnknown(BookingError):
    """What came of a consultation is one of the office's own words."""

    code = "outcome_unknown"


class OtherDay(BookingError):
    """An expert records what came of a consultation on its day, and takes it back on that day."""

    code = "other_day"
    status = 409


class NotesOff(BookingError):
    """Experts write nothing about a consultation where the office does not allow it."""

    code = "notes_off"


class NoteTooLong(BookingError):
    """What an expert adds is short. Parameter: maximum."""

    code = "note_too_long"
