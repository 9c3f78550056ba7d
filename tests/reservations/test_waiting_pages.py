"""The pages of the waiting list, for citizens and for staff."""

from collections.abc import Callable
from datetime import datetime

import pytest
from click.testing import Result
from flask import Flask

from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import Reservation, WaitingEntry, WaitingEvent
from booking.reservations.queries import waiting as line
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NOW, Desk, a_person
from tests.reservations.line import join, leave, somebody
from tests.support.pages import Citizen, Page
from tests.support.work import Worker, entries

TYPED = {"name": "홍길동", "phone": "010 1234 5678", "email": "", "consent": "y"}


@pytest.fixture(autouse=True)
def today(at: Callable[[str], datetime]) -> None:
    at("2026-11-23T12:00")


@pytest.fixture
def full(sqlite_app: Flask, desk: Desk) -> list[Reservation]:
    slots = [desk.slot("law", nth, day) for day in (desk.day, desk.next_day) for nth in (0, 1)]
    return [desk.book(slot, a_person("나나나", f"010-3333-{number:04}")) for number, slot in enumerate(slots)]


def stand_in_line(citizen: Citizen, **values: str) -> Page:
    citizen.get(f"/waiting?field=law&date={DAY}")
    return citizen.submit("/waiting", {**TYPED, **values})


def free(row: Reservation) -> None:
    with transaction():
        service.cancel(row, actor=CITIZEN, now=NOW)


def test_from_joining_to_the_booking(citizen: Citizen, full: list[Reservation]) -> None:
    join(1)
    page = citizen.get(f"/waiting?field=law&date={DAY}")
    filled = page.filled("/waiting")
    assert (filled["desks"], filled["first"], filled["last"]) == ("law", str(DAY), str(DAY))
    page = stand_in_line(citizen)
    assert (page.redirects, page.heading) == ([303], "빈자리를 기다리고 있습니다")
    assert "생활법률: 앞에 1분" in page.text
    free(full[0])  # to who stood before
    free(full[1])
    page = citizen.get(page.url)
    assert page.heading == "빈자리가 났습니다" and "오전 10시 30분" in page.text
    assert "2026. 11. 23.(월) 오후 2시까지 답해 주세요" in page.text
    page = citizen.submit("/accept", {})
    assert (page.redirects, page.heading) == ([303], "예약이 완료되었습니다")


def test_nothing_typed_is_lost_and_each_field_says_what_is_wrong(citizen: Citizen, full: list[Reservation]) -> None:
    page = stand_in_line(citizen, name="홍길동", phone="12", consent="")
    assert page.status == 400 and page.filled("/waiting")["name"] == "홍길동"
    assert "전화번호를 지역번호부터" in page.text and "동의해 주셔야" in page.text
    page = citizen.submit("/waiting", {**TYPED, "first": "2026-12-21", "last": "2026-12-01"})
    assert page.status == 400 and "마지막 날은 첫날과" in page.text
    page = citizen.submit("/waiting", {**TYPED, "last": "내일"})
    assert page.status == 400 and "날짜를 다시 골라" in page.text
    assert db.session.query(WaitingEntry).count() == 0


def test_no_field_chosen_is_said_at_the_field(citizen: Citizen, full: list[Reservation]) -> None:
    citizen.get("/waiting")
    page = citizen.submit("/waiting", TYPED)
    assert page.status == 400 and "기다리시는 분야나 업무를" in str(page.soup.select("#desks .field__error"))
    needed = [str(one.parent.get_text()) for one in page.soup.select(".field__need") if "필수" in one.text]
    assert [one.split("(")[0].strip() for one in needed][:1] == ["기다리시는 상담 분야"] and len(needed) == 6


def test_the_same_form_twice_is_one_entry_and_a_second_form_is_told(citizen: Citizen, full: list[Reservation]) -> None:
    page = citizen.get("/waiting?field=law")
    values = {**page.filled("/waiting"), **TYPED}
    answers = [citizen.client.post("/waiting", data=values) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    citizen.get("/waiting?field=law")
    page = citizen.submit("/waiting", TYPED)
    assert page.status == 409 and "이미 신청하신 분야" in page.text


def test_an_offer_whose_time_is_over_says_so_and_goes_to_the_next(
    citizen: Citizen, full: list[Reservation], at: Callable[[str], datetime]
) -> None:
    stand_in_line(citizen)
    join(2)
    free(full[0])
    [mine] = [one for one in line.list_open() if one.holder != "browser 2"]
    page = citizen.get(f"/waiting/{mine.token}")
    at("2026-11-23T14:00")
    page = citizen.submit("/accept", {})
    assert page.status == 410 and "답하실 수 있는 시간이 지났거나" in page.text
    assert "순서는 그대로입니다" in page.text and page.heading == "빈자리를 기다리고 있습니다"
    assert [one.state for one in line.list_open()] == ["waiting", "offered"]


def test_declining_and_leaving(citizen: Citizen, full: list[Reservation]) -> None:
    stand_in_line(citizen)
    free(full[0])
    [mine] = line.list_open()
    citizen.get(f"/waiting/{mine.token}")
    page = citizen.submit("/decline", {})
    assert "순서는 그대로입니다" in page.text and page.heading == "빈자리를 기다리고 있습니다"
    assert "맨 뒤에 서게" in citizen.get(f"/waiting/{mine.token}/leave").text and line.list_open()
    page = citizen.submit("/leave", {})
    assert page.heading == "취소한 신청입니다"


def test_the_page_is_its_browsers_or_of_who_knows_the_telephone(
    sqlite_app: Flask, citizen: Citizen, full: list[Reservation]
) -> None:
    made = join(1)
    assert citizen.get(f"/waiting/{made.token}").status == 403
    citizen.get("/waiting/find")
    page = citizen.submit("/waiting/find", {"reference": made.reference, "phone": "010-9999-9999"})
    assert page.status == 403 and "신청번호와 전화번호가 맞는 신청이 없습니다" in page.text
    page = citizen.submit("/waiting/find", {"reference": made.shown_reference, "phone": somebody(1).phone or ""})
    assert page.heading == "빈자리를 기다리고 있습니다"


def test_a_get_never_answers_an_offer(citizen: Citizen, full: list[Reservation]) -> None:
    stand_in_line(citizen)
    free(full[0])
    [mine] = line.list_open()
    for way, status in (("accept", 405), ("decline", 405), ("leave", 200)):
        assert citizen.client.get(f"/waiting/{mine.token}/{way}").status_code == status


@pytest.fixture
def clerk(sqlite_app: Flask) -> Worker:
    return Worker(sqlite_app)


def test_the_desk_sees_the_line_masked_and_answers_for_a_caller(clerk: Worker, full: list[Reservation]) -> None:
    token = clerk.get("/staff/waiting/new").filled("/staff/waiting/new")["token"]
    typed = {"via": "telephone", "desks": "law", "name": "김지선", "phone": "055-749-1234", "consent": "y"}
    made = clerk.post("/staff/waiting/new", token=token, **typed)
    page = clerk.get(made.url)
    assert "신청을 받았습니다" in page.text and "김○선" in page.text and "749-1234" not in page.text
    assert "055-749-1234" in clerk.post(f"{made.url}/reveal", status=200).text
    [entry] = line.list_open()
    assert [one.person for one in entries("waiting.revealed")] == [entry.person_key]
    free(full[0])
    page = clerk.get("/staff/waiting")
    assert "안내함" in page.text and "김○선" in page.text
    assert "빈자리 안내 중" in clerk.get(f"/staff/roster/{DAY}").text
    offer = clerk.get(made.url).filled("/accept")["offer"]
    booked = clerk.post(f"{made.url}/accept", offer=offer)
    assert "김지선" in clerk.get(booked.url).text
    assert "앞질러 예약한 분이 없습니다" in clerk.get("/staff/waiting-order").text


def test_the_desk_is_told_what_is_wrong_and_loses_nothing(clerk: Worker, full: list[Reservation]) -> None:
    page = clerk.post("/staff/waiting/new", status=400, via="telephone", name="김지선", phone="12")
    assert page.filled("/staff/waiting/new")["name"] == "김지선"
    assert "분야를 골라 주세요" in page.text and "동의를 받은 뒤" in page.text


@pytest.mark.parametrize("token", ["", "x" * 60, "가" * 22])
def test_a_name_that_is_none_of_ours_becomes_no_address(clerk: Worker, full: list[Reservation], token: str) -> None:
    typed = {"via": "telephone", "desks": "law", "name": "김지선", "phone": "055-749-1234", "consent": "y"}
    clerk.get("/staff/waiting/new")
    clerk.post("/staff/waiting/new", token=token, **typed)
    [entry] = line.list_open()
    assert len(entry.token) == 22 and entry.token != token


def test_the_desk_takes_somebody_out(clerk: Worker, full: list[Reservation]) -> None:
    made = join(1)
    clerk.get(f"/staff/waiting/{made.reference}")
    clerk.post(f"/staff/waiting/{made.reference}/remove", reason="본인 요청")
    assert line.list_open() == []
    assert entries("waiting.left")[0].reason == "본인 요청"


def test_the_command_says_whether_the_order_was_kept(
    sqlite_app: Flask, full: list[Reservation], command: Callable[..., Result]
) -> None:
    join(1), join(2)
    free(full[0])
    assert "nobody was overtaken" in command("waiting", "verify").output
    with transaction():
        db.session.query(WaitingEvent).filter_by(number=1).delete()
    assert command("waiting", "verify", exit_code=1)


STRANGE = "AAAA2222"


@pytest.mark.parametrize("step", ["reveal", "accept", "decline", "remove"])
def test_an_unknown_entry_is_said_to_the_desk(clerk: Worker, full: list[Reservation], step: str) -> None:
    page = clerk.post(f"/staff/waiting/{STRANGE}/{step}", status=404, offer="x")
    assert "그런 신청번호가 없습니다" in page.text
    assert page.soup.find("a", string="빈자리 알림 목록")
    assert "그런 신청번호가 없습니다" in clerk.get(f"/staff/waiting/{STRANGE}", status=404).text


def test_an_answer_that_comes_too_late_leads_the_desk_back_to_the_entry(
    sqlite_app: Flask, full: list[Reservation], at: Callable[[str], datetime]
) -> None:
    made, later = join(1), join(2)
    free(full[0])
    offer = line.list_offers()[made.id].token
    at("2026-11-23T14:00")
    clerk = Worker(sqlite_app)
    page = clerk.post(f"/staff/waiting/{made.reference}/accept", status=410, offer=offer)
    assert "답할 시간이 지났거나" in page.text
    back = [(link.text, link["href"]) for link in page.soup.select("main .actions a")]
    assert ("신청으로 돌아가기", f"/staff/waiting/{made.reference}") in back
    assert [line.find_offer(one) is not None for one in (made, later)] == [False, True]


def test_accepting_for_a_paused_caller_asks_for_a_reason(clerk: Worker, full: list[Reservation]) -> None:
    made = join(1)
    free(full[0])
    missed = full[1].id
    with transaction():
        settings.put("reservations.no_show_limit", "1", actor=CLERK, now=NOW)
        row = db.session.get_one(Reservation, missed)
        row.state, row.seat, row.open_key, row.phone_index = "no_show", None, None, made.phone_index
    accept = f"/staff/waiting/{made.reference}/accept"
    offer = clerk.get(f"/staff/waiting/{made.reference}").filled("/accept")["offer"]
    page = clerk.post(accept, status=409, offer=offer)
    assert "미방문이 1번이어서" in str(page.soup.select("#override_reason-error"))
    assert page.filled("/accept")["offer"] == offer
    booked = clerk.post(accept, offer=offer, override_reason="사정이 있어 받음")
    assert "나가영" in clerk.get(booked.url).text
    assert [one.reason for one in entries("waiting.accepted")] == ["사정이 있어 받음"]
    assert line.list_open() == []


@pytest.mark.parametrize("text", ["나나영", "010-2222-0015", "0015", "{reference}"])
def test_the_desk_finds_a_caller_in_line(clerk: Worker, full: list[Reservation], text: str) -> None:
    join(1), join(2)
    made = join(15)
    assert made.name == "나나영"
    text = text.format(reference=made.shown_reference)
    for page in (
        clerk.post("/staff/waiting", status=200, q=text),
        clerk.post(f"/staff/roster/{DAY}", status=200, q=text),
    ):
        shown = [a["href"] for a in page.soup.select(".desk-found .desk-others a") if "/waiting/" in a["href"]]
        assert shown == [f"/staff/waiting/{made.reference}"]
        assert "나○영" in page.text
    assert [one.person for one in entries("waiting.searched")] == [made.person_key]
    assert made.person_key in [one.person for one in entries("roster.searched")]


def test_who_left_is_found_by_the_whole_telephone(clerk: Worker, full: list[Reservation]) -> None:
    made = join(1)
    leave(made)
    assert made.reference in clerk.post("/staff/waiting", status=200, q="010 2222 0001").html
    page = clerk.post("/staff/waiting", status=200, q="0001")
    assert made.reference not in page.html and "찾으시는 신청이 없습니다" in page.text
    assert clerk.post("/staff/waiting", q=" ").url == "/staff/waiting"
    assert "60자까지" in clerk.post("/staff/waiting", status=400, q="가" * 61).text


def test_a_caller_may_be_written_to_in_another_language(clerk: Worker, full: list[Reservation]) -> None:
    token = clerk.get("/staff/waiting/new").filled("/staff/waiting/new")["token"]
    typed = {"via": "telephone", "desks": "law", "name": "John", "phone": "010-2222-9999", "consent": "y"}
    clerk.post("/staff/waiting/new", token=token, language="en", email="john@city.example", **typed)
    [entry] = line.list_open()
    assert (entry.language, entry.email) == ("en", "john@city.example")


def links_to_the_line(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.soup.select("main a[href^='/waiting?'], main a[href='/waiting']")]


def test_each_full_field_leads_into_its_line(citizen: Citizen, full: list[Reservation]) -> None:
    law = f"/waiting?field=law&date={DAY}"
    assert links_to_the_line(citizen.get(f"/consultations/{DAY}")) == [law]  # the other field has places
    assert links_to_the_line(citizen.get(f"/consultations/{DAY}?field=law")) == [law]
    assert links_to_the_line(citizen.get(f"/consultations/{DAY}?field=national-tax")) == []
    assert "/waiting?field=law" in links_to_the_line(citizen.get("/"))


def test_a_full_day_says_when_the_next_opens_and_leads_into_the_line(
    citizen: Citizen, desk: Desk, sqlite_app: Flask
) -> None:
    for number, (key, nth) in enumerate([("law", 0), ("law", 1), *[("national-tax", nth) for nth in (0, 0, 1, 1)]]):
        desk.book(desk.slot(key, nth), a_person("나나나", f"010-3333-{number:04}"))
    for path in ("/consultations", "/"):
        assert f"/waiting?date={DAY}" in links_to_the_line(citizen.get(path))
    assert "다음 상담일 2027. 1. 20.(수)" in citizen.get("/consultations").soup.select_one("main .card").get_text()


def test_a_time_that_is_gone_leads_into_the_line_of_its_day(citizen: Citizen, full: list[Reservation]) -> None:
    citizen.get(f"/consultations/{DAY}")
    page = citizen.submit("/holds", {"slot": full[0].slot.token})
    assert page.status == 409 and links_to_the_line(page) == [f"/waiting?field=law&date={DAY}"]
