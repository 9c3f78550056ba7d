"""What the scheduler refuses."""

from booking.errors import BookingError, NotFound


class JobUnknown(NotFound):
    """The timetable has no job of this name."""

    code = "job_unknown"


class JobBusy(BookingError):
    """The job is running already, here or elsewhere."""

    code = "job_busy"
    status = 409
