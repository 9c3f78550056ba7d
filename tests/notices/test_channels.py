"""Channels of the house: the table of the city's own sender, the console, none at all, and which is chosen."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.db import db, transaction
from booking.notices import channels, jobs, rules
from booking.notices.channels import Letter, console
from booking.notices.channels.agent import Agent
from booking.notices.channels.base import Absent
from booking.notices.channels.console import Console
from booking.notices.channels.smtp import Smtp
from booking.notices.models import AgentMessage, ConsoleMessage, Notice
from booking.notices.rules import Recipient
from tests.notices.conftest import HONG, NOW, VISIT, Desk, Provider

At = Callable[[datetime | str], datetime]

LONG = "홍길동님의 생활법률 상담이 예약되었습니다. " * 4


def test_the_agent_s_row_is_what_its_sender_needs(app: Flask) -> None:
    letter = Letter("akey", "+821012345678", "[진주시] 상담 예약 완료", LONG, VISIT)
    for _ in range(2):
        assert Agent().send(letter, NOW).answer == "발송기에 넘김 (LMS)"
    (message,) = db.session.query(AgentMessage)
    assert (message.msg_key, message.recipient, message.kind, message.status) == ("akey", "01012345678", "LMS", "ready")
    assert message.subject == letter.subject and message.body == LONG and message.callback.isdecimal()
    assert (message.useful_until, message.created_at) == (VISIT, NOW)


def test_a_short_text_is_an_sms_without_subject(app: Flask) -> None:
    assert Agent().send(Letter("akey", "+821012345678", "제목", "짧은 글"), NOW).answer == "발송기에 넘김 (SMS)"
    (message,) = db.session.query(AgentMessage)
    assert (message.kind, message.subject) == ("SMS", None)


def test_what_the_sender_could_not_send_ends_on_the_call_list(
    app: Flask, desk: Desk, at: At, ledger: Callable[[], dict[str, str]], row: Callable[[str], Notice]
) -> None:
    desk.plan(Recipient("person", HONG.phone, None))
    jobs.deliver(at(NOW), {"sms": Agent(), "email": Provider()})
    assert ledger() == {"sms": "sent"}
    _agent_says("failed", "3018 no such number 01012345678")
    ways = {"sms": Agent(), "email": Provider()}
    assert [jobs.deliver(at(NOW + timedelta(minutes=1)), ways) for _ in range(2)] == [1, 0]
    assert ledger() == {"sms": "failed", "call": "planned"}
    assert row("sms").last_answer == "3018 no such number …"


def test_a_message_whose_use_is_past_is_withdrawn_from_the_sender(
    app: Flask, desk: Desk, at: At, ledger: Callable[[], dict[str, str]]
) -> None:
    useful_until = NOW + timedelta(hours=1)
    desk.plan(Recipient("person", HONG.phone, None), useful_until=useful_until)
    jobs.deliver(at(NOW), {"sms": Agent(), "email": Provider()})
    jobs.deliver(at(useful_until - timedelta(seconds=1)), {"sms": Agent(), "email": Provider()})
    assert ledger() == {"sms": "sent"}
    jobs.deliver(at(useful_until), {"sms": Agent(), "email": Provider()})
    assert ledger() == {"sms": "missed"} and db.session.query(AgentMessage).count() == 0


@pytest.mark.parametrize("kind", ["displaced", "cancelled"])
def test_what_a_sender_that_stands_still_does_not_take_ends_on_the_call_list(
    app: Flask, desk: Desk, at: At, ledger: Callable[[], dict[str, str]], row: Callable[[str], Notice], kind: str
) -> None:
    desk.plan(Recipient("person", HONG.phone, None), kind=kind, useful_until=None)
    ways = {"sms": Agent(), "email": Provider()}
    jobs.deliver(at(NOW), ways)
    jobs.deliver(at(NOW + rules.PATIENCE - timedelta(seconds=5)), ways)
    assert ledger() == {"sms": "sent"}
    late = NOW + rules.PATIENCE + timedelta(seconds=5)
    assert [jobs.deliver(at(late), ways) for _ in range(2)] == [1, 0]
    assert ledger() == {"sms": "failed", "call": "planned"}
    assert row("sms").last_answer == "발송기가 가져가지 않음"
    assert db.session.query(AgentMessage).count() == 0


def test_what_a_sender_took_and_never_answered_for_ends_on_the_call_list(
    app: Flask, desk: Desk, at: At, ledger: Callable[[], dict[str, str]], row: Callable[[str], Notice]
) -> None:
    desk.plan(Recipient("person", HONG.phone, None), useful_until=None)
    jobs.deliver(at(NOW), {"sms": Agent(), "email": Provider()})
    with transaction():
        db.session.query(AgentMessage).one().status = "sending"
    assert jobs.purge_agent(NOW + timedelta(hours=23)) == 0
    assert ledger() == {"sms": "sent"}
    assert [jobs.purge_agent(NOW + timedelta(hours=25)) for _ in range(2)] == [1, 0]
    assert ledger() == {"sms": "failed", "call": "planned"}
    assert row("sms").last_answer == "발송기가 결과를 알리지 않음"
    assert db.session.query(AgentMessage).count() == 0


@pytest.mark.parametrize(
    ("status", "is_reported", "age", "left"),
    [
        ("sent", False, 25, 0),
        ("sent", False, 23, 1),
        ("failed", True, 25, 0),
        ("failed", False, 25, 1),
        ("ready", False, 25, 1),
        ("sending", False, 23, 1),
    ],
)
def test_texts_and_numbers_are_purged_once_they_are_sent(
    app: Flask, status: str, is_reported: bool, age: int, left: int
) -> None:
    Agent().send(Letter("akey", "+821012345678", "s", "b"), NOW - timedelta(hours=age))
    _agent_says(status, "result", is_reported=is_reported)
    assert jobs.purge_agent(NOW) == 1 - left
    assert db.session.query(AgentMessage).count() == left


def test_the_console_keeps_a_message_once_and_encrypted(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    letter = Letter("akey", "hong@example.org", "제목", "홍길동님의 상담")
    for _ in range(2):
        Console("email").send(letter, NOW)
    assert "홍길동님의 상담" in capsys.readouterr().out
    (message,) = db.session.query(ConsoleMessage)
    assert (message.recipient, message.body, message.channel) == ("hong@example.org", "홍길동님의 상담", "email")
    raw = db.session.execute(db.text("SELECT recipient, subject, body FROM console_message")).one()
    assert not any("홍" in text or "hong" in text for text in raw)


def test_the_console_is_emptied_after_a_month(app: Flask) -> None:
    Console("sms").send(Letter("akey", "+821012345678", "s", "b"), NOW)
    assert console.purge(NOW) == 0
    assert jobs.purge_agent(NOW + timedelta(days=31)) == 1


@pytest.mark.parametrize(
    ("mode", "mail_url", "sms_url", "email", "sms", "is_console"),
    [
        ("demo", "", "", Console, Console, True),
        ("demo", "smtp://relay.example", "agent:", Console, Agent, True),
        ("production", "smtp://relay.example", "agent:", Smtp, Agent, False),
        ("production", "smtps://relay.example", "", Smtp, Absent, False),
        ("production", "", "agent:", Absent, Agent, False),
        ("production", "console:", "console:", Console, Console, True),
    ],
)
def test_the_configuration_chooses(
    mode: str, mail_url: str, sms_url: str, email: type, sms: type, is_console: bool
) -> None:
    config = _config(mode, mail_url, sms_url)
    chosen = channels.choose(config)
    assert (type(chosen["email"]), type(chosen["sms"])) == (email, sms)
    assert channels.is_console_used(config) is is_console


@pytest.mark.parametrize(
    ("mail_url", "sms_url"), [("http://x", "agent:"), ("", "smtp://x"), ("", "solapi://key:secret@api.solapi.com")]
)
def test_an_unknown_kind_of_address_is_refused(mail_url: str, sms_url: str) -> None:
    with pytest.raises(ValueError, match="_URL"):
        channels.choose(_config("production", mail_url, sms_url))


def test_without_a_channel_a_person_is_called(
    app: Flask, desk: Desk, at: At, ledger: Callable[[], dict[str, str]], row: Callable[[str], Notice]
) -> None:
    desk.plan(Recipient("person", HONG.phone, None))
    jobs.deliver(at(NOW), {"sms": Absent(), "email": Provider()})
    assert ledger() == {"sms": "failed", "call": "planned"}


def _agent_says(status: str, result: str, *, is_reported: bool = False) -> None:
    with transaction():
        (message,) = db.session.query(AgentMessage)
        message.status, message.result, message.is_reported = status, result, is_reported


def _config(mode: str, mail_url: str, sms_url: str) -> dict[str, str]:
    return {
        "BOOKING_MODE": mode,
        "MAIL_URL": mail_url,
        "SMS_URL": sms_url,
        "MAIL_FROM": "",
        "BASE_URL": "https://full20.jinju.example",
    }


@pytest.mark.parametrize(
    ("asked", "named"), [("ko", "ko"), ("en", "en"), ("vi", "ko")], ids=["first", "translated", "without texts"]
)
def test_a_letter_knows_the_language_that_it_is_written_in(
    sqlite_app: Flask, desk: Desk, asked: str, named: str
) -> None:
    mail = Provider()
    desk.change(language=asked)
    desk.plan()
    jobs.deliver(NOW, {"email": mail, "sms": Provider()})
    assert [letter.language for letter in mail.letters] == [named]
