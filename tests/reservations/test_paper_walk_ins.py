"""Who was received on paper during an outage is entered afterwards, under the paper's number, once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from booking import clock
from booking.calendar import queries as calendar
from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.errors.walk_ins import NoPlaceThen, NotYetOver, PaperNumberTaken
from booking.reservations.models import Reservation, WalkIn
from booking.reservations.rules.people import Person
from tests.reservations import racing
from tests.reservations.conftest import CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.pages import Page
from tests.support.work import Worker, entries

PAPER = f"/staff/roster/{DAY}/paper"
EVENING = wall(DAY, 17)
NEXT_MORNING = EVENING + timedelta(hours=16)


def enter(desk: Desk, number: int = 1, name: str = "김영희", nth: int = 0, **more: Any) -> tuple[Reservation, bool]:
    values = {"wanted": "done", "consent_version": "2026-11", "actor": CLERK, "now": NEXT_MORNING, **more}
    with transaction():
        token = desk.slot(values.pop("desk", "law"), nth).token
        return service.enter_walk_in(token, Person(name, values.pop("phone", None)), paper_number=number, **values)


def test_a_time_that_is_over_is_entered_also_the_day_after(desk: Desk) -> None:
    booking, is_new = enter(desk, phone="+821012345678")
    assert is_new and (booking.state, booking.via, booking.name) == ("done", "walk_in", "김영희")
    assert booking.expert is not None and booking.consent_at == booking.slot.starts_at
    row = db.session.scalars(select(WalkIn)).one()
    assert (row.number, row.paper_number, row.state, row.name) == (1, 1, "seated", None), "the booking has the name"
    assert [len(entries(f"reservation.{one}")) for one in ("reserved", "checked_in", "done")] == [1, 1, 1]


def test_the_same_number_and_name_is_one_booking_and_another_name_is_refused(desk: Desk) -> None:
    first, _ = enter(desk)
    again, is_new = enter(desk, name="김 영희", nth=1)
    assert (again.id, is_new) == (first.id, False)
    with pytest.raises(PaperNumberTaken):
        enter(desk, name="남궁민", nth=1)
    other, is_new = enter(desk, 2, "남궁민", nth=1)
    assert is_new and other.id != first.id
    with pytest.raises(IntegrityError), transaction():
        db.session.query(WalkIn).update({"paper_number": 7})


def test_a_place_that_was_somebodys_is_free_once_they_are_noted_as_not_come(desk: Desk) -> None:
    booked = desk.book(desk.slot(), a_person())
    with pytest.raises(NoPlaceThen):
        enter(desk)
    with transaction():
        service.enter_paper(booked, "no_show", actor=CLERK, now=NEXT_MORNING)
    assert enter(desk)[0].slot_id == booked.slot_id


def test_what_has_not_begun_is_not_entered_from_paper(desk: Desk) -> None:
    with pytest.raises(NotYetOver):
        enter(desk, now=wall(DAY, 9, 59))


@pytest.mark.race
def test_two_clerks_enter_one_sheet_once(raced: Flask) -> None:
    racing.furnish(raced, day=clock.today(), slots=144)
    now = clock.at_office(clock.today(), datetime.max.time())

    def write() -> str:
        day = calendar.find_office_day("consultation", clock.today())
        assert day is not None
        values = {"wanted": "done", "consent_version": "2026-11", "actor": CLERK, "now": now}
        with transaction():
            token, person = calendar.list_slots(day)[0].token, Person("김영희", None)
            return str(service.enter_walk_in(token, person, paper_number=3, **values)[0].reference)

    assert len(set(racing.at_once(raced, [write] * 4))) == 1


def test_the_page_enters_one_and_keeps_what_was_typed(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    assert "시작한 시간이 없어" in Worker(sqlite_app, "early@city.example").get(PAPER).text
    at(EVENING)
    clerk, slot = Worker(sqlite_app), desk.slot("national-tax").token
    typed = {"number": "12", "slot": slot, "name": "김영희", "phone": "", "step": "done", "consent": "y"}
    page = clerk.post(f"{PAPER}/walk-ins", 400, **{**typed, "number": "열둘"})
    assert "숫자" in page.text and page.soup.select_one("[name=name][value=김영희]")
    assert clerk.post(f"{PAPER}/walk-ins", **typed).url == f"{PAPER}#walk-in"
    assert "종이 12번을 옮겼습니다" in clerk.get(PAPER).text
    clerk.post(f"{PAPER}/walk-ins", **typed)
    assert "종이 12번은 이미 옮겨져 있습니다" in clerk.get(PAPER).text
    refused = clerk.post(f"{PAPER}/walk-ins", 409, **{**typed, "name": "남궁민"})
    assert "다른 분이 이미 입력되어" in refused.text and refused.soup.select_one("[name=name][value=남궁민]")
    assert db.session.scalar(select(func.count()).select_from(WalkIn)) == 1


def test_what_was_chosen_above_outlives_who_is_entered_below(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    step = f"step-{desk.book(desk.slot('law', 1), a_person()).reference}"
    at(wall(DAY, 10, 15))
    clerk, slot = Worker(sqlite_app), desk.slot("national-tax").token
    typed = {"number": "1", "slot": slot, "name": "김영희", "step": "checked_in", "consent": "y", step: "no_show"}

    def is_chosen(page: Page) -> bool:
        chosen = page.soup.select_one(f"#paper[action='{PAPER}'] [name={step}] option[selected]")
        return chosen is not None and chosen["value"] == "no_show"

    assert is_chosen(clerk.post(f"{PAPER}/walk-ins", 400, **{**typed, "name": ""}))
    assert is_chosen(clerk.get(clerk.post(f"{PAPER}/walk-ins", **typed).url))
    too_early = clerk.post(PAPER, 409, **{**typed, "name": "남궁민"})
    assert is_chosen(too_early)
    assert too_early.soup.select_one("[name=name][value=남궁민]"), "nor does the table lose what was typed below"
