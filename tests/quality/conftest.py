"""The consultation days of the reservations' tests, a visit that is over, and what monitors score by."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from booking.quality.models.sheets import ScoreSheet
from tests.reservations.conftest import desk, full, open_day, raced
from tests.support import kindness
from tests.support.work import Worker

__all__ = ["desk", "full", "open_day", "raced"]


@pytest.fixture
def now(sqlite_app: Flask, at: Callable[[str], datetime]) -> datetime:
    return at("2026-11-23T12:00")


@pytest.fixture
def monitor(sqlite_app: Flask, now: datetime) -> Worker:
    return Worker(sqlite_app, kindness.EMAIL, "monitor")


@pytest.fixture
def sheet(now: datetime) -> ScoreSheet:
    return kindness.make_sheet(now)
