"""Load a city's data: only what is not there yet, for from then on it is staff's."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from booking.audit.rules import Actor
from booking.consultations import queries, rules
from booking.consultations.errors import SeedBroken
from booking.consultations.models import ATTENDANCE, KINDS, WALK_IN
from booking.consultations.service import seed_files
from booking.consultations.service.experts import ExpertValues, add_expert
from booking.consultations.service.fields import FieldValues, add_field
from booking.consultations.service.questions import QuestionValues, add_question
from booking.settings import queries as settings
from booking.settings import rules as settings_rules
from booking.settings import service as settings_service

SECTIONS = ("settings", "fields", "questions", "experts")


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the sections of a parsed TOML file that are this room's. (done, what) for each entry.

    done is added or kept. A setting is set unless somebody set it before; a field is added unless its key is there; a
    field's questions and experts are added while it has none. So a second run changes nothing. SeedBroken names what is
    wrong.
    """
    return [
        *_settings(seed_files.table(data, "settings"), actor, now),
        *_fields(seed_files.rows(data, "fields"), actor, now),
        *_questions(seed_files.rows(data, "questions"), actor, now),
        *_experts(seed_files.rows(data, "experts"), actor, now),
    ]


def _settings(values: Mapping[str, Any], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        where = f"setting {name}"
        with seed_files.named(where):
            text = value if isinstance(value, str) else settings_rules.to_text(value)
            if settings.get_current(name).stored is None and not _is_default(name, value):
                settings_service.put(name, text, actor=actor, now=now)
                yield "added", where
            else:
                yield "kept", where


def _is_default(name: str, value: Any) -> bool:
    return bool(settings.get_current(name).setting.default == value)


def _fields(rows: list[Mapping[str, Any]], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    for row in rows:
        where = f"field {row.get('key')}"
        with seed_files.named(where):
            key = row.get("key")
            if not isinstance(key, str) or not rules.is_key(key):
                raise SeedBroken(why="key must be small letters, digits and hyphens")
            values = seed_files.values(FieldValues, {name: value for name, value in row.items() if name != "key"})
            for name, choices in (("walk_in", WALK_IN), ("attendance", ATTENDANCE)):
                if getattr(values, name) not in choices:
                    raise SeedBroken(why=f"{name} must be one of {', '.join(choices)}")
            if queries.find_field(key) is None:
                add_field(key, values, actor=actor, now=now)
                yield "added", where
            else:
                yield "kept", where


def _questions(rows: list[Mapping[str, Any]], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    had = {field.key for field in queries.list_fields(active_only=False) if queries.list_questions(field.key)}
    for row in rows:
        where = f"question {row.get('field_key')} {row.get('key')}"
        with seed_files.named(where):
            own = {name: row.get(name) for name in ("field_key", "key")}
            if not all(isinstance(text, str) and rules.is_key(text) for text in own.values()):
                raise SeedBroken(why="field_key and key must be small letters, digits and hyphens")
            values = seed_files.values(QuestionValues, {name: row[name] for name in row if name not in own})
            if values.kind not in KINDS:
                raise SeedBroken(why=f"kind must be one of {', '.join(KINDS)}")
            if own["field_key"] in had:
                yield "kept", where
            else:
                add_question(str(own["field_key"]), str(own["key"]), values, actor=actor, now=now)
                yield "added", where


def _experts(rows: list[Mapping[str, Any]], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    had = {expert.field_key for expert in queries.list_experts(active_only=False)}
    for row in rows:
        where = f"expert {row.get('organisation')} {row.get('name')}"
        with seed_files.named(where):
            values = seed_files.values(ExpertValues, row)
            if values.field_key in had:
                yield "kept", where
            else:
                add_expert(values, actor=actor, now=now)
                yield "added", where
