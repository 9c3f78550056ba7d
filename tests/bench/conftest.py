"""Consultation days with few and with many bookings."""

import itertools
from collections.abc import Callable
from datetime import date, time

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.calendar.service import SlotPlan
from booking.db import transaction
from booking.reservations import service
from booking.reservations.rules.people import make_person


@pytest.fixture
def crowd(app: Flask, city: object, at: Callable[..., object]) -> Callable[[date, int, int], OfficeDay]:
    """`crowd(date, booked, slots)`: a day with slots of one seat, the first of them booked; the clock is at 2026-11-23.

    Called again for a date, it books more of the slots.
    """
    at("2026-11-23T12:00")
    citizen = Actor(None, "", "citizen", "192.0.2.1")

    def make(day: date, booked: int, slots: int) -> OfficeDay:
        now = clock.now()
        with transaction():
            office_day = calendar.ensure_day("consultation", day, plans(slots), None, now)
            for number, slot in enumerate(office_day.slots[:booked]):
                if slot.id in taken:
                    continue
                taken.add(slot.id)
                held = service.hold(slot.token, f"browser {number}", now=now)
                person = make_person("홍길동", f"010-1234-{number:04}", "", "전세 보증금을 돌려받고 싶습니다.")
                service.reserve(
                    held.token, person, holder=f"browser {number}", consent_version="2026-11", actor=citizen, now=now
                )
        return office_day

    def plans(count: int) -> list[SlotPlan]:
        minutes = [time(8 + minute // 60, minute % 60) for minute in range(count + 1)]
        return [SlotPlan("law", start, end, 1) for start, end in itertools.pairwise(minutes)]

    taken: set[int] = set()
    return make
