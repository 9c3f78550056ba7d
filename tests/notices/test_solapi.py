"""Text messages and AlimTalk against a server of Solapi's shape: what is sent, tried again, or given up."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.notices import jobs, rules
from booking.notices.channels import Letter, Receipt, TransportError, Unreachable, solapi
from booking.notices.channels.smtp import Smtp
from booking.notices.channels.solapi import Solapi
from booking.notices.models import Notice, NoticeAttempt
from booking.notices.rules import Message, Recipient
from booking.settings import service as settings
from tests.notices.conftest import HONG, NOW, VALUES, Desk, Provider
from tests.support.solapi import SECRET, Vendor, serve

At = Callable[[datetime | str], datetime]
Ledger = Callable[[], dict[str, str]]
Row = Callable[[str], Notice]

MINUTE = timedelta(minutes=1)
LETTER = Letter("akey", "+821012345678", "[진주시] 상담 예약 완료", "짧은 글")
LONG = replace(LETTER, body="홍길동님의 생활법률 상담이 예약되었습니다. " * 4)
MOBILE_ONLY = Recipient("person", HONG.phone, None)


@pytest.fixture
def vendor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vendor]:
    monkeypatch.setattr(solapi, "TIMEOUT", (1, 0.3))
    with serve() as vendor:
        yield vendor


@pytest.fixture
def texting(vendor: Vendor, at: At) -> Iterator[Solapi]:
    """The channel to it, at the moment at which the reminder is due."""
    at(NOW)
    channel = Solapi(vendor.url)
    yield channel
    channel.close()


def test_a_text_message_is_signed_and_complete(vendor: Vendor, texting: Solapi) -> None:
    assert texting.send(LETTER, NOW).answer == "2000 정상 접수(이통사로 접수 예정)"
    (message,) = vendor.messages.values()
    assert (message["to"], message["from"], message["text"]) == ("01012345678", "0557495114", "짧은 글")
    assert message["type"] == "SMS" and "subject" not in message
    assert message["customFields"] == {"key": "akey"}
    assert texting.send(LONG, NOW).ref == list(vendor.messages)[1]
    assert vendor.messages[f"M4V2026{1:025d}"]["type"] == "LMS"
    assert vendor.messages[f"M4V2026{1:025d}"]["subject"] == LETTER.subject


def test_a_wrong_secret_closes_the_channel_and_says_no_secret(vendor: Vendor, at: At) -> None:
    at(NOW)
    channel = Solapi(vendor.url.replace("a%2Fsecret", "another"))
    with pytest.raises(Unreachable, match="HTTP 403 SignatureDoesNotMatch") as refusal:
        channel.send(LETTER, NOW)
    assert SECRET not in str(refusal.value) and not vendor.messages


@pytest.mark.parametrize(
    ("step", "error", "is_final"),
    [
        (500, TransportError, False),
        (400, TransportError, True),
        (404, TransportError, True),
        (401, Unreachable, False),
        (429, Unreachable, False),
        (503, Unreachable, False),
        ("1043", TransportError, True),
        ("1060", TransportError, True),
        ("1024", TransportError, False),
        ("1030", Unreachable, False),
        ("1062", Unreachable, False),
        ("html", TransportError, False),
        ("cut", Unreachable, False),
        ("break", Unreachable, False),
        ("hang", Unreachable, False),
    ],
)
def test_what_a_failure_means(
    vendor: Vendor, texting: Solapi, step: int | str, error: type[TransportError], is_final: bool
) -> None:
    vendor.plan.append(step)
    with pytest.raises(TransportError) as raised:
        texting.send(LETTER, NOW)
    assert (type(raised.value), raised.value.permanent) == (error, is_final)
    if step in ("break", "hang", "cut"):
        assert isinstance(raised.value, Unreachable) and raised.value.is_unsure
    assert texting.send(LETTER, NOW).answer.startswith("2000")


def test_a_server_that_is_not_there_cannot_have_the_message(vendor: Vendor) -> None:
    channel = Solapi(vendor.url.replace(str(vendor.port), "1"))
    with pytest.raises(Unreachable) as raised:
        channel.send(LETTER, NOW)
    assert not raised.value.is_unsure


@pytest.mark.parametrize("step", ["break", "hang"])
def test_what_was_taken_before_the_line_broke_is_not_sent_again(vendor: Vendor, texting: Solapi, step: str) -> None:
    vendor.plan.append(step)
    with pytest.raises(Unreachable):
        texting.send(LETTER, NOW)
    receipt = texting.send(replace(LETTER, since=NOW), NOW + MINUTE)
    assert vendor.keys() == ["akey"] and receipt.ref == next(iter(vendor.messages))
    texting.send(replace(LETTER, key="other", since=NOW), NOW + MINUTE)
    assert vendor.keys() == ["akey", "other"]


@pytest.mark.parametrize(("code", "times"), [("4000", 1), ("3000", 1), ("3012", 2)])
def test_what_is_there_already_is_judged_by_its_status(vendor: Vendor, texting: Solapi, code: str, times: int) -> None:
    texting.send(LETTER, NOW)
    vendor.final["SMS"] = code
    texting.send(replace(LETTER, since=NOW), NOW)
    assert vendor.keys() == ["akey"] * times


def test_what_has_failed_for_good_meanwhile_is_not_sent_again(vendor: Vendor, texting: Solapi) -> None:
    texting.send(LETTER, NOW)
    vendor.final["SMS"] = "3047"
    with pytest.raises(TransportError) as raised:
        texting.send(replace(LETTER, since=NOW), NOW)
    assert raised.value.permanent and vendor.keys() == ["akey"]


def test_it_reports_later_whether_a_message_arrived(vendor: Vendor, texting: Solapi) -> None:
    ref = texting.send(LETTER, NOW).ref
    assert texting.report(ref, NOW) is None and texting.report("M4V-unknown", NOW) is None
    vendor.final["SMS"] = "4000"
    assert texting.report(ref, NOW) == Receipt("4000")
    vendor.final["SMS"] = "3043"
    with pytest.raises(TransportError, match="3043") as raised:
        texting.report(ref, NOW)
    assert raised.value.permanent


def test_alimtalk_is_a_template_with_its_values_and_without_the_vendor_s_fallback(vendor: Vendor, at: At) -> None:
    at(NOW)
    letter = replace(LETTER, template="KA01TP1", values={"name": "홍길동", "link": "/r/x"})
    Solapi(vendor.url, is_kakao=True).send(letter, NOW)
    (message,) = vendor.messages.values()
    assert message["type"] == "ATA" and "text" not in message
    assert message["kakaoOptions"] == {
        "pfId": "KA01PF",
        "templateId": "KA01TP1",
        "variables": {"#{name}": "홍길동", "#{link}": "/r/x"},
        "disableSms": True,
    }


@pytest.mark.parametrize(
    "url", ["solapi://api.solapi.com?from=0557495114", "solapi://key@api.solapi.com?from=1", "solapi://k:s@h?from="]
)
def test_an_address_that_lacks_something_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SMS_URL"):
        Solapi(url)


def test_secrets_travel_encrypted_to_any_other_machine() -> None:
    assert Solapi("solapi://k:s@api.solapi.com?from=1")._root == "https://api.solapi.com"


# --- through the outbox -----------------------------------------------------------------------------------------------


def deliver(at: At, vendor: Vendor, when: datetime, email: Provider | Smtp | None = None) -> int:
    ways = {"sms": Solapi(vendor.url), "alimtalk": Solapi(vendor.url, is_kakao=True), "email": email or Provider()}
    return jobs.deliver(at(when), ways)


def set_templates(kind: str = "reminder", order: str = "alimtalk>sms+email") -> None:
    actor = Actor.job("test")
    with transaction():
        settings.put(f"notices.alimtalk_{kind}", "KA01TP1", actor=actor, now=NOW)
        settings.put(f"notices.order_{kind}", order, actor=actor, now=NOW)


def tries(channel: str) -> list[str]:
    """What became of each try of a channel, oldest first."""
    db.session.rollback()
    rows = db.session.query(NoticeAttempt).join(Notice, Notice.id == NoticeAttempt.notice_id)
    return [row.outcome for row in rows.filter(Notice.channel == channel).order_by(NoticeAttempt.id)]


def test_a_retry_after_a_broken_line_asks_first(app: Flask, desk: Desk, vendor: Vendor, at: At, row: Row) -> None:
    desk.plan(MOBILE_ONLY)
    vendor.plan.append("break")
    deliver(at, vendor, NOW)
    assert row("sms").state == "planned" and vendor.asked == []
    deliver(at, vendor, NOW + 3 * MINUTE)
    assert row("sms").state == "sent" and vendor.asked == ["GET /messages/v4/list"]
    assert vendor.keys() == [row("sms").provider_key]
    assert tries("sms") == ["put_off", "sent"]


def test_a_retry_after_a_refused_connection_does_not_ask(app: Flask, desk: Desk, vendor: Vendor, at: At) -> None:
    desk.plan(MOBILE_ONLY)
    vendor.plan.append(503)
    deliver(at, vendor, NOW)
    deliver(at, vendor, NOW + 3 * MINUTE)
    assert vendor.asked == ["POST /messages/v4/send-many/detail"]
    assert tries("sms") == ["outage", "sent"]


@pytest.mark.parametrize(("step", "states"), [(500, ["planned", "sent"]), ("1043", ["failed", "failed"])])
def test_it_is_tried_again_or_not_as_the_code_says(
    app: Flask, desk: Desk, vendor: Vendor, at: At, row: Row, step: int | str, states: list[str]
) -> None:
    desk.plan(MOBILE_ONLY)
    vendor.plan.append(step)
    seen = []
    for minutes in (0, 2):
        deliver(at, vendor, NOW + minutes * MINUTE)
        seen.append(row("sms").state)
    assert seen == states


def test_what_the_operator_could_not_deliver_ends_on_the_call_list(
    app: Flask, desk: Desk, vendor: Vendor, at: At, ledger: Ledger, row: Row
) -> None:
    desk.plan(MOBILE_ONLY)
    deliver(at, vendor, NOW)
    assert ledger() == {"sms": "sent"}
    vendor.final["SMS"] = vendor.final["LMS"] = "3043"
    assert deliver(at, vendor, NOW + MINUTE) == 1
    assert ledger() == {"sms": "failed", "call": "planned"}
    assert row("sms").report_due_at is None and tries("sms") == ["sent", "failed"]
    assert deliver(at, vendor, NOW + 2 * MINUTE) == 0


def test_who_has_no_kakaotalk_has_a_text_message_instead(
    app: Flask, desk: Desk, vendor: Vendor, at: At, ledger: Ledger
) -> None:
    set_templates()
    desk.plan(MOBILE_ONLY)
    deliver(at, vendor, NOW)
    assert ledger() == {"alimtalk": "sent"}
    vendor.final["ATA"] = "3104"
    deliver(at, vendor, NOW + MINUTE)
    assert ledger() == {"alimtalk": "failed", "sms": "sent"}
    kakao, text = vendor.messages.values()
    assert (kakao["type"], text["type"]) == ("ATA", "LMS")
    assert kakao["customFields"] != text["customFields"]


def test_what_arrived_is_asked_for_no_more(app: Flask, desk: Desk, vendor: Vendor, at: At, row: Row) -> None:
    desk.plan(MOBILE_ONLY)
    deliver(at, vendor, NOW)
    deliver(at, vendor, NOW + MINUTE)
    again = row("sms").report_due_at
    assert again is not None and again > NOW + MINUTE
    vendor.final["LMS"] = vendor.final["SMS"] = "4000"
    deliver(at, vendor, NOW + 10 * MINUTE)
    assert (row("sms").state, row("sms").report_due_at, row("sms").last_answer) == ("sent", None, "4000")


def test_a_provider_is_not_asked_for_ever() -> None:
    assert rules.report_pause(timedelta()) == timedelta(seconds=30)
    assert rules.report_pause(timedelta(hours=9)) == timedelta(hours=1)
    assert rules.report_pause(timedelta(hours=24)) is None


def test_templates_are_korean_so_others_have_a_text_message(
    app: Flask, desk: Desk, vendor: Vendor, at: At, ledger: Ledger
) -> None:
    set_templates()
    desk.message = Message({"person": MOBILE_ONLY}, VALUES, language="en")
    desk.plan(MOBILE_ONLY)
    deliver(at, vendor, NOW)
    assert ledger() == {"alimtalk": "failed", "sms": "sent"}


def test_the_last_of_all_channels_is_a_call(app: Flask, desk: Desk, vendor: Vendor, at: At, ledger: Ledger) -> None:
    set_templates(order="alimtalk>sms>email")
    desk.plan()
    vendor.plan.extend(["1042", "1060"])
    deliver(at, vendor, NOW, email=Provider(TransportError("550", permanent=True)))
    assert ledger() == {"alimtalk": "failed", "sms": "failed", "email": "failed", "call": "planned"}
