"""Waiting for somebody else (대리 신청): who is the person, who is told, who finds it again, what becomes of it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.db import EncryptedText, db, transaction
from booking.notices.models import Notice
from booking.reservations import errors, jobs
from booking.reservations.messages import waiting as messages
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import waiting as line
from booking.reservations.queries.waiting_search import search_line
from booking.reservations.rules.people import Person, make_person
from booking.reservations.rules.waiting import Wish
from booking.reservations.service import waiting, waiting_data, waiting_finding, waiting_telling
from booking.reservations.service.consent import Later
from booking.reservations.service.telling import recipients_of
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person
from tests.reservations.line import LAW, accept, cancel, entry, join, offer_of, sound, states

DAUGHTER = {"name": "홍딸", "phone": "010-2222-3333", "email": "daughter@example.kr"}
FATHER = "055-123-4567"
OTHER = "010-9999-8888"


def a_father(person_phone: str = "", **filling: str) -> Person:
    """A daughter waits for her father."""
    return make_person(**{**DAUGHTER, **filling}, who="proxy", person_name="홍아버지", person_phone=person_phone)


def wait(person_phone: str = FATHER, **more: Any) -> WaitingEntry:
    return join(1, person=a_father(person_phone), **more)


def correct(row: WaitingEntry, phone: str = FATHER, said: bool | None = None, **proxy: str) -> WaitingEntry:
    given = {"proxy_phone": DAUGHTER["phone"], "proxy_email": DAUGHTER["email"], **proxy}
    with transaction():
        return waiting_data.correct(row, phone, "", **given, consent=Later(said), actor=CITIZEN, now=NOW)


def finds(row: WaitingEntry, phone: str) -> bool:
    with transaction():
        by_digits = waiting_finding.open_link(row.reference, phone[-4:], actor=CITIZEN, now=NOW)
        by_phone = waiting_finding.look_up(row.reference, phone, actor=CITIZEN, now=NOW)
        assert by_digits is by_phone
        return by_phone is not None


def told(kind: str) -> list[tuple[str, str]]:
    found = db.session.scalars(select(Notice).where(Notice.kind == kind))
    return sorted((one.role, one.channel) for one in found)


def test_the_table_holds_both_and_the_database_wants_one_telephone(desk: Desk, full: list[Reservation]) -> None:
    row = wait("")
    assert (row.name, row.phone, row.email, row.phone_index) == ("홍아버지", None, None, None)
    assert (row.proxy_name, row.proxy_phone, row.proxy_email) == ("홍딸", "+821022223333", DAUGHTER["email"])
    stored = db.session.execute(db.text("SELECT proxy_name, proxy_phone, proxy_email FROM waiting_entry")).one()
    assert not {"홍딸", "+821022223333", DAUGHTER["email"]} & set(stored)
    with pytest.raises(IntegrityError, match="person"), transaction():
        row.proxy_phone = None


def test_one_place_is_about_the_person(desk: Desk, full: list[Reservation]) -> None:
    wait()
    join(2, person=a_person(DAUGHTER["name"], DAUGHTER["phone"]))
    with pytest.raises(errors.AlreadyWaiting) as caught:
        join(3, person=a_father(FATHER, name="홍아들", phone="010-5555-6666"))
    assert caught.value.field == "person_name"
    with pytest.raises(errors.AlreadyWaiting) as caught:
        join(4, person=a_person("홍아버지", FATHER))
    assert caught.value.field == "name"


def test_the_limit_counts_whom_somebody_waits_for(desk: Desk, full: list[Reservation]) -> None:
    with transaction():
        settings.put("waiting.per_phone", "1", actor=CLERK, now=NOW)
    wait()
    for person, field in (
        (a_person("김다른", DAUGHTER["phone"]), "phone"),
        (a_person("김다른", FATHER), "phone"),
        (make_person("김다른", OTHER, who="proxy", person_name="김남", person_phone=FATHER), "person_phone"),
        (make_person("홍딸", DAUGHTER["phone"], who="proxy", person_name="홍어머니"), "phone"),
    ):
        with pytest.raises(errors.TooManyWaits) as caught:
            join(2, person=person)
        assert caught.value.field == field
        db.session.rollback()


def test_sent_again_it_is_the_first_entry(desk: Desk, full: list[Reservation]) -> None:
    first = wait(token="a" * 22, holder="browser")
    assert wait(token="a" * 22, holder="browser").id == first.id
    other = join(person=a_father(FATHER, phone=OTHER), token="a" * 22, holder="browser", wish=_survey())
    assert other.id != first.id


def _survey() -> Wish:
    return Wish(frozenset({"survey"}), LAW.first, None)


@pytest.mark.parametrize("phone", [FATHER, DAUGHTER["phone"]])
def test_either_telephone_finds_it_again(desk: Desk, full: list[Reservation], phone: str) -> None:
    row = wait()
    assert finds(row, phone) and not finds(row, OTHER)


@pytest.mark.parametrize("text", ["홍딸", "아버지", "2222-3333", "4567", "010 2222 3333", FATHER])
def test_staff_find_it_by_either_name_and_telephone(
    sqlite_app: Flask, desk: Desk, full: list[Reservation], text: str
) -> None:
    join(2, person=a_person("김다른", "010-7777-8888"))
    row = wait()
    assert search_line(text) == [row]


PROXY = [("proxy", "email"), ("proxy", "sms")]


@pytest.mark.parametrize(
    ("person_phone", "roles"),
    [
        ("", PROXY),
        (DAUGHTER["phone"], PROXY),
        ("010-4444-5555", [("person", "sms"), *PROXY]),
        (FATHER, [("person", "call"), *PROXY]),
    ],
)
def test_both_are_told_and_nobody_twice(
    desk: Desk, full: list[Reservation], person_phone: str, roles: list[tuple[str, str]]
) -> None:
    row = wait(person_phone)
    cancel(full[0])
    assert told("offer") == roles
    message = messages.load("offer", f"waiting:{row.reference}", NOW)
    assert message is not None and set(message.recipients) == {role for role, _ in roles}
    assert message.values["name"] == "홍아버지"


def test_the_end_of_the_line_is_told_to_both(desk: Desk, full: list[Reservation]) -> None:
    with transaction():
        settings.put("waiting.lapses", "1", actor=CLERK, now=NOW)
    wait("010-4444-5555")
    cancel(full[0])
    jobs.expire_holds(NOW + timedelta(hours=3))
    assert states() == ["ended"]
    assert told("line_left") == [("person", "sms"), *PROXY]


def test_a_time_in_line_that_runs_out_is_told_to_both(sqlite_app: Flask, desk: Desk, full: list[Reservation]) -> None:
    wait("010-4444-5555")
    with transaction():
        waiting.end_past(NOW + timedelta(days=400))
    assert told("line_ended") == [("person", "sms"), *PROXY]


def test_a_landline_beside_a_mobile_is_no_call(desk: Desk, full: list[Reservation]) -> None:
    """Who waits for the person is told at once, so the time to answer is that of a text message, and lapsing counts."""
    row = wait()
    cancel(full[0])
    offer = offer_of(row)
    assert offer is not None and offer.expires_at == NOW + timedelta(hours=2)
    assert not waiting_telling.is_called(entry(row.id))
    jobs.expire_holds(NOW + timedelta(hours=3))
    assert entry(row.id).lapses == 1


def test_only_landlines_are_called(desk: Desk, full: list[Reservation]) -> None:
    row = join(person=a_father(FATHER, phone="055-222-3333", email=""))
    assert waiting_telling.is_called(row)


def test_accepting_carries_all_into_the_booking(desk: Desk, full: list[Reservation]) -> None:
    row = wait(consent_optional="filled")
    cancel(full[0])
    offer = offer_of(row)
    assert offer is not None
    booked = accept(row, offer.token)
    same = ("name", "phone", "email", "phone_index", "proxy_name", "proxy_phone", "proxy_email", "proxy_phone_index")
    assert booked.proxy_name == "홍딸"
    for name in (*same, "person_key", "consent_optional"):
        assert getattr(booked, name) == getattr(row, name), name
    assert recipients_of(booked) == recipients_of(entry(row.id))


def personal(row: WaitingEntry) -> dict[str, Any]:
    columns = WaitingEntry.__table__.columns
    names = [one.key for one in columns if isinstance(one.type, EncryptedText) or one.key.endswith("phone_index")]
    assert len(names) == 8
    return {name: getattr(row, name) for name in names if getattr(row, name) is not None}


def test_all_of_both_is_deleted_on_their_wish(desk: Desk, full: list[Reservation]) -> None:
    row = wait()
    with transaction():
        waiting_data.delete(row, actor=CITIZEN, now=NOW)
    assert personal(entry(row.id)) == {}


def test_all_of_both_is_destroyed_in_time(desk: Desk, full: list[Reservation]) -> None:
    row = wait()
    with transaction():
        waiting.end_past(NOW + timedelta(days=400))
    jobs.destroy_past_due(NOW + timedelta(days=800))
    assert personal(entry(row.id)) == {} and entry(row.id).destroyed_at is not None


def test_whatever_finds_the_place_follows_either_telephone(desk: Desk, full: list[Reservation]) -> None:
    row = wait()
    correct(row, "010-4444-5555", proxy_phone=OTHER)
    assert finds(entry(1), OTHER) and finds(entry(1), "010-4444-5555")
    assert not finds(entry(1), DAUGHTER["phone"]) and not finds(entry(1), FATHER)
    cancel(full[0])
    assert told("offer") == [("person", "sms"), *PROXY] and sound()


def test_the_person_may_lose_a_telephone_and_the_proxy_may_not(desk: Desk, full: list[Reservation]) -> None:
    row = correct(wait(), "")
    assert (row.phone, row.phone_index) == (None, None)
    assert row.person_key == line.get_by_key(row.id).person_key and finds(row, DAUGHTER["phone"])
    with pytest.raises(errors.FieldMissing) as caught:
        correct(row, FATHER, proxy_phone="")
    assert caught.value.field == "proxy_phone"


def test_a_correction_that_makes_it_somebody_in_line_is_refused(desk: Desk, full: list[Reservation]) -> None:
    wait("")
    join(2, person=a_person("홍아버지", OTHER))
    with pytest.raises(errors.AlreadyWaiting) as caught:
        correct(entry(1), "", proxy_phone=OTHER)
    assert caught.value.field == "proxy_phone"
    db.session.rollback()
    with pytest.raises(errors.AlreadyWaiting) as caught:
        correct(entry(1), OTHER)
    assert caught.value.field == "phone"


def test_a_correction_is_no_way_around_the_limit(desk: Desk, full: list[Reservation]) -> None:
    with transaction():
        settings.put("waiting.per_phone", "1", actor=CLERK, now=NOW)
    wait()
    join(2, person=a_person("김다른", OTHER))
    with pytest.raises(errors.TooManyWaits) as caught:
        correct(entry(1), FATHER, proxy_phone=OTHER)
    assert caught.value.field == "proxy_phone"
    db.session.rollback()
    assert correct(entry(1), DAUGHTER["phone"]).phone == entry(1).proxy_phone  # it counts for this place already


def test_the_persons_telephone_needs_the_consent_that_was_refused(desk: Desk, full: list[Reservation]) -> None:
    wait("", consent_optional="no")
    with pytest.raises(errors.OptionalMissing):
        correct(entry(1), FATHER)
    db.session.rollback()
    assert correct(entry(1), FATHER, said=True).consent_optional == "yes"
