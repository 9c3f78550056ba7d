"""Plain values of the figures: the months they span, and how bookings become counts."""

from booking.reports.rules.figures import Counted, Demand, Figures, Seats, count, median_of
from booking.reports.rules.periods import LONGEST, Period, month_of, read_period, year_of

__all__ = [
    "LONGEST",
    "Counted",
    "Demand",
    "Figures",
    "Period",
    "Seats",
    "count",
    "median_of",
    "month_of",
    "read_period",
    "year_of",
]
