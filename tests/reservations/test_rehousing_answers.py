"""What people answer when their day was closed: every answer, and what comes of silence."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.audit.rules import Actor
from booking.calendar.models import OfficeDay
from booking.db import db, transaction
from booking.guide.models import Door
from booking.notices.queries import list_about
from booking.reservations import jobs, queries, service
from booking.reservations.errors import AlreadyReserved, ReplacementOver, SlotTaken
from booking.reservations.messages import bookings as messages
from booking.reservations.models import Reservation
from booking.reservations.queries import rehousing
from booking.reservations.service.telling import subject_of
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.reservations.line import join, sound, states
from tests.reservations.turned_out import accept, close, fresh, hear, held, kept, kinds, lost, people, reopen


def test_accepting_keeps_the_reference_and_takes_the_held_seat(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    hold = kept(row)
    token, slot = hold.token, hold.slot_id
    for _ in range(3):
        assert accept(row, token).reference == row.reference
    now_is = fresh(row)
    assert (now_is.state, now_is.slot_id, now_is.seat, now_is.moved_at) == ("reserved", slot, 1, NOW)
    assert now_is.open_key and now_is.expert is not None
    assert db.session.get_one(Reservation, hold.id).state == "expired"
    assert (lost(row).answer, lost(row).answered_by) == ("accepted", "citizen")
    assert kinds(row) == ["displaced", "moved"]
    with transaction():
        service.forget_expired(NOW + timedelta(days=2))
    assert accept(row, token, NOW + timedelta(days=2)).state == "reserved", "a thousand presses later"


def test_only_the_place_that_was_shown_is_accepted(desk: Desk) -> None:
    mine, other = desk.book(desk.slot("law", 0)), desk.book(desk.slot("law", 1), a_person("이순신", "010-1111-2222"))
    close(DAY)
    for token in ("", "nothing", kept(other).token):
        with pytest.raises(ReplacementOver):
            accept(mine, token)
    assert fresh(mine).state == "displaced"


def test_accepting_is_refused_where_the_person_booked_that_day_meanwhile(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    token = kept(row).token
    desk.book(desk.slot("law", 1, desk.next_day))
    with pytest.raises(AlreadyReserved):
        accept(row, token)
    assert kept(row).token == token


def test_another_time_gives_the_held_seat_back_only_when_it_is_sure(desk: Desk) -> None:
    row, taken = desk.book(desk.slot("law", 0)), desk.slot("law", 1, desk.next_day)
    desk.book(taken, a_person("이순신", "010-1111-2222"))
    close(DAY)
    with pytest.raises(SlotTaken), transaction():
        service.move(row, taken.token, actor=CITIZEN, now=NOW)
    held_slot = kept(row).slot_id
    third = db.session.get_one(Reservation, row.id)
    with transaction():
        cancelled = db.session.scalars(select(Reservation).where(Reservation.slot_id == taken.id)).first()
        assert cancelled is not None
        service.cancel(cancelled, actor=CITIZEN, now=NOW)
    with transaction():
        service.move(third, taken.token, actor=CLERK, now=NOW)
    assert (fresh(row).slot_id, held(row), lost(row).answer, lost(row).answered_by) == (
        taken.id, None, "chosen", "staff",
    )  # fmt: skip
    assert queries.free_seats(desk.next_day.slots, NOW)[held_slot] == 1


def test_choosing_just_the_held_time_is_to_accept_it(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    with transaction():
        service.move(row, kept(row).slot.token, actor=CITIZEN, now=NOW)
    assert (fresh(row).state, lost(row).answer) == ("reserved", "accepted")


def test_who_cancels_gives_the_held_seat_to_the_line(desk: Desk, full: list[Reservation]) -> None:
    with transaction():
        service.cancel(full[2], actor=CITIZEN, now=NOW)
    close(DAY)
    join(1)
    assert states() == ["waiting"]
    with transaction():
        service.cancel(full[0], actor=CITIZEN, now=NOW)
    assert (held(full[0]), lost(full[0]).answer) == (None, "cancelled")
    assert held(full[1]) is not None, "the next of the displaced goes before the line"
    assert states() == ["waiting"] and sound()


def test_silence_gives_the_place_on_and_the_person_is_told_and_kept(desk: Desk, full: list[Reservation]) -> None:
    with transaction():
        service.cancel(full[2], actor=CITIZEN, now=NOW)
    close(DAY)
    join(1)
    until = kept(full[0]).expires_at
    assert until is not None
    jobs.expire_holds(until - timedelta(seconds=1))
    assert held(full[0]) is not None
    jobs.expire_holds(until)
    assert (fresh(full[0]).state, held(full[0]), lost(full[0]).lapses) == ("displaced", None, 1)
    assert held(full[1]) is not None and kinds(full[0]) == ["displaced", "replacement_over"]
    jobs.expire_holds(until + timedelta(days=9))
    assert states() == ["offered"], "nobody who was turned out waits any more, so the line is next"
    jobs.rehouse(until + timedelta(days=10))
    assert held(full[0]) is None and kinds(full[0]) == ["displaced", "replacement_over"], "asked once"
    assert lost(full[0]).open_for == full[0].id, "and still not settled"


def test_a_late_answer_counts_while_nobody_else_has_the_seat(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    hold = kept(row)
    assert hold.expires_at is not None
    assert accept(row, hold.token, hold.expires_at + timedelta(minutes=1)).state == "reserved"


def test_an_answer_after_the_place_passed_on_is_refused(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    hold = kept(row)
    token, until = hold.token, hold.expires_at
    assert until is not None
    jobs.expire_holds(until)
    with pytest.raises(ReplacementOver):
        accept(row, token, until)


def test_a_reopened_day_takes_everybody_back_who_has_not_chosen(desk: Desk) -> None:
    rows = [desk.book(desk.slot("national-tax", 0), person) for person in people(2)]
    rows.append(desk.book(desk.slot("law", 0), a_person("이순신", "010-1111-2222")))
    close(DAY)
    accept(rows[1], kept(rows[1]).token)
    hear()
    reopen(DAY)
    assert [fresh(row).slot.day.date for row in rows] == [DAY, NEXT, DAY]
    assert [fresh(row).state for row in rows] == ["reserved"] * 3 and not held(rows[0])
    assert [lost(row).answer for row in rows] == ["returned", "accepted", "returned"]
    assert [kinds(row)[1:] for row in rows] == [["taken_back"], ["moved"], ["taken_back"]], "nobody is told twice"
    reopen(DAY)
    assert [kinds(row)[1:] for row in rows] == [["taken_back"], ["moved"], ["taken_back"]]


@pytest.mark.parametrize(
    ("language", "doors"),
    [("ko", "대한법률구조공단 132\n마을변호사 055-749-5114"), ("en", "Legal Aid 132\n마을변호사 055-749-5114")],
)
def test_whom_nothing_is_held_for_is_told_the_other_doors_of_the_field(
    desk: Desk, full: list[Reservation], language: str, doors: str
) -> None:
    with transaction():
        for key, name, name_en, phone, fields in (
            ("aid", "대한법률구조공단", "Legal Aid", "132", "law"),
            ("village", "마을변호사", "", "055-749-5114", ""),
            ("web", "인터넷 상담", "", "", "law"),
            ("tax", "국세상담센터", "", "126", "national-tax"),
        ):
            door = Door(key=key, name=name, name_en=name_en, phone=phone, field_keys=fields, url="https://x.example")
            db.session.add(door)
        for row in full:
            row.language = language
        service.cancel(full[2], actor=CITIZEN, now=NOW)
    close(DAY)
    hold = kept(full[0])
    assert hold.expires_at is not None
    assert "doors" not in told("displaced", full[0]), "another time is held"
    values = told("displaced", full[1])
    assert values["doors"] == doors and values["no_place"], "and a place is kept as soon as there is one"
    jobs.expire_holds(hold.expires_at)
    assert told("replacement_over", full[0])["doors"] == doors
    assert told("replacement", full[1])["doors"] == ""


def told(kind: str, row: Reservation) -> dict[str, str]:
    message = messages.load(kind, f"reservation:{row.reference}", NOW)
    assert message is not None
    return message.values


def test_a_time_that_is_held_no_longer_is_not_offered_by_a_late_message(desk: Desk, full: list[Reservation]) -> None:
    close(DAY)
    with transaction():
        service.cancel(full[2], actor=CITIZEN, now=NOW + timedelta(minutes=1))
    subject, until = f"reservation:{full[0].reference}", kept(full[0]).expires_at
    assert until is not None and kinds(full[0]) == ["displaced", "replacement"]
    assert messages.load("replacement", subject, NOW + timedelta(hours=1)) is not None
    jobs.expire_holds(until)
    assert messages.load("replacement", subject, until) is None
    assert messages.load("replacement_over", subject, until) is not None


def test_who_accepted_and_is_turned_out_again_gets_the_next_one(desk: Desk, open_day: Callable[..., OfficeDay]) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    accept(row, kept(row).token)
    third = open_day(date(2027, 2, 22))
    close(NEXT, NOW + timedelta(days=1))
    assert kept(row).slot.day.date == third.date
    assert [one.answer for one in rehousing.list_of(row.id)] == ["accepted", None]


def test_messages_tell_the_time_that_is_held_and_until_when(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    subject = f"reservation:{row.reference}"
    message = messages.load("displaced", subject, NOW)
    assert message is not None
    assert (message.values["date"], message.values["new_date"]) == ("2026. 12. 21.(월)", "2027. 1. 20.(수)")
    assert (message.values["new_time"], message.values["until"]) == ("오전 10시", "2026. 11. 26.(목) 오후 5시")
    assert message.values["reason"] == "전기 공사"
    jobs.expire_holds(wall(date(2026, 11, 26), 17))
    over = messages.load("replacement_over", subject, NOW)
    assert over is not None and over.due == wall(date(2026, 11, 26), 17)
    assert (over.values["new_date"], over.values["reason"]) == (
        "2027. 1. 20.(수)",
        "기간 안에 답을 받지 못했습니다.",
    )
    with transaction():
        service.cancel(row, actor=CITIZEN, now=NOW)
    assert messages.load("replacement_over", subject, NOW) is None


@pytest.mark.parametrize("answer", ["accepted", "moved", "cancelled"])
@pytest.mark.parametrize("actor", [CITIZEN, CLERK], ids=["online", "on the telephone"])
def test_whom_only_a_call_reaches_is_not_called_about_the_own_answer(
    sqlite_app: Flask, desk: Desk, answer: str, actor: Actor
) -> None:
    row = desk.book(desk.slot("law", 0), a_person(phone="055-749-5114"))
    close(DAY)
    if answer == "accepted":
        accept(row, kept(row).token, actor=actor)
    elif answer == "moved":
        with transaction():
            service.move(row, desk.slot("law", 1, desk.next_day).token, actor=actor, now=NOW)
    else:
        with transaction():
            service.cancel(row, actor=actor, now=NOW)
    notices = list_about(subject_of(row))
    told = next(one for one in notices if one.kind == ("cancelled" if answer == "cancelled" else "moved"))
    assert (told.channel, told.state) == ("call", "dropped")
    assert told.last_answer == ("통화하며 정했습니다." if actor is CLERK else "예약하신 분이 직접 하셨습니다.")


def test_a_time_that_staff_change_by_themselves_is_called_about(sqlite_app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0), a_person(phone="055-749-5114"))
    with transaction():
        service.cancel(row, actor=CLERK, now=NOW)
    (told,) = [one for one in list_about(subject_of(row)) if one.kind == "cancelled"]
    assert (told.channel, told.state) == ("call", "planned")


def test_who_cancels_is_told_no_reason_of_the_day_unless_staff_gave_the_booking_up(
    sqlite_app: Flask, desk: Desk
) -> None:
    rows = [desk.book(desk.slot("law", nth), a_person("이순신", f"010-1111-000{nth}")) for nth in (0, 1)]
    close(DAY)
    reasons = []
    for row, actor in zip(rows, (CITIZEN, CLERK), strict=True):
        with transaction():
            service.cancel(row, actor=actor, now=NOW)
        message = messages.load("cancelled", subject_of(row), NOW)
        assert message is not None
        reasons.append(message.values["reason"])
    assert reasons[0] == "" and "전기 공사" in reasons[1]
