"""The consultation day of the reservations' tests."""

from tests.reservations.conftest import desk, full, open_day, raced

__all__ = ["desk", "full", "open_day", "raced"]
