"""Looking up in vain takes as long where the reference exists as where it does not."""

import gc
import random
import statistics
import time
from datetime import timedelta

import pytest
from flask import Flask

from booking.db import transaction
from booking.reservations import service
from tests.reservations.conftest import CITIZEN, NOW, Desk
from tests.reservations.conftest import desk as desk
from tests.reservations.conftest import open_day as open_day


@pytest.mark.bench
def test_the_time_taken_tells_nothing(app: Flask, desk: Desk) -> None:
    """Medians of some hundred tries in random order. They differ by noise; a decryption more would be seen."""
    booked = str(desk.book(desk.slot()).reference)
    taken: dict[str, list[float]] = {booked: [], "AAAA2222": []}
    tries = [*taken] * 150
    random.Random(1).shuffle(tries)
    gc.disable()
    try:
        for number, reference in enumerate(tries):
            now = NOW + timedelta(hours=number)  # no lock-out: that is another test's
            start = time.perf_counter()
            with transaction():
                service.look_up(reference, "010-9999-9999", actor=CITIZEN, now=now)
            taken[reference].append(time.perf_counter() - start)
    finally:
        gc.enable()
    known, unknown = (statistics.median(times) * 1000 for times in taken.values())
    print(f"median of 150: {known:.3f} ms where the reference exists, {unknown:.3f} ms where it does not")
    assert 0.8 < known / unknown < 1.25
