"""Migrations and models agree, on both databases: what `booking db upgrade` builds is what the models say."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Engine, MetaData, inspect, text

from booking.db import db, writing

MIGRATIONS = str(Path(__file__).resolve().parent.parent / "migrations")


@pytest.fixture
def bare_app(make_app: Callable[..., Flask], empty_url: str) -> Flask:
    """The application on a database without a single table."""
    return make_app(url=empty_url)


def _shape(engine: Engine) -> dict[str, Any]:
    """Everything the database knows of its tables, comparable between two databases of one kind."""
    found = inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column.get("default"))
                for column in found.get_columns(table)
            },
            "primary key": found.get_pk_constraint(table),
            "foreign keys": _by_name(found.get_foreign_keys(table)),
            "unique": _by_name(found.get_unique_constraints(table)),
            "checks": {
                check["name"]: re.sub(r"\s+", " ", check["sqltext"]) for check in found.get_check_constraints(table)
            },
            "indexes": _by_name([_spelled(index) for index in found.get_indexes(table)]),
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def _spelled(index: Any) -> dict[str, Any]:
    """An index with its conditions as text, for SQLAlchemy's expressions are never equal to each other."""
    options = index.get("dialect_options", {})
    return {**index, "dialect_options": {name: str(value) for name, value in options.items()}}


def _by_name(constraints: list[Any]) -> dict[str, Any]:
    assert all(constraint["name"] for constraint in constraints), "a constraint without a name cannot be changed later"
    return {constraint["name"]: constraint for constraint in constraints}


def test_the_migrations_build_what_the_models_say(bare_app: Flask, sqlite_url: str) -> None:
    with bare_app.app_context():
        flask_migrate.upgrade(MIGRATIONS)
        with db.engine.connect() as connection:
            difference = compare_metadata(MigrationContext.configure(connection), db.metadata)
        migrated = _shape(db.engine)
        with writing():
            db.drop_all()
            db.create_all()
        created = _shape(db.engine)
        db.engine.dispose()
    assert difference == []
    assert migrated == created
    assert len(created) > 10


def test_downgrade_leaves_nothing(bare_app: Flask) -> None:
    with bare_app.app_context():
        flask_migrate.upgrade(MIGRATIONS)
        flask_migrate.downgrade(MIGRATIONS, "base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        flask_migrate.upgrade(MIGRATIONS)
        assert len(_shape(db.engine)) > 10
        db.engine.dispose()


def test_upgrading_twice_does_nothing(bare_app: Flask) -> None:
    with bare_app.app_context():
        flask_migrate.upgrade(MIGRATIONS)
        before = _shape(db.engine)
        flask_migrate.upgrade(MIGRATIONS)
        assert _shape(db.engine) == before
        db.engine.dispose()


def test_there_is_one_line_of_migrations(bare_app: Flask) -> None:
    with bare_app.app_context():
        from alembic.script import ScriptDirectory

        script = ScriptDirectory.from_config(bare_app.extensions["migrate"].migrate.get_config(MIGRATIONS))
        assert len(script.get_heads()) == 1


def test_sqlite_keeps_its_foreign_keys_after_a_migration(make_app: Callable[..., Flask], sqlite_url: str) -> None:
    app = make_app(url=sqlite_url)
    with app.app_context():
        flask_migrate.upgrade(MIGRATIONS)
        with db.engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        db.engine.dispose()


OF_BEFORE = "1961e7537bd5"
"""The newest migration of 2026-11-23: what ran on houses with bookings before."""


def test_a_house_with_bookings_is_upgraded_and_keeps_them(bare_app: Flask) -> None:
    with bare_app.app_context():
        flask_migrate.upgrade(MIGRATIONS, OF_BEFORE)
        booked = _furnish(db.engine)
        flask_migrate.upgrade(MIGRATIONS)
        with db.engine.connect() as connection:
            kept = connection.execute(text("SELECT reference, state, consent_version, language FROM reservation")).all()
            wording = connection.execute(
                text("SELECT count(*) FROM consent_wording WHERE version = '2026-11'")
            ).scalar()
        db.engine.dispose()
    assert sorted(map(tuple, kept)) == [(reference, state, "2026-11", "ko") for reference, state in booked]
    assert wording == 1, "what they consented to can be proven"


BEFORE_REMINDERS = "6d6995866d7d"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({}, []),
        ({"reminder_working_days": "2", "reminder_time": "09:30"}, ["2근무일 전 09:30"]),
        ({"reminder_time": "11:00"}, ["1근무일 전 11:00"]),
    ],
)
def test_the_one_reminder_of_before_that_staff_had_set_stays(
    bare_app: Flask, old: dict[str, str], new: list[str]
) -> None:
    with bare_app.app_context():
        flask_migrate.upgrade(MIGRATIONS, BEFORE_REMINDERS)
        tables = MetaData()
        tables.reflect(db.engine)
        row = {"changed_at": datetime(2026, 11, 23, tzinfo=UTC), "changed_by": "a clerk"}
        with writing(), db.engine.begin() as connection:
            for name, value in old.items():
                connection.execute(tables.tables["setting"].insert().values(name=f"notices.{name}", value=value, **row))
        flask_migrate.upgrade(MIGRATIONS)
        with db.engine.connect() as connection:
            stored = connection.execute(text("SELECT value FROM setting WHERE name LIKE 'notices.reminder%'")).scalars()
            assert list(stored) == new
        db.engine.dispose()


BEFORE_TEMPLATES = "b52f0a7c91de-1"


def test_the_codes_of_templates_move_from_the_settings_to_the_texts_and_back(bare_app: Flask) -> None:
    def rows(query: str) -> list[tuple[str, ...]]:
        with db.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    with bare_app.app_context():
        flask_migrate.upgrade(MIGRATIONS, BEFORE_TEMPLATES)
        tables = MetaData()
        tables.reflect(db.engine)
        row = {"changed_at": datetime(2026, 11, 23, tzinfo=UTC), "changed_by": "a clerk"}
        own = {"kind": "moved", "channel": "alimtalk", "language": "ko", "subject": "", "body": "own"}
        old = [("notices.alimtalk_moved", "KA01TP2"), ("notices.alimtalk_offer", "KA01TP1"), ("notices.attempts", "3")]
        with writing(), db.engine.begin() as connection:
            connection.execute(tables.tables["notice_text"].insert().values(**own, **row))
            for name, value in old:
                connection.execute(tables.tables["setting"].insert().values(name=name, value=value, **row))
        flask_migrate.upgrade(MIGRATIONS)
        kept = rows("SELECT kind, body, template_code, buttons FROM notice_text ORDER BY kind")
        assert kept == [("moved", "own", "KA01TP2", "[]"), ("offer", "", "KA01TP1", "[]")]
        assert rows("SELECT name FROM setting") == [("notices.attempts",)]
        flask_migrate.downgrade(MIGRATIONS, BEFORE_TEMPLATES)
        assert rows("SELECT name, value FROM setting ORDER BY name") == old
        assert rows("SELECT kind, body FROM notice_text") == [("moved", "own")]
        db.engine.dispose()


BEFORE_OUTCOMES = "78112ec04ad3"


def test_the_words_of_outcomes_become_codes_that_no_booking_loses(bare_app: Flask) -> None:
    with bare_app.app_context():
        flask_migrate.upgrade(MIGRATIONS, OF_BEFORE)
        _furnish(db.engine)
        flask_migrate.upgrade(MIGRATIONS, BEFORE_OUTCOMES)
        words = ["추가 상담 필요", "advised", "옛말", "연락 없이 미방문"]
        with writing(), db.engine.begin() as connection:
            connection.execute(
                text("INSERT INTO setting VALUES ('advising.outcomes', :value, '2026-11-23', 'a clerk')"),
                {"value": " advised, 상담 완료,, 조정  권고"},
            )
            for number, word in enumerate(words, 1):
                query = text("UPDATE reservation SET outcome = :word WHERE reference = :reference")
                connection.execute(query, {"word": word, "reference": f"REF{number}"})
        flask_migrate.upgrade(MIGRATIONS)
        with db.engine.connect() as connection:
            codes = connection.execute(text("SELECT key, name, is_active FROM outcome_code ORDER BY position")).all()
            bookings = text("SELECT outcome FROM reservation ORDER BY reference")
            coded = list(connection.execute(bookings).scalars())
            assert not connection.execute(text("SELECT name FROM setting")).all()
        flask_migrate.downgrade(MIGRATIONS, BEFORE_OUTCOMES)
        with db.engine.connect() as connection:
            assert list(connection.execute(bookings).scalars())[:4] == words
            assert connection.execute(text("SELECT value FROM setting")).scalar() == "advised, 상담 완료, 조정 권고"
        db.engine.dispose()
    active = [(key, name) for key, name, is_active in codes if is_active]
    assert active[:3] == [("outcome-1", "advised"), ("advised", "상담 완료"), ("outcome-3", "조정 권고")]
    assert active[3:] == [("absent", "연락 없이 미방문")]
    assert {name for _key, name, is_active in codes if not is_active} == {"추가 상담 필요", "옛말", "타 기관 안내"}
    names = {key: name for key, name, _is_active in codes}
    assert [names.get(code) for code in coded][:4] == words and coded[4:] == [None, None]


def _furnish(engine: Engine) -> list[tuple[str, str]]:
    """A day with a booking in each state that has one, written as the old tables want it; references and states."""
    tables = MetaData()
    tables.reflect(engine)
    at = datetime(2026, 11, 23, 3, tzinfo=UTC)
    states = ("cancelled", "checked_in", "displaced", "done", "no_show", "reserved")
    day = {"id": 1, "kind": "consultation", "date": date(2026, 12, 21), "state": "open", "planned_by": "rule"}
    slot = {
        "id": 1,
        "token": "slot",
        "office_day_id": 1,
        "desk": "law",
        "starts_at": at,
        "ends_at": at + timedelta(hours=1),
    }
    person = {"name": "x", "phone": "x", "person_key": "x", "phone_index": "x", "purpose": "form", "via": "web"}
    moments = dict.fromkeys(("held_at", "reserved_at", "changed_at", "consent_at"), at)
    with writing(), engine.begin() as connection:
        connection.execute(tables.tables["office_day"].insert().values(**day, created_at=at))
        connection.execute(tables.tables["slot"].insert().values(**slot, capacity=len(states)))
        for number, state in enumerate(states, 1):
            seat = number if state in ("reserved", "checked_in", "done") else None
            connection.execute(
                tables.tables["reservation"].insert().values(
                    token=f"token {number}", reference=f"REF{number}", slot_id=1, seat=seat, state=state, extensions=0,
                    is_extra=False, consent_version="2026-11", **person, **moments,
                )
            )  # fmt: skip
    return [(f"REF{number}", state) for number, state in enumerate(states, 1)]
