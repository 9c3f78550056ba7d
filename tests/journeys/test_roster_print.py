"""The roster on paper: Chromium prints a day with 24 bookings on one sheet, and a crowded one too."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

from playwright.sync_api import Page

from booking import clock
from booking.calendar import service as calendar
from booking.calendar.service import SlotPlan
from booking.db import transaction
from booking.reservations import service
from booking.reservations.rules.people import make_person
from tests.journeys.test_desk import log_in
from tests.reservations.conftest import CLERK

DAYS = {24: date(2026, 12, 21), 40: date(2027, 1, 20)}


def fill(day: date, count: int) -> None:
    """Book every place of a day."""
    seats = [SlotPlan("law", time(9 + nth), time(10 + nth), count // 4) for nth in range(4)]
    now = clock.now()
    with transaction():
        slots = calendar.ensure_day("consultation", day, seats, None, now).slots
        for nth in range(count):
            person, more = make_person("제갈공명", f"010-1234-{nth:04}", "", ""), {"actor": CLERK, "override": "시험"}
            more |= {"via": "telephone", "consent_version": "2026-11"}
            service.book_for_caller(slots[nth % 4].token, person, now=now, **more)


def sheets(page: Page) -> int:
    """How many sheets the page prints on."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_a_day_fits_on_one_sheet(city: object, at: Callable[..., datetime], page: Page) -> None:
    at("2026-11-24T09:00")
    for count, day in DAYS.items():
        fill(day, count)
    log_in(page, "staff")
    page.wait_for_url("**/staff/roster/**")
    for count, day in DAYS.items():
        page.goto(f"/staff/roster/{day}?print=1")
        assert page.locator("tbody th").count() == count
        assert sheets(page) == 1
