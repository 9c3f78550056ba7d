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


class ServiceClosed(BookingError):
    """The service does not receive today, so there is nothing to count."""

    code = "service_closed"
    status = 409


class CaseUnknown(BookingError):
    """No such case was pressed by this account today."""

    code = "case_unknown"
    status = 404


class DayNotOver(BookingError):
    """Only a day that is over is corrected; today's cases are pressed and taken back."""

    code = "day_not_over"
    status = 400


class CasesTooFew(BookingError):
    """There were fewer cases than are to be taken away."""

    code = "cases_too_few"
    status = 409


class MissedWordsUnfit(BookingError):
    """Words that were not found are kept where they are few and hold no number or address of anybody."""

    code = "missed_words_unfit"
    status = 400


class MissedWordsUnknown(BookingError):
    """Nobody misses these words, or somebody has dealt with them already."""

    code = "missed_words_unknown"
    status = 404
