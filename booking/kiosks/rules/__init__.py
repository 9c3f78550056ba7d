"""Rules of the kiosks: hours, openings, and what is said of a place."""

from booking.kiosks.rules.hours import CLOSED, HOURS, Spans, read_hours, read_time, tidy_hours, tidy_week, write_hours
from booking.kiosks.rules.opening import ALWAYS, Opening, Watch, Week, week_of
from booking.kiosks.rules.places import FEATURES, IDENTIFICATIONS, UNSURE, read_point, tidy_names, tidy_point

__all__ = [
    "ALWAYS",
    "CLOSED",
    "FEATURES",
    "HOURS",
    "IDENTIFICATIONS",
    "UNSURE",
    "Opening",
    "Spans",
    "Watch",
    "Week",
    "read_hours",
    "read_point",
    "read_time",
    "tidy_hours",
    "tidy_names",
    "tidy_point",
    "tidy_week",
    "week_of",
    "write_hours",
]
