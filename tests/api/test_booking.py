"""A whole booking by a program: hold, extend, give up, reserve, find again, move, cancel."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from booking.audit.models import AccessEntry
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations.models import Reservation
from booking.settings import service as settings
from tests.api.conftest import DAY, PERSON, Program, problem

At = Callable[[str], datetime]
KEY = "7f0c1d5e-2f7c-4a53-9d3b-6f4f4a1a2b3c"


def states() -> list[str]:
    return list(db.session.scalars(select(Reservation.state).order_by(Reservation.id)))


def test_from_a_time_to_a_booking(program: Program) -> None:
    slot = program.slot()
    held = program.call("POST", "/holds", {"slot": slot})
    assert held.status_code == 201 and held.json["state"] == "held" and held.json["slot"] == slot
    assert held.json["starts_at"] == "2026-12-21T10:00:00+09:00"
    assert held.json["expires_at"] == "2026-11-23T12:10:00+09:00"
    assert program.get(f"/slots/{slot}").json["state"] == "held"
    body = {**PERSON, "hold": held.json["hold"], "email": "hong@example.com"}
    done = program.call("POST", "/reservations", body, bearer=held.json["secret"])
    assert done.status_code == 201
    booked = done.json["reservation"]
    assert (booked["state"], booked["field"], booked["phone"]) == ("reserved", "law", "010-1234-5678")
    assert booked["may_move"] and booked["may_cancel"] and booked["move_until"] == "2026-12-18T17:00:00+09:00"
    assert program.get(f"/slots/{slot}").json["state"] == "full"
    shown = program.get(f"/reservations/{booked['reference']}", bearer=done.json["access"]["access_token"])
    assert shown.json == booked
    [row] = db.session.scalars(select(Reservation))
    assert (row.via, row.consent_version) == ("api", program.get("/consent").json["version"])
    assert db.session.scalars(select(Notice.kind)).all() == ["confirmed", "confirmed"]
    [entry] = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "reservation.reserved"))
    assert (entry.role, entry.address, entry.account_id) == ("citizen", "192.0.2.7", None)


def test_the_database_keeps_no_secret(program: Program) -> None:
    hold, secret = program.hold()
    [row] = db.session.scalars(select(Reservation))
    assert row.token == hold and secret not in str(row.holder) and row.holder != secret


def test_confirming_again_gives_the_first_booking(program: Program) -> None:
    hold, secret = program.hold()
    body = {**PERSON, "hold": hold}
    first, second = (program.call("POST", "/reservations", body, bearer=secret) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json["reservation"] == second.json["reservation"]
    assert program.get(f"/holds/{hold}", bearer=secret).json["reference"] == first.json["reservation"]["reference"]
    assert states() == ["reserved"]


def test_all_that_is_wrong_is_said_at_once_as_the_form_does(program: Program) -> None:
    hold, secret = program.hold()
    body = {"hold": hold, "name": " ", "phone": "12", "email": "x", "question": "901231-1234567", "consent": ""}
    answer = program.call("POST", "/reservations", body, bearer=secret)
    assert problem(answer) == (400, "field_missing", "name")
    assert answer.json["detail"] == "이름을 입력해 주세요."
    assert [(one["code"], one["field"]) for one in answer.json["errors"]] == [
        ("field_missing", "name"), ("phone_invalid", "phone"), ("email_invalid", "email"),
        ("identity_number", "question"), ("consent_missing", "consent"),
    ]  # fmt: skip
    assert states() == ["held"]


def test_somebody_books_for_another_person(program: Program) -> None:
    hold, secret = program.hold()
    wish = {**PERSON, "hold": hold, "who": "proxy", "person_phone": "1"}
    wrong = program.call("POST", "/reservations", wish, bearer=secret)
    assert [(one["code"], one["field"]) for one in wrong.json["errors"]] == [
        ("field_missing", "person_name"), ("phone_invalid", "person_phone"),
    ]  # fmt: skip
    wish |= {"person_name": "홍판서", "person_phone": "055-123-4567"}
    booked = program.call("POST", "/reservations", wish, bearer=secret).json["reservation"]
    assert (booked["name"], booked["phone"]) == ("홍판서", "055-123-4567")
    assert booked["proxy"] == {"name": "홍길동", "phone": "010-1234-5678", "email": None}
    found = program.call("POST", "/reservations/lookup", {"reference": booked["reference"], "phone": "010-1234-5678"})
    assert found.status_code == 200


def test_who_comes_counts_only_where_somebody_else_books(program: Program) -> None:
    hold, secret = program.hold()
    wish = {**PERSON, "hold": hold, "person_name": "홍판서", "person_phone": "1"}
    booked = program.call("POST", "/reservations", wish, bearer=secret).json["reservation"]
    assert (booked["name"], booked["proxy"]) == ("홍길동", None)


def test_an_old_privacy_notice_is_not_enough(program: Program) -> None:
    hold, secret = program.hold()
    answer = program.call("POST", "/reservations", {**PERSON, "hold": hold, "consent": "2019-01"}, bearer=secret)
    assert problem(answer) == (409, "consent_outdated", "consent")
    assert answer.json["parameters"] == {"version": program.get("/consent").json["version"]}


def test_a_taken_time_is_a_conflict_and_an_unknown_one_is_not_there(program: Program) -> None:
    program.hold()
    assert problem(program.call("POST", "/holds", {"slot": program.slot()})) == (409, "slot_held", None)
    assert problem(program.call("POST", "/holds", {"slot": "nosuch"})) == (404, "slot_unknown", None)
    taken = program.call("POST", "/holds", {"slot": program.slot()})
    assert [slot["slot"] for slot in taken.json["nearest"]] == [program.slot(nth=1)]
    assert taken.json["nearest"][0] == program.get(f"/slots/{program.slot(nth=1)}").json
    assert taken.json["waiting_url"].endswith("/waiting?field=law&date=2026-12-21")
    too_early = program.call("POST", "/holds", {"slot": program.slot(day="2027-01-20")})
    assert too_early.json["waiting_url"] is None
    assert problem(too_early) == (409, "not_open_yet", "slot")
    assert too_early.json["parameters"] == {"opens_at": "2026-12-21T09:00:00+09:00"}


def test_one_person_books_once_a_day_in_a_field(program: Program) -> None:
    program.book()
    hold, secret = program.hold(program.slot(nth=1))
    answer = program.call("POST", "/reservations", {**PERSON, "hold": hold}, bearer=secret)
    assert problem(answer) == (409, "already_reserved", "name")


def test_a_hold_is_extended_and_lapses(program: Program, at: At) -> None:
    hold, secret = program.hold()
    at("2026-11-23T12:09")
    more = program.call("POST", f"/holds/{hold}/extend", bearer=secret)
    assert (more.json["expires_at"], more.json["extensions_left"]) == ("2026-11-23T12:19:00+09:00", 9)
    at("2026-11-23T12:20")
    program.hold()  # somebody else, who takes the lapsed seat
    assert program.get(f"/holds/{hold}", bearer=secret).json["state"] == "expired"
    for path, body in ((f"/holds/{hold}/extend", None), ("/reservations", {**PERSON, "hold": hold})):
        assert problem(program.call("POST", path, body, bearer=secret)) == (410, "hold_gone", None)


def test_no_more_extensions_than_the_setting_says(program: Program, now: datetime, actor: object) -> None:
    with transaction():
        settings.put("reservations.hold_extensions", "0", actor=actor, now=now)
    hold, secret = program.hold()
    assert problem(program.call("POST", f"/holds/{hold}/extend", bearer=secret)) == (409, "no_more_extensions", None)


def test_a_hold_that_is_given_up_is_free_for_others(program: Program) -> None:
    hold, secret = program.hold()
    for _ in range(2):
        answer = program.call("DELETE", f"/holds/{hold}", bearer=secret)
        assert (answer.status_code, answer.data) == (204, b"")
    assert program.get(f"/slots/{program.slot()}").json["state"] == "free"
    program.hold()


def test_a_booking_is_no_hold_to_give_up(program: Program) -> None:
    hold, secret = program.hold()
    program.call("POST", "/reservations", {**PERSON, "hold": hold}, bearer=secret)
    assert problem(program.call("DELETE", f"/holds/{hold}", bearer=secret)) == (409, "not_allowed_now", None)
    assert states() == ["reserved"]


def test_a_booking_is_found_moved_and_cancelled(program: Program) -> None:
    reference, _ = program.book()
    found = program.call("POST", "/reservations/lookup", {"reference": reference.lower(), "phone": "01012345678"})
    assert found.status_code == 200 and found.json["token_type"] == "Bearer"
    token = found.json["access_token"]
    other = program.slot(nth=1)
    moved = program.call("POST", f"/reservations/{reference}/move", {"slot": other}, bearer=token)
    assert (moved.status_code, moved.json["slot"], moved.json["reference"]) == (200, other, reference)
    taxes = program.call(
        "POST", f"/reservations/{reference}/move", {"slot": program.slot("national-tax")}, bearer=token
    )
    assert problem(taxes) == (409, "other_desk", None)
    for _ in range(2):
        answer = program.call("POST", f"/reservations/{reference}/cancel", bearer=token)
        assert (answer.status_code, answer.json["state"], answer.json["may_move"]) == (200, "cancelled", False)
    again = program.call("POST", f"/reservations/{reference}/move", {"slot": other}, bearer=token)
    assert problem(again) == (409, "not_allowed_now", None)


def test_a_failed_move_changes_nothing(program: Program) -> None:
    reference, token = program.book()
    program.book(program.slot(nth=1), name="김철수")
    answer = program.call("POST", f"/reservations/{reference}/move", {"slot": program.slot(nth=1)}, bearer=token)
    assert problem(answer) == (409, "slot_taken", None)
    assert program.get(f"/reservations/{reference}", bearer=token).json["slot"] == program.slot()


def test_wrong_guesses_tell_nothing_and_lock(program: Program) -> None:
    reference, _ = program.book()
    unknown = program.call("POST", "/reservations/lookup", {"reference": "R7K3-9MXW", "phone": "010-1234-5678"})
    for _ in range(5):
        wrong = program.call("POST", "/reservations/lookup", {"reference": reference, "phone": "010-9999-9999"})
        assert problem(wrong) == problem(unknown) == (403, "reservation_unknown", "reference")
        assert wrong.json == unknown.json
    right = program.call("POST", "/reservations/lookup", {"reference": reference, "phone": "010-1234-5678"})
    assert problem(right) == (429, "locked", "reference")


@pytest.mark.parametrize(
    ("body", "met"),
    [
        ({"reference": " ", "phone": "010-1234-5678"}, (400, "field_missing", "reference")),
        ({"reference": "x" * 41, "phone": "010-1234-5678"}, (400, "too_long", "reference")),
        ({"reference": "R7K3-9MXW", "phone": "1"}, (400, "phone_invalid", "phone")),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field(
    sqlite_app: Flask, program: Program, body: dict[str, str], met: tuple[int, str, str]
) -> None:
    assert problem(program.call("POST", "/reservations/lookup", body)) == met


def test_a_closed_day_displaces_and_the_program_hears_why(program: Program, now: datetime, actor: object) -> None:
    from booking.calendar import service as calendar
    from booking.recheck import recheck

    reference, token = program.book()
    with transaction():
        calendar.add_holiday(datetime.fromisoformat(DAY).date(), "임시공휴일", reason="의결", actor=actor, now=now)
        recheck(now, actor)
    shown = program.get(f"/reservations/{reference}", bearer=token).json
    assert (shown["state"], shown["may_move"], shown["may_cancel"]) == ("displaced", True, True)
    assert shown["closed_text"] == "공휴일(임시공휴일)이어서 쉽니다."
    day = program.get(f"/days/{DAY}").json
    assert (day["state"], day["reason"], day["closed_text"]) == ("closed", None, shown["closed_text"])
