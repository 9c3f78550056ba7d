"""Refusals of the calendar."""

from booking.errors import BookingError


class SlotUnknown(BookingError):
    """A slot is named by its token; there is none with this one."""

    code = "slot_unknown"
    status = 404


class DayClosed(BookingError):
    """On a closed office day nothing can be claimed. Parameter: date."""

    code = "day_closed"
    status = 409


class DeskClosed(DayClosed):
    """On a day that takes place one desk may be closed, and then nothing can be claimed there. Parameter: date."""

    code = "desk_closed"


class DayOver(BookingError):
    """What is past is no longer closed or reopened. Parameter: date."""

    code = "day_over"
    status = 409


class ApprovalAhead(BookingError):
    """What is approved was approved by today. Parameter: date."""

    code = "approval_ahead"


class DayNotWorking(BookingError):
    """Staff set a session for a working day only. Parameter: date."""

    code = "day_not_working"


class DayInOtherMonth(BookingError):
    """The session of a month stays in that month."""

    code = "day_in_other_month"


class ClosedByRule(BookingError):
    """A day that the calendar closed is opened by correcting the calendar, not by hand. Parameter: date."""

    code = "closed_by_rule"
    status = 409


class ReasonMissing(BookingError):
    """Whoever closes or reopens a day, or changes a holiday, says why."""

    code = "why_missing"


class TextTooLong(BookingError):
    """What staff write fits its column. Parameter: maximum."""

    code = "text_too_long"


class HolidayNameMissing(BookingError):
    """A public holiday has a name, for citizens read it."""

    code = "holiday_name_missing"


class HolidayExists(BookingError):
    """A date is made a public holiday once. Parameter: name."""

    code = "holiday_exists"
    status = 409


class NoHoliday(BookingError):
    """Only a public holiday can be withdrawn. Parameter: date."""

    code = "no_holiday"
    status = 409


class NoOverride(BookingError):
    """There is no entry of staff for this date. Parameter: date."""

    code = "no_override"
    status = 404


class OutsideCalendar(BookingError):
    """Holidays are known for certain years only; elsewhere the calendar does not guess. Parameters: first, last."""

    code = "outside_calendar"


class AnswerUnreadable(BookingError):
    """An answer about holidays is JSON, XML, CSV or ICS, and whole. Parameter: row (the line, from 1)."""

    code = "answer_unreadable"


class AnswerBroken(BookingError):
    """Each day of an answer has a date, a name and what it is. Parameters: row (line or item), name, value."""

    code = "answer_broken"


class AnswerRefused(BookingError):
    """The service answered that it has no answer. Parameter: reason."""

    code = "answer_refused"


class AnswerUnfinished(BookingError):
    """An answer of which only some pages are there says nothing about the rest. Parameters: total, count."""

    code = "answer_unfinished"


class AnswerEmpty(BookingError):
    """An answer without any holiday never replaces those that are known."""

    code = "answer_empty"


class AnswerTooLong(BookingError):
    """An answer about holidays is short. Parameter: maximum (KiB)."""

    code = "answer_too_long"


class AnswerChanged(BookingError):
    """What is applied is the difference that somebody has seen; it is another one by now."""

    code = "answer_changed"
    status = 409


class ServiceUnreachable(BookingError):
    """The service that knows the holidays gave no answer. Parameter: why."""

    code = "service_unreachable"
    status = 502


class ServiceUnset(BookingError):
    """Without the key (HOLIDAYS_KEY) the service is not asked."""

    code = "service_unset"
