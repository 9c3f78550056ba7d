"""Refusals of the night office."""

from booking.errors import BookingError


class NightTaskUnknown(BookingError):
    """The night office has no such kind of business."""

    code = "night_task_unknown"
    status = 404


class NightTaskTaken(BookingError):
    """Each kind of business stands once on the night office's list."""

    code = "night_task_taken"
    status = 409


class KeyOfField(BookingError):
    """What takes bookings has a key that no field of advice has."""

    code = "night_key_of_field"
    status = 409


class OutsideNight(BookingError):
    """A kind of business is received within the night's hours. starts, ends: those."""

    code = "outside_night"


class HoursBackwards(BookingError):
    """A kind of business ends after it starts."""

    code = "night_hours_backwards"


class AcceptanceOutside(BookingError):
    """The last acceptance is after the kind's start, and not after its end."""

    code = "acceptance_outside"
