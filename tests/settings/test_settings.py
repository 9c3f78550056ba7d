"""The registry, the table and what they say together."""

import logging
from datetime import UTC, datetime, time

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.settings import queries, registry, rules, service
from booking.settings.errors import (
    InvalidSetting,
    SettingEmpty,
    SettingNotAChoice,
    SettingNotADate,
    SettingNotAnAddress,
    SettingNotAnEmail,
    SettingNotANumber,
    SettingNotAPhone,
    SettingNotATime,
    SettingNotReminders,
    SettingOutOfOrder,
    SettingOutOfRange,
    SettingReminderTwice,
    SettingTooLong,
    UnknownSetting,
)
from booking.settings.models import StoredSetting
from tests.test_architecture import EDGE_ROOMS, ROOMS

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def put(name: str, text: str, actor: Actor) -> None:
    with transaction():
        service.put(name, text, actor=actor, now=NOW)


def test_a_setting_nobody_touched_has_its_default_in_its_type(app: Flask) -> None:
    assert queries.get("reservations.hold_minutes") == 10
    assert queries.get("consultations.opens_time") == time(9)
    assert queries.get("consultations.opens_at_once") is False
    assert queries.get("calendar.session_policy") == "next"
    assert queries.get("office.privacy_policy_url") == ""


def test_what_was_put_is_what_is_read(app: Flask, actor: Actor) -> None:
    put("reservations.hold_minutes", " 15 ", actor)
    put("consultations.opens_time", "8:30", actor)
    put("consultations.opens_at_once", "yes", actor)
    put("calendar.session_policy", "none", actor)
    assert queries.get("reservations.hold_minutes") == 15
    assert queries.get("consultations.opens_time") == time(8, 30)
    assert queries.get("consultations.opens_at_once") is True
    assert queries.get("calendar.session_policy") == "none"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("3근무일 전 10:00, 1근무일 전 10:00, 당일 08:30", "3근무일 전 10:00, 1근무일 전 10:00, 당일 08:30"),
        ("당일 8:30\n10일 전  9:00,", "10근무일 전 09:00, 당일 08:30"),
        ("2 20:59", "2근무일 전 20:59"),
        ("", ""),
    ],
)
def test_reminders_are_read_as_people_write_them(sqlite_app: Flask, actor: Actor, typed: str, stored: str) -> None:
    put("notices.reminders", typed, actor)
    assert rules.to_text(queries.get("notices.reminders")) == stored


def test_a_change_counts_at_once_in_its_own_transaction_and_is_gone_with_it(app: Flask, actor: Actor) -> None:
    def fail() -> None:
        with transaction():
            assert queries.get("reservations.hold_minutes") == 10
            service.put("reservations.hold_minutes", "15", actor=actor, now=NOW)
            assert queries.get("reservations.hold_minutes") == 15
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert queries.get("reservations.hold_minutes") == 10


def test_what_another_process_changed_is_seen_by_the_next_transaction(app: Flask) -> None:
    assert queries.get("reservations.hold_minutes") == 10
    db.session.rollback()
    with transaction():
        row = {"name": "reservations.hold_minutes", "value": "20", "changed_at": NOW, "changed_by": ""}
        db.session.execute(insert(StoredSetting).values(row))
    assert queries.get("reservations.hold_minutes") == 20


def test_settings_are_read_once_a_transaction(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    queries.get("office.name")
    monkeypatch.setattr(queries, "list_current", lambda: pytest.fail("read again"))
    assert queries.get("office.phone")


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("reservations.hold_minutes", "", SettingNotANumber),
        ("reservations.hold_minutes", "열", SettingNotANumber),
        ("reservations.hold_minutes", "1_0", SettingNotANumber),
        ("reservations.hold_minutes", "10.5", SettingNotANumber),
        ("reservations.hold_minutes", "9" * 5000, SettingNotANumber),
        ("reservations.hold_minutes", "2", SettingOutOfRange),
        ("reservations.hold_minutes", "61", SettingOutOfRange),
        ("reservations.hold_minutes", "-10", SettingOutOfRange),
        ("consultations.opens_time", "25:00", SettingNotATime),
        ("consultations.opens_time", "9시", SettingNotATime),
        ("notices.reminders", "1 23:00", SettingOutOfRange),
        ("notices.reminders", "3 10:00, 11 10:00", SettingNotReminders),
        ("notices.reminders", "사흘 전 10:00", SettingNotReminders),
        ("notices.reminders", "3근무일 전", SettingNotReminders),
        ("notices.reminders", "1 10:00, 1일 전 11:00", SettingReminderTwice),
        ("consultations.opens_at_once", "true", SettingNotAChoice),
        ("calendar.session_policy", "sometimes", SettingNotAChoice),
        ("office.name", "  ", SettingEmpty),
        ("office.name", "가" * 41, SettingTooLong),
        ("office.name", "민원\n여권과", SettingTooLong),
        ("office.name", "민원\0여권과", SettingTooLong),
        ("office.privacy_policy_url", "javascript:alert(1)", SettingNotAnAddress),
        ("office.privacy_policy_url", "https://[", SettingNotAnAddress),
        ("nightoffice.starts", "20:00", SettingOutOfOrder),
        ("nightoffice.ends", "17:59", SettingOutOfOrder),
        ("audit.keep_days", "729", SettingOutOfRange),
        ("guide.accessibility_checked_on", "2026-2-30", SettingNotADate),
        ("guide.accessibility_checked_on", "20261221", SettingNotADate),
        ("guide.accessibility_checked_on", "", SettingNotADate),
        ("guide.accessibility_email", "minwon", SettingNotAnEmail),
        ("guide.accessibility_email", "가@b.kr, c@d.kr", SettingNotAnEmail),
        ("guide.accessibility_phone", "112-3", SettingNotAPhone),
    ],
)
def test_a_text_that_is_no_value_is_refused_and_nothing_changes(
    sqlite_app: Flask, actor: Actor, name: str, text: str, error: type[InvalidSetting]
) -> None:
    with pytest.raises(error) as refusal:
        put(name, text, actor)
    assert refusal.value.field == "value"
    assert queries.get(name) == registry.get(name).default
    assert db.session.scalar(select(func.count()).select_from(AccessEntry)) == 0


def test_a_name_that_is_not_in_the_registry_is_unknown(app: Flask, actor: Actor) -> None:
    with pytest.raises(UnknownSetting):
        queries.get("office.colour")
    with pytest.raises(UnknownSetting):
        put("office.colour", "blue", actor)


def test_each_change_is_in_the_log_with_before_and_after(app: Flask) -> None:
    clerk = Actor(7, "clerk@city.example", "admin", "192.0.2.9")
    put("reservations.hold_minutes", "15", clerk)
    put("reservations.hold_minutes", "20", clerk)
    with transaction():
        service.reset("reservations.hold_minutes", actor=clerk, now=NOW)
    entries = db.session.scalars(select(AccessEntry).order_by(AccessEntry.id)).all()
    assert [(entry.action, entry.subject, entry.changes) for entry in entries] == [
        ("setting.changed", "setting:reservations.hold_minutes", [("value", "10", "15")]),
        ("setting.changed", "setting:reservations.hold_minutes", [("value", "15", "20")]),
        ("setting.reset", "setting:reservations.hold_minutes", [("value", "20", "10")]),
    ]
    assert {(entry.account_id, entry.account_name, entry.role, entry.address, entry.at) for entry in entries} == {
        (7, "clerk@city.example", "admin", "192.0.2.9", NOW)
    }


def test_the_same_value_again_is_no_change(app: Flask, actor: Actor) -> None:
    put("reservations.hold_minutes", "10", actor)
    put("reservations.hold_minutes", "15", actor)
    put("reservations.hold_minutes", "15", actor)
    assert db.session.scalar(select(func.count()).select_from(AccessEntry)) == 1


def test_the_table_tells_who_changed_what(app: Flask) -> None:
    put("office.phone", "055-000-0000", Actor(7, "clerk@city.example", "admin"))
    current = queries.get_current("office.phone")
    assert current.stored is not None
    assert (current.value, current.stored.changed_by, current.stored.changed_at) == (
        "055-000-0000",
        "clerk@city.example",
        NOW,
    )


def test_back_to_default_leaves_no_row(app: Flask, actor: Actor) -> None:
    put("office.phone", "055-000-0000", actor)
    with transaction():
        service.reset("office.phone", actor=actor, now=NOW)
        service.reset("office.phone", actor=actor, now=NOW)
        assert queries.get("office.phone") == registry.get("office.phone").default
    assert queries.get_current("office.phone").stored is None


def test_a_stored_text_that_is_no_value_counts_as_the_default_and_is_shouted_about(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction() as session:
        session.add(StoredSetting(name="reservations.hold_minutes", value="ten", changed_at=NOW, changed_by=""))
        session.add(StoredSetting(name="gone.long_ago", value="1", changed_at=NOW, changed_by=""))
    with caplog.at_level(logging.ERROR):
        assert queries.get("reservations.hold_minutes") == 10
    assert "reservations.hold_minutes" in caplog.text


def test_the_default_of_every_setting_is_a_value_of_it() -> None:
    for setting in registry.SETTINGS:
        assert rules.parse(setting, rules.to_text(setting.default)) == setting.default, setting.name
        assert setting.title and setting.meaning and setting.section


def test_names_are_unique_and_begin_with_the_room_they_serve() -> None:
    names = [setting.name for setting in registry.SETTINGS]
    assert len(set(names)) == len(names)
    assert {name.split(".")[0] for name in names} <= {*ROOMS, *EDGE_ROOMS, "desk", "office", "rehousing", "waiting"}
