"""Refusals of the figures."""

from booking.errors import BookingError


class PeriodInvalid(BookingError):
    """Figures are asked for whole months, written as 2026-12."""

    code = "period_invalid"


class PeriodBackwards(BookingError):
    """The last month is not before the first."""

    code = "period_backwards"


class PeriodTooLong(BookingError):
    """Figures span at most so many months at once."""

    code = "period_too_long"


class FigureInvalid(BookingError):
    """A figure of a year is a number that it can be."""

    code = "figure_invalid"


class FigureUnknown(BookingError):
    """Nobody has entered this figure, or it was taken off meanwhile."""

    code = "figure_unknown"
    status = 404
