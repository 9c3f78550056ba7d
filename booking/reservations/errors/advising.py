"""Refusals of what experts record of their consultations."""

from booking.errors import BookingError


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


class ConflictUnknown(BookingError):
    """Why an expert passes a booking on is one of a few codes."""

    code = "conflict_unknown"


class ConflictTooLate(BookingError):
    """Who is there already, or whose time has begun, is not sent to another day by a press of the expert."""

    code = "conflict_too_late"
    status = 409


class NoExpertThen(BookingError):
    """A booking is moved to a time at which somebody is there who may advise on it."""

    code = "no_expert_then"
    status = 409
