"""`booking seed` and the kiosks: once, and never over what staff did."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.db import transaction
from booking.kiosks import queries, service
from tests.support.work import entries

NOW = clock.parse("2026-11-23T12:00")
ONE = '[[kiosks]]\nkey = "hall"\nname = "시청"\nis_24h = true\n'


@pytest.fixture
def load(command: Callable[..., Result], tmp_path: Path) -> Callable[..., Result]:
    def load(content: str, **more: int) -> Result:
        file = tmp_path / "city.toml"
        file.write_text(content, "utf-8")
        return command("seed", str(file), **more)

    return load


def test_the_places_on_record(app: Flask, city: Path) -> None:
    kiosks = queries.list_kiosks()
    assert [kiosk.position for kiosk in kiosks] == list(range(1, 31))
    sourced, made_up = kiosks[:22], kiosks[22:]
    assert all(kiosk.is_24h and kiosk.is_working and not kiosk.is_sample for kiosk in sourced)
    assert all(kiosk.unsure == "address coordinates features name_en" for kiosk in sourced)
    assert all(kiosk.is_sample and not kiosk.is_24h for kiosk in made_up)
    assert all(kiosk.point for kiosk in kiosks)


def test_the_documents_on_record(app: Flask, city: Path) -> None:
    documents = {one.business.name: one.document for one in queries.list_documents()}
    assert len(documents) == 22 and all(one.is_sample for one in documents.values())
    assert (documents["주민등록표 등본"].fee, documents["주민등록표 등본"].identification) == (200, "fingerprint")
    assert (documents["병적증명서"].fee, documents["부동산등기사항증명서"].identification) == (0, "none")


def test_a_second_run_changes_nothing(app: Flask, city: Path, command: Callable[..., Result]) -> None:
    said = command("seed", "--verbose", str(city)).output
    assert "0 added" in said and "kept   kiosk city-hall" in said
    assert len(queries.list_kiosks()) == len(entries("kiosk.added")) == 30


def test_what_staff_did_stays(app: Flask, city: Path, command: Callable[..., Result], actor: Actor) -> None:
    hall, munsan, *_others = queries.list_kiosks()
    tokens = hall.token, munsan.token
    with transaction():
        renamed = replace(service.values_of(hall), name="시청 1층", is_working=False, address="동진로 155")
        service.change_kiosk(tokens[0], renamed, actor=actor, now=NOW)
        service.remove_kiosk(tokens[1], actor=actor, now=NOW)
    command("seed", str(city))
    kiosks = queries.list_kiosks()
    assert len(kiosks) == 29
    assert (kiosks[0].name, kiosks[0].is_working, kiosks[0].address) == ("시청 1층", False, "동진로 155")
    assert "문산읍 사무소" not in [kiosk.name for kiosk in kiosks]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("kiosks = 3", "kiosks is not a list"),
        (ONE.replace('"hall"', '"시청"'), "key must be"),
        (ONE.replace('key = "hall"\n', ""), "kiosk None: key must be"),
        (ONE.replace("is_24h = true", 'is_24h = "예"'), "kiosk hall: is_24h has a value of the wrong kind"),
        (ONE.replace('name = "시청"\n', ""), "kiosk hall: name is missing"),
        (ONE.replace('"시청"', '"  "'), "kiosk hall: name is empty"),
        (ONE.replace('"시청"', f'"{"가" * 101}"'), "kiosk hall: name is longer than 100"),
        (ONE.replace("is_24h", "open"), "kiosk hall: unknown: open"),
        (ONE + 'weekday_hours = "9-6"', "kiosk hall: kiosk_hours_broken value=9-6 (weekday_hours)"),
        (ONE + 'coordinates = "128.1, 35.1"', "kiosk hall: kiosk_coordinates_broken (coordinates)"),
        (ONE + 'lacks = "nothing"', "kiosk hall: kiosk_document_unknown (lacks)"),
        ('[[kiosk_documents]]\nkey = "nothing"', "kiosk document nothing: business_unknown"),
        ('[[kiosk_documents]]\nkey = "x"\nidentification = "eye"', "identification must be one of fingerprint"),
        (ONE + "[comets]", "unknown section: comets"),
    ],
)
def test_a_broken_file_is_named_and_changes_nothing(
    sqlite_app: Flask, load: Callable[..., Result], content: str, why: str
) -> None:
    good = '[[fields]]\nkey = "law"\nname = "법률"\nposition = 1\nstarts = 10:00:00\nends = 11:00:00\n'
    result = load(content if content.startswith("kiosks") else good + content, exit_code=2)
    assert why in result.output and "자료 파일을 읽을 수 없습니다" in result.output
    assert queries.list_kiosks() == [] and entries("field.added") == []


def test_a_key_that_stands_twice_counts_once(sqlite_app: Flask, load: Callable[..., Result]) -> None:
    assert "1 added, 1 kept" in load(ONE + ONE.replace("시청", "시청 앞")).output
    assert [kiosk.name for kiosk in queries.list_kiosks()] == ["시청"]
