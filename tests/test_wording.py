"""Every refusal has its sentence, and dates read as on Korean public sites."""

import importlib
import pkgutil
from datetime import UTC, date, datetime

import pytest
from flask import Flask

import booking
from booking import wording
from booking.errors import BookingError


def _refusals() -> list[type[BookingError]]:
    for module in pkgutil.walk_packages(booking.__path__, "booking."):
        if module.name.endswith(".errors") or module.name == "booking.errors":
            importlib.import_module(module.name)
    found: list[type[BookingError]] = [BookingError]
    for kind in found:
        found.extend(kind.__subclasses__())
    return found


def test_each_refusal_has_a_sentence_of_its_own() -> None:
    missing = {kind.code for kind in _refusals()} - set(wording.SENTENCES)
    assert not missing
    codes = [kind.code for kind in _refusals()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        (datetime(2026, 12, 21, 1, tzinfo=UTC), "2026. 12. 21.(월) 오전 10시"),
        (datetime(2026, 12, 21, 3, 30, tzinfo=UTC), "2026. 12. 21.(월) 낮 12시 30분"),
        (datetime(2026, 12, 31, 15, tzinfo=UTC), "2027. 1. 1.(금) 밤 12시"),
    ],
)
def test_a_moment_is_written_as_the_office_writes_it(sqlite_app: Flask, instant: datetime, shown: str) -> None:
    assert wording.moment(instant) == shown


def test_a_day_in_the_year_at_hand_leaves_the_year_out(sqlite_app: Flask) -> None:
    assert wording.short_day(date(2026, 12, 21)) == "12. 21.(월)"


def test_a_sentence_shows_moments_and_numbers(sqlite_app: Flask) -> None:
    from booking.reservations.errors import NotOpenYet

    shown = wording.sentence(NotOpenYet(opens_at=datetime(2026, 11, 21, 0, tzinfo=UTC)))
    assert "2026. 11. 21.(토) 오전 9시" in shown
