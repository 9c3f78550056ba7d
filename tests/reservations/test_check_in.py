"""Checking in by name, number or code; leaving early; what is taken back, and until when."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from booking import qr
from booking.audit.models import AccessEntry
from booking.db import db, transaction
from booking.reservations import queries, service
from booking.reservations.errors import SlotTaken
from booking.reservations.errors.walk_ins import UndoOver
from booking.reservations.models import Reservation
from booking.reservations.rules.scanning import read_scanned
from tests.reservations import racing
from tests.reservations.conftest import CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.work import Worker

TEN = wall(DAY, 10)


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("ㄲ7ㅏ39ㅡㅌㅉ", "R7K39MXW"),
        ("r7k3-9mxw", ""),
        ("가7ㅏ39ㅡㅌㅈ", ""),  # nine keys
        ("가739ㅡㅌㅈ", "RK739MXW"),
        ("ㅘ7339ㅡㅌ", "HK7339MX"),
        ("홍길동", ""),
        ("남궁민수가나다라", ""),
    ],
)
def test_a_code_that_was_scanned_in_korean_mode_is_read_back(typed: str, reference: str) -> None:
    assert read_scanned(typed) == reference


@pytest.fixture
def booked(desk: Desk) -> Reservation:
    return desk.book(desk.slot())


def step(row: Reservation, wanted: str, now: datetime = TEN) -> Reservation:
    with transaction():
        return service.answer_state(row, wanted, actor=CLERK, now=now)


def test_who_leaves_early_frees_the_seat_and_has_it_back_while_it_is_free(desk: Desk, booked: Reservation) -> None:
    step(booked, "checked_in")
    left = step(booked, "left", TEN + timedelta(minutes=5))
    assert (left.seat, left.open_key) == (None, None)
    with transaction():
        assert service.undo(booked, actor=CLERK, now=TEN, step="left").state == "checked_in"
    step(booked, "left")
    with transaction():
        more = {"via": "walk_in", "consent_version": "2026-11", "override": "현장"}
        service.book_for_caller(booked.slot.token, a_person("박정자"), actor=CLERK, now=TEN, **more)
    with pytest.raises(SlotTaken), transaction():
        service.undo(booked, actor=CLERK, now=TEN, step="left")


def test_steps_are_taken_back_on_the_day_and_not_later(booked: Reservation) -> None:
    step(booked, "checked_in")
    with pytest.raises(UndoOver), transaction():
        service.undo(booked, actor=CLERK, now=wall(DAY, 0) + timedelta(days=1), step="checked_in")
    with transaction():
        assert service.undo(booked, actor=CLERK, now=wall(DAY, 23), step="checked_in").state == "reserved"


def test_a_scanned_code_finds_the_booking_and_enter_checks_in(
    sqlite_app: Flask, booked: Reservation, at: Callable[..., datetime]
) -> None:
    at(TEN)
    clerk, roster = Worker(sqlite_app), f"/staff/roster/{DAY}"
    page = clerk.post(roster, 200, q=str(booked.reference))
    button = page.soup.select_one("button[autofocus]")
    assert button is not None and "도착 확인" in button.text
    form = button.find_parent("form")
    assert form is not None
    target = clerk.post(str(form["action"]), back=str(form.select_one("[name=back]")["value"])).url  # type: ignore[index]
    assert target.endswith("scan=1")
    assert clerk.get(target).soup.select_one("input[name=q][autofocus]") is not None, "the next one can be scanned"
    assert db.session.get_one(Reservation, booked.id, populate_existing=True).state == "checked_in"


def test_the_code_holds_the_reference_and_nothing_else(
    sqlite_app: Flask, booked: Reservation, citizen: Any, at: Callable[..., datetime]
) -> None:
    at(NOW)
    citizen.get("/lookup")
    page = citizen.submit("/lookup", {"reference": booked.shown_reference, "phone": "010-1234-5678"})
    assert page.soup.select_one("svg.qr path[fill='#000']")["d"] in str(qr.svg(booked.reference or "", ""))


@pytest.mark.race
def test_two_clerks_check_in_once(raced: Flask) -> None:
    (slot,) = racing.furnish(raced)
    with raced.app_context():
        racing.book(slot, 1)
        row = db.session.scalars(select(Reservation)).one()
        start, reference = row.slot.starts_at, str(row.reference)

    def check_in() -> str:
        with transaction():
            return service.answer_state(queries.get_by_reference(reference), "checked_in", actor=CLERK, now=start).state

    assert racing.at_once(raced, [check_in] * 4) == ["checked_in"] * 4
    with raced.app_context():
        done = select(AccessEntry).where(AccessEntry.action == "reservation.checked_in")
        assert len(db.session.scalars(done).all()) == 1
