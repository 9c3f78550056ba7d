"""The call list, the ledger and the demo's outbox, as staff meet them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.audit.models import AccessEntry
from booking.db import db, transaction
from booking.notices import jobs, queries, service
from booking.notices.channels import TransportError
from booking.notices.channels.console import Console
from booking.notices.models import Notice
from booking.notices.rules import Message, Recipient
from tests.notices.conftest import HONG, NOW, SUBJECT, VALUES, VISIT, Desk, Provider
from tests.support.pages import Citizen
from tests.support.people import log_in, make_account

At = Callable[[datetime | str], datetime]
Row = Callable[[str], Notice]

LANDLINE = Recipient("person", "+82557495114", None)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clerk(sqlite_app: Flask, at: At) -> Citizen:
    """A clerk at a browser that distrusts pages, on the morning on which the reminder is due."""
    at(NOW)
    make_account("clerk@city.example")
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    clerk = Citizen(sqlite_app)
    assert log_in(clerk.client, "clerk@city.example").status_code == 303
    return clerk


def call(desk: Desk, recipient: Recipient = LANDLINE, *, name: str = "홍길동") -> None:
    desk.message = Message({"person": recipient}, {**VALUES, "name": name}, person="a person key")
    desk.plan(recipient)


def test_who_has_a_landline_stands_on_the_list_masked(clerk: Citizen, desk: Desk) -> None:
    call(desk)
    page = clerk.get("/staff/calls")
    assert page.heading == "전화 안내"
    assert "전화할 분 1명" in page.text and "R7K3-9MXW" in page.text
    assert "홍○동" in page.text and "055-****-5114" in page.text
    assert "홍길동" not in page.html and "749" not in page.soup.main.get_text()
    assert "2026. 12. 21.(월) 오전 10시" in page.text
    assert not db.session.query(AccessEntry).filter_by(action="notice.revealed").all()


def test_the_number_is_shown_once_and_that_is_logged(clerk: Citizen, desk: Desk, row: Row) -> None:
    call(desk)
    key = row("call").provider_key
    clerk.get("/staff/calls")
    page = clerk.submit(f"/staff/calls/{key}/reveal")
    assert "홍길동" in page.text and "055-749-5114" in page.text
    assert "[진주시] 홍길동님, 예약하신 생활법률 상담을 안내해 드립니다." in page.text
    (entry,) = db.session.query(AccessEntry).filter_by(action="notice.revealed")
    assert (entry.subject, entry.person, entry.account_name) == (SUBJECT, "a person key", "clerk@city.example")
    assert "홍길동" not in clerk.get("/staff/calls").html


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("told", "sent"), ("not_needed", "dropped"), ("wrong_number", "failed"), ("given_up", "failed")],
)
def test_a_call_is_settled(clerk: Citizen, desk: Desk, row: Row, outcome: str, state: str) -> None:
    call(desk)
    key = row("call").provider_key
    clerk.get("/staff/calls")
    page = clerk.submit(f"/staff/calls/{key}/outcome", {"outcome": outcome})
    assert page.redirects == [303] and "지금 전화할 분이 없습니다." in page.text
    notice = row("call")
    assert (notice.state, notice.outcome, notice.settled_by) == (state, outcome, "clerk@city.example")
    assert notice.settled_at == NOW and (notice.sent_at == NOW) == (state == "sent")
    (entry,) = db.session.query(AccessEntry).filter_by(action="notice.settled")
    assert entry.subject == SUBJECT and entry.role == "staff"


def test_nobody_answered_so_the_call_stays(clerk: Citizen, desk: Desk, row: Row) -> None:
    call(desk)
    clerk.get("/staff/calls")
    page = clerk.submit(f"/staff/calls/{row('call').provider_key}/outcome", {"outcome": "no_answer"})
    assert "전화 1번, 받지 않음 (다시 걸기)" in page.text
    assert row("call").state == "planned"


def test_an_outcome_has_to_be_chosen(clerk: Citizen, desk: Desk, row: Row) -> None:
    call(desk)
    path = f"/staff/calls/{row('call').provider_key}/outcome"
    clerk.get("/staff/calls")
    for values in ({"outcome": ""}, {"outcome": "married"}):
        page = clerk.submit(path, also=values)
        assert page.status == 400 and "통화 결과를 골라 주세요." in page.text
    assert row("call").state == "planned"


def test_a_colleague_was_quicker(clerk: Citizen, desk: Desk, row: Row) -> None:
    call(desk)
    key = row("call").provider_key
    for status in (303, 409, 409):
        assert clerk.client.post(f"/staff/calls/{key}/outcome", data={"outcome": "told"}).status_code == status


def test_a_text_message_on_its_way_cannot_be_settled(clerk: Citizen, desk: Desk, row: Row) -> None:
    call(desk, HONG)
    key = row("sms").provider_key
    assert clerk.client.post(f"/staff/calls/{key}/outcome", data={"outcome": "told"}).status_code == 409


@pytest.mark.parametrize("step", ["reveal", "outcome"])
def test_there_is_no_such_call(clerk: Citizen, desk: Desk, step: str) -> None:
    for data in ({"outcome": "told"}, {}):
        assert clerk.client.post(f"/staff/calls/nothing/{step}", data=data).status_code == 404


def test_the_list_says_what_had_been_tried(clerk: Citizen, desk: Desk) -> None:
    call(desk, Recipient("person", HONG.phone, None))
    jobs.deliver(NOW, {"sms": Provider(TransportError("3018 no such number", permanent=True)), "email": Provider()})
    assert "문자: 3018 no such number" in clerk.get("/staff/calls").text


def test_the_most_pressing_comes_first_and_later_ones_are_counted(clerk: Citizen, desk: Desk) -> None:
    desk.message = Message({"person": LANDLINE}, VALUES)
    desk.plan(LANDLINE, subject="reservation:AAAAAAAA", useful_until=None)
    desk.plan(LANDLINE, subject="reservation:BBBBBBBB", useful_until=VISIT)
    desk.plan(LANDLINE, subject="reservation:CCCCCCCC", useful_until=NOW + MINUTE)
    desk.plan(LANDLINE, subject="reservation:DDDDDDDD", due=NOW + MINUTE)
    text = clerk.get("/staff/calls").text
    assert text.index("CCCC-CCCC") < text.index("BBBB-BBBB") < text.index("AAAA-AAAA")
    assert "DDDD-DDDD" not in text and "나중에 전화할 분이 1명 더 있습니다" in text


def test_a_call_that_nobody_wants_any_more_is_not_shown(clerk: Citizen, desk: Desk) -> None:
    call(desk)
    desk.message = None
    assert "지금 전화할 분이 없습니다." in clerk.get("/staff/calls").text


def test_a_broken_booking_does_not_hide_the_others(clerk: Citizen, desk: Desk) -> None:
    call(desk)
    desk.plan(LANDLINE, kind="moved", subject="reservation:BBBBBBBB")

    def broken(_subject: str, _now: datetime) -> Message | None:
        raise RuntimeError

    service.register("moved", broken)
    text = clerk.get("/staff/calls").text
    assert "R7K3-9MXW" in text and "BBBB-BBBB" not in text


def test_who_was_not_told_in_time_is_seen_until_a_clerk_has_seen_to_it(
    clerk: Citizen, desk: Desk, at: At, row: Row
) -> None:
    call(desk, Recipient("person", HONG.phone, None))
    jobs.deliver(VISIT, {"sms": Provider(), "email": Provider()})
    at(VISIT)
    assert log_in(clerk.client, "clerk@city.example").status_code == 303
    page = clerk.get("/staff/calls")
    assert "때를 놓쳐 알리지 못한 안내" in page.text and "알리지 못한 분 1명" in page.text
    clerk.submit(f"/staff/calls/{row('sms').provider_key}/outcome", {"outcome": "told"})
    assert "때를 놓쳐" not in clerk.get("/staff/calls").text
    assert (row("sms").state, row("sms").outcome) == ("missed", "told")


def test_the_ledger_shows_a_day_and_names_nobody(clerk: Citizen, desk: Desk) -> None:
    call(desk, HONG)
    desk.plan(LANDLINE, subject="reservation:BBBBBBBB")
    jobs.deliver(NOW, {"sms": Provider("2000 OK"), "email": Provider(TransportError("451 later"))})
    page = clerk.get("/staff/notices")
    assert page.heading == "안내 내역"
    assert "2026. 12. 18.(금) 안내 3건" in page.text
    for words in (
        "R7K3-9MXW",
        "방문 예정 안내",
        "2000 OK",
        "451 later",
        "다시 보낼 때",
        "걸 전화",
        "아직 나가지 않은 안내가 1건",
    ):
        assert words in page.text, words
    assert "홍" not in page.soup.main.get_text()
    page = clerk.submit("/staff/notices", {"state": "sent"})
    assert "안내 1건" in page.text and "2000 OK" in page.text and "451" not in page.text
    assert "안내가 없습니다." in clerk.get("/staff/notices?day=2026-12-17").text


def test_the_ledger_has_pages(clerk: Citizen, desk: Desk) -> None:
    desk.message = None
    for number in range(51):
        desk.plan(LANDLINE, subject=f"reservation:{number:08d}")
    page = clerk.get("/staff/notices")
    assert "안내 51건" in page.text and "0000-0050" not in page.text
    assert "0000-0050" in clerk.get("/staff/notices?page=2").text


@pytest.mark.parametrize("query", ["day=2026-13-01", "day=1066-10-14", "day=9999-12-31", "state=lost"])
def test_a_ledger_that_is_not_understood(clerk: Citizen, query: str) -> None:
    page = clerk.get(f"/staff/notices?{query}")
    assert page.status == 400 and "입력한 내용을 확인해 주세요" in page.text


@pytest.mark.parametrize("page", ["0", "x", "-1", "1000000", "²", ""])
def test_a_page_that_there_is_not(clerk: Citizen, page: str) -> None:
    assert clerk.get(f"/staff/notices?page={page}").status == 404


def test_the_outbox_shows_what_the_demo_kept(clerk: Citizen, desk: Desk) -> None:
    assert "아직 보낸 안내가 없습니다." in clerk.get("/staff/outbox").text
    call(desk, HONG)
    jobs.deliver(NOW)
    page = clerk.get("/staff/outbox")
    assert "010-1234-5678" in page.text and "hong@example.org" in page.text
    assert "[진주시] 방문 예정 안내" in page.text


def test_there_is_no_outbox_where_messages_go_out(clerk: Citizen, sqlite_app: Flask) -> None:
    sqlite_app.config |= {"BOOKING_MODE": "production", "MAIL_URL": "smtp://relay.example", "SMS_URL": "agent:"}
    assert clerk.client.get("/staff/outbox").status_code == 404


@pytest.mark.parametrize("path", ["/staff/calls", "/staff/notices", "/staff/outbox", "/staff/jobs"])
def test_only_staff_see_these_pages(client: FlaskClient, sqlite_app: Flask, path: str) -> None:
    assert client.get(path).status_code == 303
    make_account("expert@city.example", "expert")
    log_in(client, "expert@city.example")
    assert client.get(path).status_code == 403


def test_console_prints_nothing_twice(sqlite_app: Flask, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.plan(Recipient("person", HONG.phone, None))
    jobs.deliver(NOW, {"sms": Console("sms"), "email": Console("email")})
    jobs.deliver(NOW + MINUTE, {"sms": Console("sms"), "email": Console("email")})
    assert capsys.readouterr().out.count("홍길동님") == 1
    with transaction():
        assert queries.count_backlog(NOW) == (0, None)
