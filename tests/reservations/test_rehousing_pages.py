"""What the citizen reads and presses, and the staff's list of a closed day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking import links
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.db import db, transaction
from booking.guide import service as guide
from booking.reservations import jobs, service
from booking.reservations.models import Reservation
from booking.reservations.queries import rehousing
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person
from tests.support.pages import Citizen
from tests.support.work import Worker, entries

LIST = f"/staff/rehousing/consultation/{DAY}"


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


def close() -> None:
    with transaction():
        day = db.session.scalars(select(OfficeDay).where(OfficeDay.date == DAY)).one()
        calendar.close_day(day, closed_by="staff", reason="staff", text="전기 공사", actor=CLERK, now=NOW)
        service.rehouse(NOW, CLERK)


def fresh(row: Reservation) -> Reservation:
    db.session.rollback()
    return db.session.get_one(Reservation, row.id, populate_existing=True)


def enter(citizen: Citizen, row: Reservation) -> str:
    """By the signed link of the message, as KakaoTalk's own browser would; the address of the booking."""
    path = links.path("booking", row.reference or "")
    citizen.get(path)
    citizen.submit(path, {"digits": "5678"})
    return f"/reservations/{row.reference}"


def test_the_link_leads_to_what_is_held_and_one_tap_takes_it(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    row = desk.book(desk.slot("law", 0))
    close()
    shown = enter(citizen, row)
    page = citizen.get(shown)
    assert "사유: 전기 공사" in page.text and "2027. 1. 20.(수) 오전 10시" in page.text
    assert "2026. 11. 26.(목) 오후 5시까지" in page.text
    assert "대신 잡아 둔 시간" in citizen.get(f"{shown}/data").text
    citizen.get(shown)
    page = citizen.submit("/accept", {})
    assert page.heading == "예약 내용" and "2027. 1. 20.(수) 오전 10시" in page.text
    assert "새 시간으로 예약했습니다" in page.text and row.shown_reference in page.text
    assert fresh(row).state == "reserved"


def test_a_second_press_is_the_same_answer(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    row = desk.book(desk.slot("law", 0))
    close()
    shown = enter(citizen, row)
    form = citizen.get(shown).filled("/accept")
    for _ in range(2):
        assert citizen.client.post(f"{shown}/accept", data=form).status_code == 303
    assert citizen.client.post(f"{shown}/accept", data={**form, "replacement": "x"}).status_code == 410
    assert fresh(row).slot.day.date == NEXT


def test_too_late_the_page_says_how_it_stands(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object]
) -> None:
    row = desk.book(desk.slot("law", 0))
    close()
    shown = enter(citizen, row)
    citizen.get(shown)
    hold = rehousing.find_replacement(row.id)
    assert hold is not None and hold.expires_at is not None
    until = hold.expires_at
    jobs.expire_holds(until)
    at(until)
    page = citizen.submit("/accept", {})
    assert page.status == 410 and "기간이 지났거나" in page.text and "다른 분께 넘어갔습니다" in page.text
    assert not page.soup.select("form[action$='/accept']")


def test_the_held_time_can_be_seen_and_chosen_among_the_others(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    row = desk.book(desk.slot("law", 0))
    close()
    shown = enter(citizen, row)
    page = citizen.get(f"{shown}/move")
    assert "잡아 둔 시간" in page.text
    page = citizen.submit("/move", {"slot": desk.slot("law", 1, desk.next_day).token})
    assert "2027. 1. 20.(수) 오전 10시 30분" in page.text and rehousing.find_replacement(row.id) is None


def test_whom_nothing_can_be_held_for_reads_that_and_the_other_doors(
    sqlite_app: Flask, desk: Desk, full: list[Reservation], citizen: Citizen
) -> None:
    close()
    with transaction():
        db.session.get_one(Reservation, full[0].id).phone = "+821012345678"
        guide.add_door(guide.DoorValues("대한법률구조공단", phone="132", field_keys="law"), actor=CLERK, now=NOW)
    page = citizen.get(enter(citizen, full[0]))
    assert "지금은 대신 잡아 드릴 자리가 없습니다" in page.text and "132" in page.text
    assert "대신 잡아 둔 시간" not in page.text


def test_staff_see_who_has_answered_what_and_whom_to_call(app: Flask, desk: Desk) -> None:
    names = ("가가가", "나나나", "다다다", "라라라", "마마마")
    slots = [desk.slot("national-tax", nth) for nth in (0, 0, 1, 1)]
    rows = [desk.book(slot, a_person(name, f"010-6666-{nth:04}"))
            for nth, (slot, name) in enumerate(zip(slots, names, strict=False))]  # fmt: skip
    rows += [desk.book(desk.slot("law", 0), a_person("마마마", "055-749-5114"))]
    for nth in (0, 1):
        desk.book(desk.slot("law", nth, desk.next_day), a_person("이순신", f"010-8888-{nth:04}"))
    close()
    clerk = Worker(app)
    assert "답을 기다리는 분 4명" in clerk.get(LIST).text
    holds = {row.id: rehousing.find_replacement(row.id) for row in rows}
    assert holds[rows[0].id] and not holds[rows[4].id]
    clerk.post(
        f"/staff/reservations/{rows[0].reference}/accept",
        replacement=holds[rows[0].id].token,
        back=f"rehousing-consultation-{DAY}",
    )
    with transaction():
        service.cancel(rows[1], actor=CITIZEN, now=NOW)
    until = NOW + timedelta(days=9)
    jobs.expire_holds(until)
    page = clerk.get(LIST)
    for said in (
        "기한 안에 답하지 않으신 분 2명",
        "대신할 자리가 없는 분 1명",
        "3명께 전화해 주세요",
        "대신할 시간을 받으신 분 1명",
        "취소하신 분 1명",
        "전화로만 안내",
        "2027. 1. 20.(수) 오전 10시",
    ):
        assert said in page.text, said
    assert "010-6666-0002" not in page.text and "마마마" in page.text
    seen = {entry.person for entry in entries("rehousing.viewed")}
    assert seen == {fresh(row).person_key for row in rows}
    page = clerk.post(f"/staff/reservations/{rows[2].reference}/reveal", 200, back=f"rehousing-consultation-{DAY}")
    assert "010-6666-0002" in page.text


def test_the_list_is_led_to_from_the_day_the_overview_and_the_roster(app: Flask, desk: Desk) -> None:
    desk.book(desk.slot("law", 0))
    close()
    clerk = Worker(app)
    for path in (f"/staff/calendar/days/consultation/{DAY}", "/staff/calendar", f"/staff/roster/{NEXT}"):
        assert clerk.get(path).soup.select(f'a[href="{LIST}"]'), path


def test_staff_answer_for_who_calls_and_come_back_to_the_list(app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close()
    clerk, back = Worker(app), f"rehousing-consultation-{DAY}"
    hold = rehousing.find_replacement(row.id)
    assert hold is not None
    assert "이 시간으로 예약" in clerk.get(f"/staff/reservations/{row.reference}").text
    token = hold.token
    answer = clerk.post(f"/staff/reservations/{row.reference}/accept", replacement=token, back=back)
    assert answer.url.startswith(LIST)
    clerk.post(f"/staff/reservations/{row.reference}/accept", replacement=token, back=back)
    clerk.post(f"/staff/reservations/{row.reference}/accept", 410, replacement="another", back=back)
    assert fresh(row).state == "reserved"
    assert [entry.account_name for entry in entries("reservation.accepted")] == ["clerk@city.example"]


def test_cancelling_from_the_list_leads_back_to_it(app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close()
    clerk, back = Worker(app), f"rehousing-consultation-{DAY}"
    page = clerk.get(f"/staff/reservations/{row.reference}/cancel?back={back}")
    assert page.soup.select(f'main a[href^="{LIST}"]')
    assert clerk.post(f"/staff/reservations/{row.reference}/cancel", back=back, reason="").url.startswith(LIST)


def test_a_replacement_is_shown_on_the_roster_as_what_it_is(app: Flask, desk: Desk) -> None:
    desk.book(desk.slot("law", 0))
    close()
    assert "휴무로 옮길 분께 잡아 둠" in Worker(app).get(f"/staff/roster/{NEXT}").text


def test_days_to_answer_are_a_setting(app: Flask, desk: Desk) -> None:
    with transaction():
        settings.put("rehousing.answer_days", "1", actor=CLERK, now=NOW)
    row = desk.book(desk.slot("law", 0))
    close()
    hold = rehousing.find_replacement(row.id)
    assert hold is not None and hold.expires_at is not None
    assert hold.expires_at - NOW == timedelta(hours=29)


def test_the_call_says_by_when_to_answer_and_its_note_stands_in_the_list(sqlite_app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0), a_person(phone="055-749-5114"))
    close()
    clerk = Worker(sqlite_app)
    page = clerk.get("/staff/calls")
    (shown,) = [one for one in page.soup.select("tbody tr") if "휴무에 따른" in one.text]
    assert "2026. 11. 26.(목) 오후 5시" in shown.text
    call = shown["id"].removeprefix("c-")
    clerk.post(f"/staff/calls/{call}/outcome", outcome="no_answer", note="따님이 받음")
    assert "통화하며 적은 내용: 따님이 받음" in clerk.get(LIST).text
    assert "통화하며 적은 내용: 따님이 받음" in clerk.get(f"/staff/reservations/{row.reference}").text
