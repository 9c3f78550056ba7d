"""What reached nobody is seen first, sent again by hand, and what was agreed on the telephone is kept and destroyed."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.audit.models import AccessEntry
from booking.db import db
from booking.notices import jobs, queries
from booking.notices.channels import TransportError
from booking.notices.models import Notice, NoticeAttempt
from booking.notices.rules import Message, Recipient
from tests.notices.conftest import HONG, NOW, SUBJECT, VALUES, VISIT, Desk, Provider
from tests.support.pages import Citizen
from tests.support.people import log_in, make_account

At = Callable[[datetime | str], datetime]
Row = Callable[[str], Notice]

LANDLINE = Recipient("person", "+82557495114", None)
MOBILE_ONLY = Recipient("person", HONG.phone, None)
MINUTE = timedelta(minutes=1)
BOUNCE = TransportError("550 no such number", permanent=True)


@pytest.fixture
def clerk(sqlite_app: Flask, at: At) -> Citizen:
    at(NOW)
    make_account("clerk@city.example")
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    clerk = Citizen(sqlite_app)
    assert log_in(clerk.client, "clerk@city.example").status_code == 303
    return clerk


def run(now: datetime, *answers: Exception | str) -> Provider:
    way = Provider(*answers)
    jobs.deliver(now, {"sms": way, "email": Provider(), "alimtalk": Provider()})
    return way


def rows(channel: str = "sms") -> list[Notice]:
    db.session.rollback()
    return list(db.session.query(Notice).filter_by(channel=channel).order_by(Notice.id))


def notes() -> list[str | None]:
    db.session.rollback()
    return [one.note for one in queries.list_notes(SUBJECT)]


def again(clerk: Citizen, notice: Notice, number: object = 1, back: str = "") -> int:
    return clerk.client.post(
        f"/staff/notices/{notice.provider_key}/again", data={"number": str(number), "back": back}
    ).status_code


def test_what_reached_nobody_stands_on_top_of_its_day(clerk: Citizen, desk: Desk) -> None:
    desk.plan(MOBILE_ONLY, subject="reservation:AAAAAAAA", due=NOW - MINUTE)
    desk.plan(MOBILE_ONLY, subject="reservation:BBBBBBBB", due=NOW)
    desk.message = Message({"person": MOBILE_ONLY}, VALUES)
    run(NOW, "2000 OK", BOUNCE)
    text = clerk.get("/staff/notices").text
    assert "보내지 못했거나 때를 놓친 안내가 1건 있습니다. 맨 위에" in text
    assert text.index("BBBB-BBBB") < text.index("AAAA-AAAA")


def test_every_try_stands_in_the_ledger(clerk: Citizen, desk: Desk) -> None:
    desk.plan(MOBILE_ONLY)
    run(NOW, TransportError("451 later"))
    run(NOW + 2 * MINUTE, "2000 OK")
    page = clerk.get("/staff/notices")
    for words in ("2번", "다시 보내기로 함 451 later", "보냄 2000 OK"):
        assert words in page.text, words
    assert "홍" not in page.soup.main.get_text()


def test_a_notice_is_sent_again_once_however_often_it_is_pressed(clerk: Citizen, desk: Desk, at: At) -> None:
    desk.plan(MOBILE_ONLY)
    run(NOW, BOUNCE)
    clerk.get("/staff/notices")
    (failed,) = rows()
    page = clerk.submit(f"/staff/notices/{failed.provider_key}/again")
    assert page.redirects == [303] and "다시 보내기로 했습니다." in page.text
    assert again(clerk, failed) == 303
    first, second = rows()
    assert (first.state, second.state) == ("failed", "planned")
    assert second.dedup == first.dedup + "|1" and second.provider_key != first.provider_key
    way = run(NOW + MINUTE)
    assert [letter.key for letter in way.letters] == [second.provider_key]
    (entry,) = db.session.query(AccessEntry).filter_by(action="notice.sent_again")
    assert (entry.subject, entry.account_name) == (SUBJECT, "clerk@city.example")


def test_a_second_time_is_a_third_message(clerk: Citizen, desk: Desk) -> None:
    desk.plan(MOBILE_ONLY)
    run(NOW)
    assert again(clerk, rows()[0]) == 303
    run(NOW + MINUTE)
    assert again(clerk, rows()[0], 2) == 303
    assert [row.dedup.count("|") for row in rows()] == [4, 5, 5]
    run(NOW + 2 * MINUTE)
    assert again(clerk, rows()[0], 99) == 303, "a number that nobody showed is the next one"
    assert [row.dedup[-2:] for row in rows()[1:]] == ["|1", "|2", "|3"]


def test_while_one_is_on_its_way_no_other_is_sent_and_it_is_not_late(clerk: Citizen, desk: Desk, at: At) -> None:
    desk.plan(MOBILE_ONLY)
    run(NOW)
    later = NOW + 20 * MINUTE
    at(later)
    assert log_in(clerk.client, "clerk@city.example").status_code == 303
    assert again(clerk, rows()[0]) == 303
    page = clerk.get("/staff/notices")
    assert page.text.count("다시 보냄") == 1 and "다시 보내기</button>" not in page.html
    assert "오전 10시 20분" in page.text and queries.count_backlog(later)[1] == later
    assert queries.count_overdue(later - MINUTE, later) == (0, 0)
    assert again(clerk, rows()[0], 2) == 303 and len(rows()) == 2


def test_only_what_left_the_house_counts_as_sent(clerk: Citizen, desk: Desk) -> None:
    desk.plan(MOBILE_ONLY)
    desk.message = None
    run(NOW)
    (dropped,) = rows()
    (line,) = clerk.get("/staff/notices").soup.select("tbody tr")
    assert dropped.state == "dropped" and "시도 1번" in line.get_text()


def test_what_fails_again_is_called_again(clerk: Citizen, desk: Desk) -> None:
    desk.plan(MOBILE_ONLY)
    run(NOW, BOUNCE)
    (call,) = rows("call")
    clerk.client.post(f"/staff/calls/{call.provider_key}/outcome", data={"outcome": "given_up"})
    assert queries.list_calls(NOW) == []
    again(clerk, rows()[0])
    run(NOW + MINUTE, BOUNCE)
    assert [row.state for row in rows("call")] == ["failed", "planned"]


@pytest.mark.parametrize(
    ("kind", "channel", "state"),
    [("reminder", "sms", "planned"), ("code", "sms", "sent"), ("reminder", "call", "sent")],
)
def test_what_cannot_be_sent_by_hand(clerk: Citizen, desk: Desk, kind: str, channel: str, state: str) -> None:
    desk.plan(MOBILE_ONLY if channel == "sms" else LANDLINE, kind=kind)
    if state == "sent" and channel == "sms":
        run(NOW)
    assert again(clerk, rows(channel)[0]) == 409
    assert "다시 보내기</button>" not in clerk.get("/staff/notices").html
    assert clerk.client.post("/staff/notices/nothing/again").status_code == 404


def test_what_is_of_no_use_any_more_is_not_sent_again(clerk: Citizen, desk: Desk, at: At) -> None:
    desk.plan(MOBILE_ONLY)
    run(NOW, BOUNCE)
    at(VISIT)
    assert log_in(clerk.client, "clerk@city.example").status_code == 303
    assert again(clerk, rows()[0]) == 409


def test_what_was_agreed_is_kept_encrypted_and_shown_to_who_reveals(clerk: Citizen, desk: Desk, row: Row) -> None:
    desk.message = Message({"person": LANDLINE}, VALUES, person="a person key")
    desk.plan(LANDLINE)
    key = row("call").provider_key
    clerk.get("/staff/calls")
    page = clerk.submit(f"/staff/calls/{key}/outcome", {"outcome": "no_answer", "note": "  따님이 받음,\t다시 걸기 "})
    assert "따님" not in page.html, "what a clerk notes is masked like a name"
    assert notes() == ["따님이 받음, 다시 걸기"] and "통화하며 적은 내용 1건" in page.text
    assert "따님이 받음, 다시 걸기" in clerk.submit(f"/staff/calls/{key}/reveal").html
    clerk.submit(f"/staff/calls/{key}/outcome", {"outcome": "told", "note": "21일 오후 2시로 옮기기로 함"})
    assert row("call").state == "sent"
    assert notes() == ["따님이 받음, 다시 걸기", "21일 오후 2시로 옮기기로 함"]
    raw = db.session.execute(db.text("SELECT note FROM notice_attempt")).scalars().all()
    assert len(raw) == 2 and not [one for one in raw if "따님" in one or "21일" in one]
    assert "통화하며 적은 내용 있음" in clerk.get("/staff/notices").text
    assert [one.outcome for one in db.session.query(NoticeAttempt)] == ["put_off", "sent"]


def test_a_note_left_empty_keeps_what_stands_there(clerk: Citizen, desk: Desk, row: Row) -> None:
    desk.plan(LANDLINE)
    key = row("call").provider_key
    for outcome, note in (("no_answer", "저녁에 다시"), ("told", "")):
        clerk.client.post(f"/staff/calls/{key}/outcome", data={"outcome": outcome, "note": note})
    assert (row("call").state, notes()) == ("sent", ["저녁에 다시"])


@pytest.mark.parametrize(
    ("note", "sentence"), [("주민번호 900101-1234567", "주민등록번호"), ("가" * 201, "200자까지 적어 주세요.")]
)
def test_a_note_that_is_refused_is_said_at_its_field_and_nothing_is_lost(
    clerk: Citizen, desk: Desk, row: Row, note: str, sentence: str
) -> None:
    desk.message = Message({"person": LANDLINE}, VALUES)
    desk.plan(LANDLINE)
    key = row("call").provider_key
    clerk.get("/staff/calls")
    page = clerk.submit(f"/staff/calls/{key}/outcome", {"outcome": "told"}, also={"note": note})
    assert page.status == 400 and sentence in page.text
    field = page.soup.find("input", {"name": "note"})
    assert field is not None and field["value"] == note and page.soup.find(id=field["aria-describedby"]) is not None
    assert page.soup.find("option", {"value": "told"}).has_attr("selected")
    assert (row("call").state, notes()) == ("planned", [])
