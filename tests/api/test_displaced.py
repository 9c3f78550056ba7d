"""Whose day was closed, by a program: see what is held, accept it, choose another, cancel."""

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask

from booking.reservations import jobs
from tests.api.conftest import DAY, Program, problem
from tests.reservations.turned_out import close, reopen

NEXT = "2027-01-20"
Booked = tuple[str, str]


@pytest.fixture
def displaced(program: Program, now: datetime) -> Booked:
    """A booking of law whose day was closed: its reference and access token."""
    booked = program.book()
    close(date.fromisoformat(DAY), now)
    return booked


def read(program: Program, booked: Booked, what: str = "") -> Any:
    return program.get(f"/reservations/{booked[0]}{what}", bearer=booked[1]).json


def act(program: Program, booked: Booked, what: str, **body: str) -> Any:
    return program.call("POST", f"/reservations/{booked[0]}/{what}", body or None, bearer=booked[1])


def test_what_is_held_is_shown_and_accepting_twice_is_once(program: Program, displaced: Booked) -> None:
    shown = read(program, displaced)
    held = shown["replacement"]
    assert (shown["state"], shown["closed_text"]) == ("displaced", "전기 공사")
    assert held["starts_at"] == f"{NEXT}T10:00:00+09:00" and held["answer_until"] == "2026-11-26T17:00:00+09:00"
    done = [act(program, displaced, "accept", replacement=held["replacement"]) for _ in range(2)]
    assert [one.status_code for one in done] == [200, 200], done[0].text
    assert done[0].json == done[1].json == read(program, displaced)
    assert (done[0].json["state"], done[0].json["slot"], done[0].json["replacement"]) == (
        "reserved", held["slot"], None,
    )  # fmt: skip


def test_it_is_accepted_by_nobody_else_and_by_its_name_alone(
    sqlite_app: Flask, program: Program, displaced: Booked
) -> None:
    name = read(program, displaced)["replacement"]["replacement"]
    path = f"/reservations/{displaced[0]}/accept"
    assert problem(program.call("POST", path, {"replacement": name})) == (401, "authorization_missing", None)
    assert problem(act(program, displaced, "accept", replacement="x" * 22))[:2] == (410, "replacement_over")
    assert read(program, displaced)["state"] == "displaced"


def test_another_time_is_chosen_among_those_that_can_be_had(
    sqlite_app: Flask, program: Program, displaced: Booked
) -> None:
    held = read(program, displaced)["replacement"]
    times = read(program, displaced, "/times")["slots"]
    assert {one["state"] for one in times} == {"free"} and {one["field"] for one in times} == {"law"}
    assert [one["date"] for one in times][:2] == [NEXT, NEXT]
    assert held["slot"] == times[0]["slot"]
    assert program.get(f"/slots/{held['slot']}").json["state"] == "not_open"
    moved = act(program, displaced, "move", slot=times[1]["slot"])
    assert (moved.status_code, moved.json["slot"], moved.json["replacement"]) == (200, times[1]["slot"], None)
    late = act(program, displaced, "accept", replacement=held["replacement"])
    assert problem(late)[:2] == (410, "replacement_over")
    assert read(program, displaced)["slot"] == times[1]["slot"]


def test_cancelling_gives_the_held_time_back(sqlite_app: Flask, program: Program, displaced: Booked) -> None:
    assert act(program, displaced, "cancel").json["state"] == "cancelled"
    shown = read(program, displaced)
    assert (shown["state"], shown["replacement"]) == ("cancelled", None)
    assert read(program, displaced, "/times")["slots"] == []


def test_too_late_it_is_gone_but_another_can_be_chosen(
    sqlite_app: Flask, program: Program, displaced: Booked, at: Any
) -> None:
    held = read(program, displaced)["replacement"]
    jobs.expire_holds(at(held["answer_until"]))
    token = program.call("POST", "/reservations/lookup", {"reference": displaced[0], "phone": "010-1234-5678"})
    displaced = (displaced[0], token.json["access_token"])
    assert problem(act(program, displaced, "accept", replacement=held["replacement"]))[:2] == (410, "replacement_over")
    assert (read(program, displaced)["replacement"], read(program, displaced)["may_move"]) == (None, True)
    assert read(program, displaced, "/times")["slots"]


def test_a_day_that_opens_again_gives_the_time_back(
    sqlite_app: Flask, program: Program, displaced: Booked, now: datetime
) -> None:
    reopen(date.fromisoformat(DAY), now)
    shown = read(program, displaced)
    assert (shown["state"], shown["closed_text"], shown["replacement"]) == ("reserved", "", None)


def test_a_booking_that_stands_lists_the_other_times_of_its_field(sqlite_app: Flask, program: Program) -> None:
    booked = program.book()
    [other] = read(program, booked, "/times")["slots"]
    assert other["slot"] == program.slot(nth=1)
    assert act(program, booked, "accept", replacement="x" * 22).status_code == 410
