"""Delivery: what is sent, put off, given up, and who is called instead."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking import clock
from booking.db import db
from booking.notices import queries, rules, service
from booking.notices.channels import TransportError, Unreachable
from booking.notices.jobs import deliver
from booking.notices.models import Notice
from booking.notices.rules import Message, Recipient
from tests.notices.conftest import HONG, NOW, SUBJECT, VALUES, VISIT, Desk, Provider

Ledger = Callable[[], dict[str, str]]
Row = Callable[[str], Notice]

MINUTE = timedelta(minutes=1)
MOBILE_ONLY = Recipient("person", HONG.phone, None)


def run(now: datetime, sms: Provider | None = None, email: Provider | None = None) -> int:
    return deliver(now, {"sms": sms or Provider(), "email": email or Provider()})


def test_a_due_notice_goes_out_by_each_channel_once(app: Flask, desk: Desk, ledger: Ledger, row: Row) -> None:
    desk.plan()
    sms, email = Provider("2000 accepted"), Provider()
    assert run(NOW, sms, email) == 2
    assert run(NOW + MINUTE, sms, email) == 0
    assert ledger() == {"sms": "sent", "email": "sent"}
    assert (len(sms.letters), len(email.letters)) == (1, 1)
    assert sms.letters[0].to == "+821012345678" and email.letters[0].to == "hong@example.org"
    assert "R7K3-9MXW" in sms.letters[0].body and "홍길동" in email.letters[0].body
    sent = row("sms")
    assert sent.last_answer == "2000 accepted" and sent.lease_token is None
    assert sent.sent_at is not None and abs(sent.sent_at - NOW) < MINUTE
    assert sms.is_closed and email.is_closed


def test_nothing_goes_out_before_it_is_due(app: Flask, desk: Desk, ledger: Ledger) -> None:
    desk.plan()
    assert run(NOW - MINUTE) == 0
    assert ledger() == {"sms": "planned", "email": "planned"}
    assert desk.reads == 0


@pytest.mark.parametrize(
    ("due", "useful_until", "message", "now", "verdict"),
    [
        (NOW, VISIT, Message({"person": HONG}, VALUES), NOW, "send"),
        (NOW, VISIT, Message({"person": HONG}, VALUES, due=NOW), NOW, "send"),
        (NOW, None, Message({"person": HONG}, VALUES), NOW + timedelta(days=9), "send"),
        (NOW, VISIT, None, NOW, "dropped"),
        (NOW, VISIT, None, VISIT, "dropped"),
        (NOW, VISIT, Message({"proxy": HONG}, VALUES), NOW, "dropped"),
        (NOW, VISIT, Message({"person": HONG}, VALUES, due=NOW + timedelta(days=30)), NOW, "dropped"),
        (NOW, VISIT, Message({"person": HONG}, VALUES), VISIT - timedelta(seconds=1), "send"),
        (NOW, VISIT, Message({"person": HONG}, VALUES), VISIT, "missed"),
    ],
)
def test_judgement(
    due: datetime, useful_until: datetime | None, message: Message | None, now: datetime, verdict: str
) -> None:
    assert rules.judge(due, useful_until, "person", message, now) == verdict


def test_a_subject_that_nobody_wants_any_more_is_dropped(app: Flask, desk: Desk, ledger: Ledger) -> None:
    desk.plan()
    desk.message = None
    sms = Provider()
    assert run(NOW, sms) == 2
    assert ledger() == {"sms": "dropped", "email": "dropped"}
    assert not sms.letters


def test_a_reminder_of_a_moved_booking_is_dropped_and_comes_back_with_it(
    app: Flask, desk: Desk, ledger: Ledger
) -> None:
    desk.plan(MOBILE_ONLY)
    desk.change(due=NOW + timedelta(days=30))
    run(NOW)
    assert ledger() == {"sms": "dropped"}
    desk.change(due=NOW)
    desk.plan(MOBILE_ONLY)
    sms = Provider()
    run(NOW + MINUTE, sms)
    assert ledger() == {"sms": "sent"} and len(sms.letters) == 1


def test_after_an_outage_a_reminder_whose_use_is_past_is_missed_and_seen(
    app: Flask, desk: Desk, ledger: Ledger
) -> None:
    desk.plan()
    sms = Provider()
    run(VISIT, sms)
    assert ledger() == {"sms": "missed", "email": "missed"}
    assert not sms.letters
    assert [notice.channel for notice in queries.list_unheard()] == ["sms"]


def test_missed_by_one_channel_and_told_by_another_is_not_unheard(app: Flask, desk: Desk, row: Row) -> None:
    desk.plan()
    run(NOW, email=Provider(TransportError("451 later")))
    run(VISIT)
    assert (row("sms").state, row("email").state) == ("sent", "missed")
    assert queries.list_unheard() == []


def test_a_passing_failure_is_tried_again_under_the_same_key(app: Flask, desk: Desk, ledger: Ledger, row: Row) -> None:
    desk.plan(MOBILE_ONLY)
    sms = Provider(TransportError("451 try again"))
    run(NOW, sms)
    key, put_off = row("sms").provider_key, row("sms")
    assert (put_off.state, put_off.attempts, put_off.last_answer) == ("planned", 1, "451 try again")
    assert run(NOW + 0.9 * MINUTE, sms) == 0
    run(NOW + 1.1 * MINUTE, sms)
    assert ledger() == {"sms": "sent"}
    assert [letter.key for letter in sms.letters] == [key]


def test_the_pauses_grow() -> None:
    assert [rules.pause(n) / MINUTE for n in range(1, 8)] == [1, 5, 15, 30, 60, 60, 60]


def test_after_the_last_attempt_staff_call(app: Flask, desk: Desk, ledger: Ledger, row: Row) -> None:
    desk.plan(MOBILE_ONLY)
    sms = Provider(*[TransportError("451 try again") for _ in range(9)])
    now = NOW
    for _ in range(6):
        run(now, sms)
        now += timedelta(hours=2)
    assert sms.tries == 6
    assert ledger() == {"sms": "failed", "call": "planned"}
    assert row("call").useful_until == VISIT
    assert [call.channel for call in queries.list_calls(now)] == ["call"]
    run(now, sms)
    assert sms.tries == 6


def test_a_permanent_failure_is_not_tried_again(app: Flask, desk: Desk, ledger: Ledger) -> None:
    desk.plan(MOBILE_ONLY)
    sms = Provider(TransportError("550 no such number", permanent=True))
    run(NOW, sms)
    run(NOW + timedelta(hours=1), sms)
    assert sms.tries == 1
    assert ledger() == {"sms": "failed", "call": "planned"}


def test_nobody_is_called_whom_another_channel_told(app: Flask, desk: Desk, ledger: Ledger) -> None:
    desk.plan()
    run(NOW, sms=Provider(TransportError("550", permanent=True)))
    assert ledger() == {"sms": "failed", "email": "sent"}


def test_a_call_waits_for_the_other_channel_to_fail_too(app: Flask, desk: Desk, ledger: Ledger) -> None:
    desk.plan()
    email = Provider(TransportError("451"), TransportError("550", permanent=True))
    run(NOW, sms=Provider(TransportError("550", permanent=True)), email=email)
    assert ledger() == {"sms": "failed", "email": "planned"}
    run(NOW + 2 * MINUTE, email=email)
    assert ledger() == {"sms": "failed", "email": "failed", "call": "planned"}


def test_the_proxy_is_called_though_the_person_was_told(app: Flask, desk: Desk, ledger: Ledger) -> None:
    proxy = Recipient("proxy", "+821087654321", None)
    desk.change(recipients={"person": HONG, "proxy": proxy})
    desk.plan(MOBILE_ONLY, proxy)
    run(NOW, sms=Provider("250", TransportError("550", permanent=True)))
    assert ledger() == {"sms": "sent", "sms proxy": "failed", "call proxy": "planned"}


def test_an_address_that_is_gone_at_sending_leads_to_a_call(app: Flask, desk: Desk, ledger: Ledger) -> None:
    desk.plan(MOBILE_ONLY)
    desk.change(recipients={"person": Recipient("person", "+82557495114", None)})
    run(NOW)
    assert ledger() == {"sms": "failed", "call": "planned"}


def test_an_outage_rests_the_channel_and_costs_no_attempt(app: Flask, desk: Desk, row: Row) -> None:
    desk.plan(MOBILE_ONLY)
    desk.plan(MOBILE_ONLY, subject="reservation:OTHER111")
    sms = Provider(Unreachable("ConnectionRefusedError"))
    run(NOW, sms)
    assert sms.tries == 1
    rows = db.session.query(Notice).order_by(Notice.id).all()
    assert [(n.state, n.attempts) for n in rows] == [("planned", 0), ("planned", 0)]
    assert all(n.first_attempt_at is not None for n in rows)
    assert [n.next_attempt_at > NOW for n in rows] == [True, False], "the next run has to try the provider again"
    run(NOW + 3 * MINUTE, sms)
    assert len(sms.letters) == 2


def test_an_outage_that_lasts_too_long_ends_on_the_call_list(app: Flask, desk: Desk, ledger: Ledger) -> None:
    for number in range(3):
        desk.plan(MOBILE_ONLY, subject=f"reservation:NUMBER{number}")
    down = Provider(*[Unreachable("ConnectionRefusedError") for _ in range(99)])
    run(NOW, down)
    run(NOW + 119 * MINUTE, down)
    assert [n.state for n in db.session.query(Notice)] == ["planned"] * 3
    run(NOW + rules.PATIENCE + 2 * MINUTE, down)
    states = [(n.channel, n.state) for n in db.session.query(Notice).order_by(Notice.id)]
    assert states == [("sms", "failed")] * 3 + [("call", "planned")] * 3
    assert len(queries.list_calls(NOW + timedelta(hours=3))) == 3


def test_one_channel_resting_does_not_hold_up_the_other(app: Flask, desk: Desk, ledger: Ledger) -> None:
    desk.plan()
    run(NOW, sms=Provider(Unreachable("down")))
    assert ledger() == {"sms": "planned", "email": "sent"}


@pytest.mark.parametrize("break_it", ["loader", "provider", "text"])
def test_what_is_broken_is_tried_again_and_holds_up_nobody(
    app: Flask, desk: Desk, row: Row, break_it: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.plan(MOBILE_ONLY)
    sms = Provider()
    if break_it == "loader":
        service.register("reminder", _broken)
    elif break_it == "provider":
        sms = Provider(ValueError("홍길동 010-1234-5678"))
    else:
        desk.change(values={"name": "홍길동"})
    desk.plan(MOBILE_ONLY, kind="cancelled" if break_it != "provider" else "moved", subject="reservation:OTHER111")
    run(NOW, sms)
    first, other = db.session.query(Notice).filter(Notice.channel == "sms").order_by(Notice.id)
    assert first.state == ("failed" if break_it == "text" else "planned")
    assert other.state == ("failed" if break_it == "text" else "sent")
    assert "홍길동" not in first.last_answer and "1234" not in first.last_answer
    assert first.last_answer


def test_an_answer_is_kept_without_addresses() -> None:
    answer = "550 5.1.1 <hong@example.org>:\r\n rejected, call +82 10-1234-5678 or 01012345678"
    kept = rules.without_addresses(answer)
    assert kept == "550 5.1.1 <…>: rejected, call +82 … or …"
    assert len(rules.without_addresses("x " * 500)) == 200


def test_a_call_is_taken_off_the_list_when_nobody_wants_it_any_more(app: Flask, desk: Desk, ledger: Ledger) -> None:
    desk.plan(Recipient("person", None, None))
    assert run(NOW) == 0
    assert len(queries.list_calls(NOW)) == 1
    desk.message = None
    assert run(NOW + MINUTE) == 0
    assert run(NOW + 6 * MINUTE) == 1
    assert ledger() == {"call": "dropped"} and queries.list_calls(NOW) == []


def test_a_call_that_was_not_made_in_time_is_unheard(app: Flask, desk: Desk, ledger: Ledger) -> None:
    desk.plan(Recipient("person", None, None))
    run(VISIT)
    assert ledger() == {"call": "missed"}
    assert [notice.channel for notice in queries.list_unheard()] == ["call"]


def test_the_ledger_counts_a_day_of_the_office(app: Flask, desk: Desk) -> None:
    desk.plan(due=clock.parse("2026-12-18T00:00"))
    desk.plan(due=clock.parse("2026-12-18T23:59"))
    desk.plan(due=clock.parse("2026-12-19T00:00"))
    run(NOW)
    day = queries.ledger(NOW.date())
    assert (day.total, day.counts) == (4, {"sent": 2, "planned": 2})
    assert queries.ledger(NOW.date(), state="sent", channel="sms").total == 1
    assert len(queries.ledger(NOW.date(), page=2, size=3).notices) == 1


def _broken(subject: str, now: datetime) -> Message | None:
    if subject == SUBJECT:
        raise KeyError("홍길동 010-1234-5678")
    return Message({"person": HONG}, VALUES)
