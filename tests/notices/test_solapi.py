"""Text messages and AlimTalk against a server of Solapi's shape: what is sent, tried again, or given up."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from booking.notices.channels import Letter, Receipt, TransportError, Unreachable
from booking.notices.channels.solapi import Solapi
from booking.notices.models import Notice
from booking.notices.rules import Recipient
from tests.notices.conftest import HONG, NOW
from tests.support.solapi import SECRET, Vendor

At = Callable[[datetime | str], datetime]
Ledger = Callable[[], dict[str, str]]
Row = Callable[[str], Notice]

MINUTE = timedelta(minutes=1)
LETTER = Letter("akey", "+821012345678", "[진주시] 상담 예약 완료", "짧은 글")
LONG = replace(LETTER, body="홍길동님의 생활법률 상담이 예약되었습니다. " * 4)
MOBILE_ONLY = Recipient("person", HONG.phone, None)


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


@pytest.mark.parametrize(("code", "times"), [("4000", 1), ("3000", 1), ("3012", 2), ("1030", 2)])
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
