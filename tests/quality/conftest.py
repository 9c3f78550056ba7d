"""The consultation days of the reservations' tests, and a visit that is over."""

from tests.reservations.conftest import desk, full, open_day, raced

__all__ = ["desk", "full", "open_day", "raced"]
