"""`booking seed`: the city's data once, and never over what staff edited."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from booking import clock
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.consultations import queries, service
from booking.db import db, transaction
from booking.settings import queries as settings

NOW = clock.parse("2026-11-23T12:00")
MORE = """
[settings]
"office.phone" = "055-000-0000"
"consultations.opens_at_once" = true
"consultations.opens_time" = 10:30:00
[[fields]]
key = "administration"
name = "행정"
position = 5
starts = 13:00:00
ends = 14:00:00
[[experts]]
name = "예시"
organisation = "행정사"
field_key = "administration"
"""


@pytest.fixture
def load(command: Callable[..., Result], tmp_path: Path) -> Callable[..., Result]:
    def load(content: str | bytes, **more: int) -> Result:
        file = tmp_path / "city.toml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return command("seed", str(file), **more)

    return load


def test_the_city_of_jinju(app: Flask, city: Path) -> None:
    found = [
        (field.key, f"{field.starts:%H:%M}-{field.ends:%H:%M}", field.minutes, field.capacity, field.walk_in)
        for field in queries.list_fields()
    ]
    assert found == [
        ("law", "10:00-11:00", 30, 1, "walk_in_ok"),
        ("national-tax", "14:00-16:00", 30, 1, "booking_required"),
        ("local-tax", "14:00-16:00", 30, 1, "walk_in_ok"),
        ("survey", "16:00-17:00", 30, 1, "walk_in_ok"),
    ]
    experts = queries.list_experts()
    assert [expert.field_key for expert in experts] == ["law", "national-tax", "local-tax", "survey"]
    assert all("예시" in expert.name for expert in experts)


def test_a_second_run_changes_nothing(app: Flask, city: Path, command: Callable[..., Result]) -> None:
    entries = len(list(db.session.scalars(select(AccessEntry))))
    said = command("seed", "--verbose", str(city)).output
    assert "0 added" in said and "kept   field law" in said, "one by one where somebody wants it"
    assert "kiosks: 0 added, 52 kept as they are\n" in command("seed", str(city)).output
    assert len(list(db.session.scalars(select(AccessEntry)))) == entries


def test_what_staff_edited_stays(app: Flask, city: Path, command: Callable[..., Result], actor: Actor) -> None:
    with transaction():
        law = service.values_of(queries.get_field("law"))
        service.change_field("law", replace(law, name="법률", is_active=False), actor=actor, now=NOW)
        expert = queries.list_experts("law")[0]
        renamed = service.ExpertValues("홍길동", expert.organisation, "law", is_active=False)
        service.change_expert(expert.id, renamed, actor=actor, now=NOW)
    command("seed", str(city))
    assert queries.get_field("law").name == "법률"
    assert [found.name for found in queries.list_experts("law", active_only=False)] == ["홍길동"]


def test_what_is_missing_is_added_and_said(app: Flask, city: Path, load: Callable[..., Result]) -> None:
    said = load(MORE).output
    assert said == "consultations: 5 added, 0 kept as they are\n5 added, 0 kept as they are\n"
    assert settings.get("office.phone") == "055-000-0000"
    assert settings.get("consultations.opens_at_once") is True
    assert str(settings.get("consultations.opens_time")) == "10:30:00"
    said = load(MORE.replace("055-000-0000", "055-111-1111")).output
    assert "0 added, 5 kept" in said
    assert settings.get("office.phone") == "055-000-0000"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("[fields", "Expected"),
        (b"\xff\xfe", "utf-8"),
        ("[comets]", "unknown section: comets"),
        ("fields = 3", "fields is not a list"),
        ("[[settings]]", "settings is not a table"),
        ('[settings]\n"office.fax" = "1"', "setting office.fax"),
        ('[settings]\n"consultations.opens_day" = "soon"', "setting consultations.opens_day"),
        ('[[fields]]\nkey = "Law"', "key must be"),
        (MORE.replace('name = "행정"\n', ""), "field administration: name is missing"),
        (MORE.replace("13:00:00", '"13시"'), "field administration: starts has a value of the wrong kind"),
        (MORE.replace("14:00:00", "13:10:00"), "field administration: span_too_short minutes=30"),
        (MORE.replace("position = 5", 'position = 5\nwalk_in = "maybe"'), "walk_in must be one of"),
        (MORE.replace("position = 5", "colour = 5"), "unknown: colour"),
        (MORE.replace('field_key = "administration"', 'field_key = "magic"'), "field_unknown"),
    ],
)
def test_a_broken_file_is_named_and_changes_nothing(
    sqlite_app: Flask, city: Path, load: Callable[..., Result], content: str | bytes, why: str
) -> None:
    result = load(content, exit_code=2)
    assert why in result.output and "자료 파일을 읽을 수 없습니다" in result.output
    assert len(queries.list_fields()) == 4


def test_a_file_that_is_not_there(sqlite_app: Flask, command: Callable[..., Result]) -> None:
    assert "does not exist" in command("seed", "nowhere.toml", exit_code=2).output


def test_the_clock_of_a_seed_is_now(
    sqlite_app: Flask,
    at: Callable[[str], datetime],
    command: Callable[..., Result],
    city: Path,
    load: Callable[..., Result],
) -> None:
    now = at("2026-12-01T10:00")
    load(MORE)
    latest = db.session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
    assert latest and latest.at == now and latest.role == "command"
