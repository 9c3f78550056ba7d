"""Who stands in line: found again without being shut out by strangers, and deleted on the own wish."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from booking import crypto
from booking.accounts.errors import Locked
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.reservations import errors, service
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import waiting as line
from booking.reservations.service import waiting_data, waiting_finding
from booking.reservations.service.finding import A_DAY, WIDE
from tests.reservations.conftest import CITIZEN, DAY, NOW, Desk
from tests.reservations.line import accept, cancel, entry, join, leave, offer_of, somebody, sound, states
from tests.support.measure import statements
from tests.support.pages import Citizen

STRANGER = Actor(None, "", "citizen", "198.51.100.7")


def from_address(number: int) -> Actor:
    return Actor(None, "", "citizen", f"198.51.100.{number}")


def look_up(reference: str, phone: str = "010-9999-9999", actor: Actor = CITIZEN) -> str | None:
    with transaction():
        found = waiting_finding.look_up(reference, phone, actor=actor, now=NOW)
        return found.reference if found else None


def open_link(reference: str, digits: str = "9999", actor: Actor = CITIZEN) -> str | None:
    with transaction():
        found = waiting_finding.open_link(reference, digits, actor=actor, now=NOW)
        return found.reference if found else None


@pytest.mark.parametrize(("find", "right"), [(look_up, "010-2222-0001"), (open_link, "0001")])
def test_a_stranger_does_not_shut_anybody_out_of_the_line(desk: Desk, find: Callable[..., Any], right: str) -> None:
    made = join(1).reference
    for _ in range(5):
        assert find(made, actor=STRANGER) is None
    with pytest.raises(Locked):
        find(made, actor=STRANGER)
    assert find(made, right) == made


@pytest.mark.parametrize(("find", "allowed"), [(look_up, 5 * WIDE), (open_link, A_DAY)])
def test_many_addresses_are_not_many_more_guesses(desk: Desk, find: Callable[..., Any], allowed: int) -> None:
    made = join(1).reference
    for number in range(allowed):
        find(made, actor=from_address(number))
    with pytest.raises(Locked):
        find(made, actor=from_address(200))


def test_one_address_tries_neither_the_line_nor_the_bookings_one_after_the_other(desk: Desk) -> None:
    for number in range(5 * WIDE):
        look_up(f"AAAA{number:04}", actor=STRANGER)
    with pytest.raises(Locked):
        look_up("AAAA9999", actor=STRANGER)
    with pytest.raises(Locked), transaction():
        service.look_up("AAAA9999", "010-9999-9999", actor=STRANGER, now=NOW)


def test_an_unknown_reference_costs_what_a_wrong_telephone_costs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = join(1).reference
    monkeypatch.setattr(type(crypto.vault()), "decrypt", None)  # nothing is decrypted for who guesses
    work = []
    for reference in (made, "AAAA2222"):
        db.session.rollback()
        with statements(db.engine) as seen:
            assert look_up(reference) is None
        work.append([statement.split()[:3] for statement in seen])
    assert work[0] == work[1]


def delete(made: WaitingEntry, now: datetime = NOW) -> WaitingEntry:
    with transaction():
        return waiting_data.delete(made, actor=CITIZEN, now=now)


def personal(made: WaitingEntry) -> list[Any]:
    return [getattr(made, name) for name in waiting_data.PERSON]


def test_deleting_takes_out_of_the_line_and_passes_the_offer_on(desk: Desk, full: list[Reservation]) -> None:
    first, second = join(1), join(2)
    cancel(full[0])
    assert offer_of(first)
    gone = delete(first)
    assert personal(gone) == [None] * len(waiting_data.PERSON)
    assert (gone.state, gone.destroyed_at) == ("left", NOW)
    assert offer_of(second) and sound()
    assert delete(gone).destroyed_at == NOW
    assert db.session.query(AccessEntry).filter_by(action="waiting.deleted").count() == 1


def test_who_left_is_deleted_too(desk: Desk) -> None:
    made = join(1)
    leave(made)
    assert delete(made).name is None


def test_with_the_booking_goes_the_entry_it_came_of(desk: Desk, full: list[Reservation]) -> None:
    made = join(1)
    cancel(full[0])
    offer = offer_of(made)
    assert offer is not None
    booked = accept(made, offer.token)
    with pytest.raises(errors.NotAllowedNow):
        delete(made)
    db.session.rollback()
    assert entry(1).name
    with transaction():
        row = db.session.get_one(Reservation, booked.id)
        service.delete_own_data(row, actor=CITIZEN, now=row.slot.ends_at)
    assert personal(entry(1)) == [None] * len(waiting_data.PERSON)
    assert states() == ["served"] and sound()


def test_deleting_on_the_page(
    sqlite_app: Flask, full: list[Reservation], citizen: Citizen, at: Callable[[str], datetime]
) -> None:
    at("2026-11-23T12:00")
    citizen.get(f"/waiting?field=law&date={DAY}")
    person = somebody(1)
    page = citizen.submit("/waiting", {"name": person.name, "phone": person.phone or "", "consent": "y"})
    page = citizen.get(page.url + "/delete")
    assert "신청을 취소하고" in page.text
    assert len(line.list_open()) == 1, "asking deletes nothing"
    page = citizen.submit("", {})
    assert "정보를 모두 지웠습니다" in page.text
    assert line.list_open() == []
    [gone] = db.session.query(WaitingEntry)
    assert personal(gone) == [None] * len(waiting_data.PERSON)
    assert citizen.get(f"/waiting/{gone.token}").status == 403
