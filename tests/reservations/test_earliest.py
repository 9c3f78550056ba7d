"""The earliest free time of each field, which a caller asks for first."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from booking.db import transaction
from tests.reservations.conftest import DAY, NOW, Desk, a_person
from tests.support.work import Worker


def test_the_earliest_time_of_each_field_is_one_press_away_and_keeps_what_was_typed(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    for nth in (0, 1):
        desk.book(desk.slot("law", nth), a_person(phone=f"010-2222-000{nth}"))
    with transaction():
        desk.slot("national-tax").kept_seats = 2
    clerk = Worker(sqlite_app)
    buttons = clerk.get(f"/staff/book/{DAY}").soup.select(".desk-earliest button")
    assert [one.get_text() for one in buttons] == ["생활법률 1. 20.(수) 오전 10시", "국세 12. 21.(월) 오전 10시"]
    page = clerk.post(str(buttons[0]["formaction"]), 200, show="day", name="김영희", phone="010")
    assert page.heading.startswith("2027. 1. 20.") and page.soup.select_one("[name=name][value=김영희]")
    [chosen] = page.soup.select("[name=slot][checked]")
    assert chosen["value"] == desk.slot("law", day=desk.next_day).token
    for nth in (0, 1):
        desk.book(desk.slot("law", nth, desk.next_day), a_person(phone=f"010-3333-000{nth}"))
    assert "생활법률 없음" in clerk.get(f"/staff/book/{DAY}").text
