"""Text messages and AlimTalk through the outbox: tried again, handed on or given up as the vendor's codes say."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.notices import jobs, rules, service
from booking.notices.channels import TransportError
from booking.notices.channels.smtp import Smtp
from booking.notices.channels.solapi import Solapi
from booking.notices.models import ConsoleMessage, Notice, NoticeAttempt
from booking.notices.rules import Message, Recipient
from booking.notices.texts import Button, Template
from booking.settings import service as settings
from tests.notices.conftest import HONG, NOW, VALUES, Desk, Provider
from tests.support.solapi import Vendor

At = Callable[[datetime | str], datetime]
Ledger = Callable[[], dict[str, str]]
Row = Callable[[str], Notice]

MINUTE = timedelta(minutes=1)
MOBILE_ONLY = Recipient("person", HONG.phone, None)


def deliver(at: At, vendor: Vendor, when: datetime, email: Provider | Smtp | None = None) -> int:
    ways = {"sms": Solapi(vendor.url), "alimtalk": Solapi(vendor.url, is_kakao=True), "email": email or Provider()}
    return jobs.deliver(at(when), ways)


def set_templates(
    kind: str = "reminder", order: str = "alimtalk>sms+email", buttons: tuple[Button, ...] = (), links: str = "no"
) -> None:
    actor = Actor.job("test")
    with transaction():
        settings.put("notices.sms_links", links, actor=actor, now=NOW)
        settings.put("privacy.processors", "솔라피, 카카오", actor=actor, now=NOW)
        service.put_template(kind, Template("KA01TP1", buttons), actor=actor, now=NOW)
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
    desk.change(values={**VALUES, "link": "/r/signed"})
    desk.plan(MOBILE_ONLY)
    deliver(at, vendor, NOW)
    assert ledger() == {"alimtalk": "sent"}
    vendor.final["ATA"] = "3104"
    deliver(at, vendor, NOW + MINUTE)
    assert ledger() == {"alimtalk": "failed", "sms": "sent"}
    kakao, text = vendor.messages.values()
    assert (kakao["type"], text["type"]) == ("ATA", "LMS")
    assert kakao["customFields"] != text["customFields"]
    filled = kakao["kakaoOptions"]["variables"]
    assert (filled["#{이름}"], filled["#{링크}"]) == ("홍길동", "/r/signed"), "the path is for the button"
    assert "/r/signed" not in text["text"]


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


def test_an_outage_of_the_company_of_two_channels_is_borne_once(
    app: Flask, desk: Desk, vendor: Vendor, at: At, ledger: Ledger
) -> None:
    set_templates()
    desk.plan(MOBILE_ONLY, useful_until=None)
    vendor.plan.extend([503] * 9)
    for minutes in (0, 60, 118, 121):
        assert "call" not in ledger()
        deliver(at, vendor, NOW + minutes * MINUTE)
    assert ledger() == {"alimtalk": "failed", "sms": "failed", "call": "planned"}


def test_no_telephone_goes_to_kakao_before_the_privacy_notice_names_it(app: Flask, desk: Desk, ledger: Ledger) -> None:
    set_templates()
    with transaction():
        settings.put("privacy.processors", "솔라피", actor=Actor.job("test"), now=NOW)
    desk.plan(MOBILE_ONLY)
    assert ledger() == {"sms": "planned"}


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


BUTTONS = (Button("예약 확인", "https://x.example#{링크}?no=#{예약번호}"),)


def test_a_template_s_buttons_are_filled_by_its_variables(
    sqlite_app: Flask, desk: Desk, vendor: Vendor, at: At, ledger: Ledger
) -> None:
    """The vendor wants no buttons beside variables: its template has them."""
    set_templates(buttons=BUTTONS, links="yes")
    desk.change(values={**VALUES, "link": "/r/signed"})
    desk.plan(MOBILE_ONLY)
    deliver(at, vendor, NOW)
    (kakao,) = vendor.messages.values()
    assert kakao["kakaoOptions"].keys() == {"pfId", "templateId", "variables", "disableSms"}
    filled = kakao["kakaoOptions"]["variables"]
    assert {name: filled[name] for name in ("#{링크}", "#{예약번호}")} == {
        "#{링크}": "/r/signed", "#{예약번호}": "R7K3-9MXW"
    }  # fmt: skip


def test_buttons_that_the_office_allows_no_more_have_a_text_message_instead(
    sqlite_app: Flask, desk: Desk, vendor: Vendor, at: At, ledger: Ledger
) -> None:
    set_templates(buttons=BUTTONS, links="yes")
    desk.plan(MOBILE_ONLY)
    with transaction():
        settings.put("notices.sms_links", "no", actor=Actor.job("test"), now=NOW)
    deliver(at, vendor, NOW)
    assert ledger() == {"alimtalk": "failed", "sms": "sent"}
    desk.plan(MOBILE_ONLY, subject="reservation:OTHER111")
    assert "alimtalk" not in {one.channel for one in db.session.query(Notice).filter_by(subject="reservation:OTHER111")}


def test_the_demo_shows_the_buttons(sqlite_app: Flask, desk: Desk, at: At) -> None:
    set_templates(buttons=BUTTONS, links="yes")
    desk.change(values={**VALUES, "link": "/r/signed"})
    desk.plan(MOBILE_ONLY)
    jobs.deliver(at(NOW))
    (shown,) = db.session.query(ConsoleMessage)
    assert shown.body.endswith("\n[예약 확인] https://x.example/r/signed?no=R7K3-9MXW")
