"""The consultation days of the reservations' tests."""

from tests.reservations.conftest import desk, full, open_day

__all__ = ["desk", "full", "open_day"]
