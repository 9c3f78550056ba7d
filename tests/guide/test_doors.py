"""The other doors: what a city loads, what staff edit, and which fields they help with."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.exc import IntegrityError

from booking import clock
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.guide import queries, service
from booking.guide.models import Door
from booking.guide.service import DoorValues
from tests.kiosks.test_staff_pages import typed
from tests.support.work import Worker, entries

NOW = clock.parse("2026-11-23T12:00")
LIST, NEW = "/staff/doors", "/staff/doors/new"


@pytest.fixture
def clerk(app: Flask, city: object, at: Callable[[str], object]) -> Worker:
    at("2026-11-23T12:00")
    return Worker(app)


def test_the_doors_of_the_city_help_each_with_their_fields(app: Flask, city: Path) -> None:
    def names(*fields: str) -> list[str]:
        return [door.name for door in queries.list_doors(fields)]

    assert names("law") == ["대한법률구조공단"]
    assert names("national-tax") == ["국세상담센터", "마을세무사"]
    assert names("local-tax") == ["마을세무사"]
    assert names("law", "survey") == ["대한법률구조공단", "LX 한국국토정보공사"]
    assert len(names()) == 4
    assert [door.phone for door in queries.list_doors()][:2] == ["132", "126"]
    assert all(door.needs_word for door in queries.list_doors())


def test_a_second_seed_keeps_what_staff_changed(
    app: Flask, city: Path, command: Callable[..., Result], actor: Actor
) -> None:
    token = queries.list_doors()[0].token
    with transaction():
        service.change_door(
            token, DoorValues("법률공단", phone="132", field_keys="law", is_active=False), actor=actor, now=NOW
        )
    assert "kept   door legal-aid" in command("seed", "--verbose", str(city)).output
    assert queries.get_door(token).name == "법률공단"
    assert queries.list_doors(["law"]) == []
    [changed] = entries("door.changed")
    assert changed.before and '"name":"대한법률구조공단"' in changed.before


def test_the_same_again_is_no_change(app: Flask, actor: Actor) -> None:
    values = DoorValues("무료상담", phone="120")
    with transaction():
        token = service.add_door(values, actor=actor, now=NOW).token
    with transaction():
        service.change_door(token, replace(values, name=" 무료상담 "), actor=actor, now=NOW)
    assert entries("door.changed") == []


def test_the_database_refuses_a_door_that_nobody_can_reach(app: Flask) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)reachable|check"), transaction():
        db.session.add(Door(name="없는 곳"))


def test_a_door_for_every_field(clerk: Worker, app: Flask) -> None:
    data = typed(clerk.get(NEW)) | {"name": " 시민\t상담실 ", "phone": "055-123-4567", "hours": "평일 오후"}
    assert data["position"] == "5" and data["is_active"] == "y"
    clerk.post(NEW, **data)
    made = queries.list_doors()[-1]
    assert (made.name, made.field_keys, made.needs_word) == ("시민 상담실", "", False)
    assert made in queries.list_doors(["survey"])
    [*_seeded, entry] = entries("door.added")
    assert entry.account_name == "clerk@city.example" and entry.subject == f"door:{made.id}:시민 상담실"
    assert "시민 상담실" in app.test_client().get("/").text


def test_a_door_is_changed_and_taken_from_citizens(clerk: Worker, app: Flask) -> None:
    path = f"{LIST}/{queries.list_doors()[0].token}"
    page = clerk.get(path)
    assert [box["value"] for box in page.soup.select("[name=fields_helped][checked]")] == ["law"]
    data = typed(page)
    data.pop("is_active")
    clerk.post(path, **data)
    assert "대한법률구조공단 쓰지 않음 확인 필요 132" in clerk.get(LIST).text
    assert "대한법률구조공단" not in app.test_client().get("/").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "이름: 적어 주세요."),
        ({"name": "가" * 61}, "이름: 60자까지 적어 주세요."),
        ({"phone": "", "url": ""}, "전화번호: 전화번호와 홈페이지 주소 가운데 하나는 적어 주세요."),
        ({"phone": "일이육"}, "전화번호: 숫자와 붙임표로 적어 주세요."),
        ({"url": "javascript:alert(1)"}, "홈페이지 주소: https://로 시작하는 주소를 적어 주세요."),
        ({"fields_helped": "comets"}, "도움받는 분야:"),
        ({"position": "하나"}, "보이는 순서: 숫자만 적어 주세요."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    sqlite_app: Flask, clerk: Worker, wrong: dict[str, str], said: str
) -> None:
    before = len(queries.list_doors())
    page = clerk.post(NEW, 400, **(typed(clerk.get(NEW)) | {"name": "새 창구", "phone": "120", "note": "안내"} | wrong))
    assert said in page.text
    assert page.soup.select_one("[name=note][value=안내]")
    assert len(queries.list_doors()) == before


def test_an_unknown_door(clerk: Worker) -> None:
    assert "그런 상담 창구가 없습니다" in clerk.get(f"{LIST}/nosuch", 404).text
