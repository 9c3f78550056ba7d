"""What happened on paper is entered for a whole day at once: all of it or nothing, and never twice."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from booking.consultations.models import Field
from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import Reservation
from tests.reservations.conftest import CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.work import Worker, entries

PAPER = f"/staff/roster/{DAY}/paper"
EVENING = wall(DAY, 17)


@pytest.fixture
def rows(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> list[Reservation]:
    at(NOW)
    slots = [desk.slot("law"), desk.slot("law", 1), desk.slot("national-tax")]
    found = [
        desk.book(slot, a_person(f"김가{name}", f"010-1111-000{nth}"))
        for nth, (slot, name) in enumerate(zip(slots, "나다라", strict=True))
    ]
    at(EVENING)
    return found


@pytest.fixture
def clerk(sqlite_app: Flask, rows: list[Reservation]) -> Worker:
    return Worker(sqlite_app)


def states(rows: list[Reservation]) -> list[str]:
    db.session.rollback()
    return [db.session.get_one(Reservation, row.id).state for row in rows]


def steps(rows: list[Reservation], *wanted: str) -> dict[str, str]:
    return {f"step-{row.reference}": state for row, state in zip(rows, wanted, strict=True)}


def test_one_form_enters_a_day_and_sent_again_it_does_no_more(clerk: Worker, rows: list[Reservation]) -> None:
    typed = steps(rows, "done", "no_show", "")
    assert clerk.post(PAPER, **typed).url == f"/staff/roster/{DAY}"
    assert "종이 기록 2건을 옮겼습니다" in clerk.get(f"/staff/roster/{DAY}").text
    assert states(rows) == ["done", "no_show", "reserved"]
    clerk.post(PAPER, **typed)
    assert "새로 옮길 기록이 없습니다" in clerk.get(f"/staff/roster/{DAY}").text
    assert [len(entries(f"reservation.{one}")) for one in ("checked_in", "done", "no_show")] == [1, 1, 1]


def test_what_is_known_better_stays(clerk: Worker, rows: list[Reservation]) -> None:
    clerk.post(PAPER, **steps(rows, "done", "checked_in", ""))
    clerk.post(PAPER, **steps(rows, "checked_in", "checked_in", ""))
    assert states(rows) == ["done", "checked_in", "reserved"]


def test_where_one_is_refused_nothing_is_entered_and_the_choices_stay(clerk: Worker, rows: list[Reservation]) -> None:
    with transaction():
        service.cancel(rows[2], actor=CLERK, now=NOW)
    page = clerk.post(PAPER, 409, **steps(rows, "done", "no_show", "checked_in"))
    assert states(rows) == ["reserved", "reserved", "cancelled"]
    refused = page.soup.select_one(f"#step-{rows[2].reference}[aria-invalid]")
    assert refused is not None and page.soup.select_one(f'#errors a[href="#{refused["id"]}"]')
    selects = page.soup.select("select[name^=step-]")
    chosen = {str(one["name"]): one.select_one("option[selected]")["value"] for one in selects}  # type: ignore[index]
    assert chosen == steps(rows, "done", "no_show", "checked_in")


def test_made_up_states_and_references_count_for_nothing(clerk: Worker, rows: list[Reservation]) -> None:
    clerk.post(PAPER, **steps(rows, "cancelled", "displaced", "reserved"), **{"step-ABCDEFGH": "done"})
    assert states(rows) == ["reserved"] * 3


def test_the_lines_stand_as_on_the_printed_sheet(clerk: Worker, rows: list[Reservation]) -> None:
    with transaction():  # law is first by its key alone
        db.session.query(Field).filter_by(key="law").update({"position": 9})
    page, sheet = clerk.get(PAPER), clerk.get(f"/staff/roster/{DAY}?print=1")
    printed = [
        text for row in sheet.soup.select("tbody tr") for text in row.stripped_strings if text.startswith("김가")
    ]
    assert printed == ["김가라", "김가나", "김가다"]
    assert [row.get_text() for row in page.soup.select("tbody .number + th")] == printed
    offered = [one.get_text() for one in page.soup.select("[name=slot] option")]
    assert offered[:2] == ["오전 10시 국세", "오전 10시 생활법률"]


def test_who_left_early_is_entered_too_and_stays_in_the_list(clerk: Worker, rows: list[Reservation]) -> None:
    clerk.post(PAPER, **steps(rows, "left", "", ""))
    assert states(rows) == ["left", "reserved", "reserved"]
    clerk.post(PAPER, **steps(rows, "checked_in", "", ""))
    assert states(rows)[0] == "left" and clerk.get(PAPER).soup.select_one(f"#step-{rows[0].reference}")


def test_looking_is_logged_and_names_are_shown_as_on_the_roster(
    clerk: Worker, rows: list[Reservation], at: Callable[..., datetime], sqlite_app: Flask
) -> None:
    assert "김가나" in clerk.get(PAPER).text and len(entries("roster.viewed")) == 3
    at(wall(DAY, 9).replace(day=22))
    later = Worker(sqlite_app, "second@city.example").get(PAPER)
    assert "김가나" not in later.html and "김○나" in later.text
