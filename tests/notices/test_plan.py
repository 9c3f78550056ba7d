"""Planning: which rows stand in the outbox, and that planning twice does no harm."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking import clock
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.notices import rules, service, texts
from booking.notices.models import Notice
from booking.notices.rules import Recipient
from booking.notices.texts import Template
from booking.settings import service as settings
from booking.settings.registry import notices as registry

NOW = clock.parse("2026-12-18T09:00")
DUE = clock.parse("2026-12-18T10:00")
MOBILE, LANDLINE, MAIL = "+821012345678", "+82557495114", "hong@example.org"


@pytest.mark.parametrize(
    ("phone", "email", "channels"),
    [
        (MOBILE, None, ["sms"]),
        (MOBILE, MAIL, ["sms", "email"]),
        (LANDLINE, MAIL, ["email"]),
        (LANDLINE, None, ["call"]),
        (None, MAIL, ["email"]),
        (None, None, ["call"]),
        ("+821191234567", None, ["sms"]),
        ("+827012345678", None, ["call"]),
        ("+14155550123", None, ["call"]),
        ("nonsense", "", ["call"]),
    ],
)
def test_channels(phone: str | None, email: str | None, channels: list[str]) -> None:
    assert rules.channels_for(Recipient("person", phone, email)) == channels


@pytest.mark.parametrize(
    ("order", "phone", "email", "without", "tracks"),
    [
        ("alimtalk>sms+email", MOBILE, MAIL, (), [["alimtalk", "sms"], ["email"]]),
        ("alimtalk>sms+email", MOBILE, MAIL, ("alimtalk",), [["sms"], ["email"]]),
        ("alimtalk>sms+email", LANDLINE, MAIL, (), [["email"]]),
        ("alimtalk>sms+email", LANDLINE, None, (), [["call"]]),
        ("alimtalk>sms>email", MOBILE, MAIL, (), [["alimtalk", "sms", "email"]]),
        ("email>alimtalk>sms", MOBILE, None, (), [["alimtalk", "sms"]]),
        ("sms", LANDLINE, MAIL, (), [["call"]]),
    ],
)
def test_an_order_is_what_of_it_reaches_somebody(
    order: str, phone: str, email: str | None, without: tuple[str, ...], tracks: list[list[str]]
) -> None:
    assert rules.tracks(order, Recipient("person", phone, email), without) == tracks


def test_a_clerk_chooses_the_order_of_a_kind_and_the_change_counts_for_what_is_planned_then(
    app: Flask, actor: Actor
) -> None:
    with transaction():
        settings.put("notices.order_reminder", "email>sms", actor=actor, now=NOW)
        notices = _plan(Recipient("person", MOBILE, MAIL))
        assert [(one.channel, one.fallback) for one in notices] == [("email", "sms")]
        settings.put("notices.order_reminder", "alimtalk>sms>email", actor=actor, now=NOW)
        service.put_template("reminder", Template("KA01TP1"), actor=actor, now=NOW)
        settings.put("privacy.processors", "솔라피, 카카오", actor=actor, now=NOW)
        later = service.plan(
            "reminder", "reservation:BBBBBBBB", [Recipient("person", MOBILE, MAIL)], due=DUE, useful_until=None, now=NOW
        )
        assert [(one.channel, one.fallback) for one in later] == [("alimtalk", "sms,email")]


@pytest.mark.parametrize(
    ("kind", "channels"),
    [
        ("displaced", ("sms", "")),
        ("replacement_over", ("sms", "")),
        ("replacement", ("alimtalk", "sms")),
        ("moved", ("alimtalk", "sms")),
    ],
)
def test_what_an_alimtalk_cannot_say_is_a_text_message_whatever_template_there_is(
    sqlite_app: Flask, actor: Actor, kind: str, channels: tuple[str, str]
) -> None:
    with transaction():
        service.put_template(kind, Template("KA01TP1"), actor=actor, now=NOW)
        settings.put("privacy.processors", "솔라피, 카카오", actor=actor, now=NOW)
        whom = [Recipient("person", MOBILE, None)]
        rows = service.plan(kind, "reservation:BBBBBBBB", whom, due=DUE, useful_until=None, now=NOW)
    assert [(one.channel, one.fallback) for one in rows] == [channels]


def test_an_alimtalk_tells_of_a_held_time_and_its_deadline_or_is_not_sent(sqlite_app: Flask) -> None:
    told = [kind for kind in rules.KINDS if "새날짜" in texts.KINDS[kind].offered and kind not in rules.NOT_BY_ALIMTALK]
    assert told == ["replacement"]
    for kind in told:
        body = texts.default(kind, "alimtalk", "ko").body
        assert all(f"#{{{name}}}" in body for name in ("새날짜", "새시각", "답할때")), kind


def test_every_kind_has_settings_of_its_channels_or_an_order_of_its_own() -> None:
    assert set(registry.KINDS) == set(rules.KINDS) - set(rules.ORDERS_OF)
    assert {name for order, _ in registry.ORDERS for name in re.split("[>+]", order)} < set(rules.CHANNELS)


def test_plan_writes_one_row_for_each_recipient_and_channel(app: Flask) -> None:
    with transaction():
        notices = _plan(Recipient("person", MOBILE, MAIL), Recipient("proxy", LANDLINE, None))
        assert [(n.role, n.channel, n.state) for n in notices] == [
            ("person", "sms", "planned"),
            ("person", "email", "planned"),
            ("proxy", "call", "planned"),
        ]
        assert {n.due_at for n in notices} == {n.next_attempt_at for n in notices} == {DUE}
        assert len({n.provider_key for n in notices}) == 3


def test_planning_twice_changes_nothing(app: Flask) -> None:
    with transaction():
        first = [(n.id, n.provider_key) for n in _plan(Recipient("person", MOBILE, MAIL))]
    with transaction():
        again = _plan(Recipient("person", MOBILE, MAIL), now=NOW + timedelta(hours=1))
        assert [(n.id, n.provider_key) for n in again] == first
        assert again[0].planned_at == NOW


def test_a_sent_notice_is_not_planned_again(app: Flask) -> None:
    with transaction():
        (notice,) = _plan(Recipient("person", MOBILE, None))
        notice.state, notice.sent_at = "sent", DUE
    with transaction():
        (again,) = _plan(Recipient("person", MOBILE, None))
        assert (again.state, again.sent_at) == ("sent", DUE)


def test_a_dropped_notice_comes_back_when_it_is_wanted_again(app: Flask) -> None:
    with transaction():
        (notice,) = _plan(Recipient("person", MOBILE, None))
        notice.state, key = "dropped", notice.provider_key
    with transaction():
        (again,) = _plan(Recipient("person", MOBILE, None))
        assert (again.state, again.provider_key) == ("planned", key)


def test_another_due_time_is_another_notice(app: Flask) -> None:
    with transaction():
        _plan(Recipient("person", MOBILE, None))
        service.plan(
            "reminder",
            "reservation:R7K39MXW",
            [Recipient("person", MOBILE, None)],
            due=DUE + timedelta(days=1),
            useful_until=None,
            now=NOW,
        )
    assert len(db.session.scalars(select(Notice)).all()) == 2


def test_a_subject_that_names_nobody_stands_on_the_call_list(app: Flask) -> None:
    with transaction():
        assert [(n.role, n.channel) for n in _plan()] == [("person", "call")]


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        service.register("advertisement", lambda subject, now: None)
    with pytest.raises(ValueError, match="unknown kind"):
        service.plan("advertisement", "x:1", [], due=DUE, useful_until=None, now=NOW)


def _plan(*recipients: Recipient, now: datetime = NOW) -> list[Notice]:
    return service.plan(
        "reminder", "reservation:R7K39MXW", recipients, due=DUE, useful_until=clock.parse("2026-12-21T10:00"), now=now
    )
