"""Refusals of the one-stop counter."""

from booking.errors import BookingError


class CounterTaskUnknown(BookingError):
    """The counter does not do this business."""

    code = "counter_task_unknown"
    status = 404


class CounterTaskTaken(BookingError):
    """The counter has this kind of business on its list already."""

    code = "counter_task_taken"
    status = 409
