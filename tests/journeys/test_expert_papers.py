"""Chromium prints the sheets to sign on one page each, with the longest question there may be."""

from collections.abc import Callable
from datetime import date, datetime

from playwright.sync_api import Page

from booking.calendar import queries as calendar
from booking.consultations import jobs
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.reservations import service
from booking.reservations.rules.people import make_person
from tests.journeys.test_desk import log_in
from tests.journeys.test_roster_print import sheets
from tests.reservations.conftest import CLERK

DAY = date(2026, 12, 21)


def test_each_sheet_is_one_page(city: object, at: Callable[..., datetime], page: Page) -> None:
    now = at("2026-11-24T09:00")
    jobs.create_days(now)
    day = calendar.find_office_day("consultation", DAY)
    assert day is not None
    person = make_person("제갈공명", "010-1234-5678", "", "계약서를 읽어 주세요. " * 30)
    with transaction():
        row = service.book_for_caller(
            calendar.list_slots(day, "law")[0].token,
            person,
            via="telephone",
            consent_version="2026-11",
            actor=CLERK,
            now=now,
        )
    token, reference = consultations.list_experts("law")[0].token, row.reference
    log_in(page, "staff")
    page.wait_for_url("**/staff/roster/**")
    for path in (f"reservations/{reference}/card", f"roster/{DAY}/experts/{token}/attendance"):
        page.goto(f"/staff/{path}")
        assert sheets(page) == 1
