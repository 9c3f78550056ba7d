"""Refusals of the kinds of business."""

from booking.errors import BookingError


class BusinessUnknown(BookingError):
    """There is no such kind of business."""

    code = "business_unknown"
    status = 404


class DepartmentUnknown(BookingError):
    """There is no such department."""

    code = "department_unknown"
    status = 404


class KeyTaken(BookingError):
    """Another entry has this key already."""

    code = "key_taken"
    status = 409
