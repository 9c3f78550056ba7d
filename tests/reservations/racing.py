"""What the races share: a database of their own, a furnished day, and many steps at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from typing import Any

from flask import Flask

from booking import clock
from booking.calendar import service as calendar
from booking.calendar.service import SlotPlan
from booking.consultations.models import Expert, Field
from booking.db import db, transaction
from booking.errors import BookingError
from booking.reservations import service
from tests.reservations.conftest import CITIZEN, NOW, a_person

DAY = date(2026, 12, 21)
HANGUL = "가나다라마바사아자차카타파하"


def furnish(app: Flask, day: date = DAY, slots: int = 1, seats: int = 1, service: str = "consultation") -> list[str]:
    """One field with an expert, or one kind of night business, and a day open at once with this many slots; their
    tokens."""
    with app.app_context():
        now = clock.now()
        with transaction():
            db.session.add(Field(key="law", name="생활법률", service=service, starts=time(0), ends=time(23, 30)))
            db.session.flush()
            if service == "consultation":
                db.session.add(Expert(name="김법률", organisation="표본", field_key="law"))
            starts = [time(n // 6, n % 6 * 10) for n in range(slots)]
            plans = [SlotPlan("law", start, time(start.hour, start.minute + 9), seats) for start in starts]
            made = calendar.ensure_day(service, day, plans, None, now)
            return [slot.token for slot in made.slots]


def at_once(app: Flask, steps: list[Callable[[], Any]]) -> list[Any]:
    """The answers of these steps, each in a thread and application context of its own; a refusal is its code."""

    def run(step: Callable[[], Any]) -> Any:
        with app.app_context():
            try:
                return step()
            except BookingError as refusal:
                return refusal.code

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def book(token: str, number: int) -> str:
    person = a_person(HANGUL[number % 14] + HANGUL[number // 14 % 14] + "이", f"010-1234-{number:04}")
    with transaction():
        held = service.hold(token, f"browser {number}", now=NOW).token
    with transaction():
        service.reserve(held, person, holder="browser", consent_version="2026-11", actor=CITIZEN, now=NOW)
    return "booked"
