"""Finding a booking again: the same answer and the same work, and no cheap way to shut a family out."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from booking import crypto
from booking.accounts.errors import Locked
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.service.finding import A_DAY, WIDE
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person
from tests.support.measure import statements
from tests.support.pages import Citizen

STRANGER = Actor(None, "", "citizen", "198.51.100.7")


def look_up(reference: str, phone: str = "010-9999-9999", actor: Actor = CITIZEN, now: Any = NOW) -> str | None:
    with transaction():
        found = service.look_up(reference, phone, actor=actor, now=now)
        return found.reference if found else None


class Counting:
    """A vault that counts what is asked of it."""

    def __init__(self, vault: crypto.Vault) -> None:
        self.vault, self.calls = vault, []  # type: ignore[var-annotated]

    def __getattr__(self, name: str) -> Callable[[str], str]:
        def call(text: str) -> str:
            self.calls.append(name)
            return getattr(self.vault, name)(text)

        return call


@pytest.fixture
def counting(app: Flask) -> Iterator[Counting]:
    before = crypto.vault()
    counter = Counting(before)
    crypto.use(counter)
    yield counter
    crypto.use(before)


def test_an_unknown_reference_costs_what_a_wrong_telephone_costs(desk: Desk, counting: Counting) -> None:
    booked = str(desk.book(desk.slot()).reference)
    work = []
    for reference in (booked, "AAAA2222"):
        db.session.rollback()
        counting.calls.clear()
        with statements(db.engine) as seen:
            assert look_up(reference) is None
        work.append(([statement.split()[:3] for statement in seen], list(counting.calls)))
    assert work[0] == work[1]
    assert "decrypt" not in work[0][1]


def test_a_stranger_does_not_shut_the_family_out(desk: Desk) -> None:
    booked = str(desk.book(desk.slot()).reference)
    for _ in range(5):
        look_up(booked, actor=STRANGER)
    with pytest.raises(Locked):
        look_up(booked, actor=STRANGER)
    assert look_up(booked, "010-1234-5678") == booked


def test_many_addresses_are_not_many_more_guesses(desk: Desk) -> None:
    booked = str(desk.book(desk.slot()).reference)
    for number in range(5 * WIDE):
        look_up(booked, actor=Actor(None, "", "citizen", f"198.51.100.{number}"))
    with pytest.raises(Locked):
        look_up(booked, actor=Actor(None, "", "citizen", "198.51.100.200"))


def test_one_address_does_not_try_one_reference_after_the_other(desk: Desk) -> None:
    for number in range(5 * WIDE):
        look_up(f"AAAA{number:04}", actor=STRANGER)
    with pytest.raises(Locked):
        look_up("AAAA9999", actor=STRANGER)
    assert look_up("AAAA9999") is None


def test_a_line_of_ipv6_is_one_address(desk: Desk) -> None:
    """A house has 2^64 of them: to be tried out one after the other, or to shut a family out with."""
    booked = str(desk.book(desk.slot()).reference)
    for number in range(5):
        look_up(booked, actor=Actor(None, "", "citizen", f"2001:db8:1:2::{number:x}"))
    with pytest.raises(Locked):
        look_up(booked, actor=Actor(None, "", "citizen", "2001:db8:1:2:ffff::1"))
    assert look_up(booked, "010-1234-5678", Actor(None, "", "citizen", "2001:db8:1:3::1")) == booked


def test_one_telephone_is_not_tried_with_one_reference_after_the_other(desk: Desk) -> None:
    booked = str(desk.book(desk.slot()).reference)
    for number in range(10 * WIDE):
        look_up(f"AAAA{number:04}", actor=Actor(None, "", "citizen", f"198.51.100.{number % 9}"))
    with pytest.raises(Locked):
        look_up(booked, actor=Actor(None, "", "citizen", "198.51.100.200"))
    assert look_up(booked, "010-7777-8888") is None


def test_either_telephone_finds_the_booking(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    with transaction():
        row = db.session.get_one(Reservation, booked.id)
        row.proxy_name, row.proxy_phone = "김신청", "+821077778888"
        row.proxy_phone_index = crypto.vault().index("+821077778888")
    assert look_up(str(booked.reference), "010-7777-8888") == booked.reference
    assert look_up(str(booked.reference), "010-1234-5678") == booked.reference


def ask(name: str = "홍길동", phone: str = "010-1234-5678", now: Any = NOW, actor: Actor = CITIZEN) -> int:
    with transaction():
        return service.send_references(name, phone, actor=actor, now=now)


def sent() -> list[tuple[str, str, str]]:
    return [(row.subject, row.channel, row.state) for row in db.session.query(Notice).filter_by(kind="reference")]


def test_references_go_to_what_is_stored(desk: Desk) -> None:
    booked = desk.book(desk.slot(), a_person(email="hong@example.org"))
    other = desk.book(desk.slot(day=desk.next_day))
    desk.book(desk.slot(nth=1), a_person(name="김영희"))
    assert ask(" 홍 길동 ", "+82 10 1234 5678") == 3
    subjects = {f"reservation:{booked.reference}": {"sms", "email"}, f"reservation:{other.reference}": {"sms"}}
    assert {subject: {c for s, c, _ in sent() if s == subject} for subject, _, _ in sent()} == subjects


@pytest.mark.parametrize(
    ("name", "phone"), [("김영희", "010-1234-5678"), ("홍길동", "010-0000-1111"), ("길동", "010-1234-5678")]
)
def test_who_does_not_fit_is_sent_nothing(desk: Desk, name: str, phone: str) -> None:
    desk.book(desk.slot())
    assert ask(name, phone) == 0
    assert sent() == []


def test_a_cancelled_booking_and_a_landline_are_sent_nothing(desk: Desk) -> None:
    desk.book(desk.slot(nth=1), a_person(phone="055-749-5114"))
    booked = desk.book(desk.slot())
    with transaction():
        service.cancel(booked, actor=CLERK, now=NOW)
    assert ask() == ask(phone="055-749-5114") == 0
    assert sent() == []


def test_nobody_is_sent_references_all_day(desk: Desk) -> None:
    desk.book(desk.slot())
    wishes = [
        ask(now=NOW + number * timedelta(minutes=4), actor=Actor(None, "", "citizen", f"198.51.100.{number % 50}"))
        for number in range(300)
    ]
    assert sum(wishes) == A_DAY
    assert ask(now=NOW + timedelta(hours=30)) == 1


def test_asking_again_and_again_sends_no_more(desk: Desk) -> None:
    desk.book(desk.slot())
    wishes = [ask(now=NOW + timedelta(seconds=number)) for number in range(8)]
    assert wishes == [1] * 5 + [0] * 3
    for number in range(5 * WIDE - 8):
        ask(phone=f"010-2222-{number:04}")
    with pytest.raises(Locked):
        ask(phone="010-2222-9999")
    assert db.session.query(AccessEntry).filter_by(action="reservation.references_asked").count() > 5


def test_the_page_keeps_the_number_of_an_address(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    booked = desk.book(desk.slot())
    [way] = citizen.get(f"/reservations/{booked.reference}").soup.select("main a.krds-btn")
    assert citizen.get(str(way["href"])).filled("/lookup")["reference"] == booked.reference
    assert citizen.submit("/lookup", {"phone": "010-1234-5678"}).redirects == [303]
    assert citizen.get(f"/lookup?reference={'x' * 300}").filled("/lookup")["reference"] == "x" * 9
