"""Kinds of business and departments: seeded once, kept by staff, named by one key."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.business import queries, service
from booking.business.errors import BusinessUnknown, DepartmentUnknown, KeyTaken
from booking.business.service import BusinessValues, DepartmentValues
from booking.db import transaction
from booking.errors import IdentityNumber
from tests.support.work import entries

NOW = clock.parse("2026-11-23T12:00")
ACTOR = Actor.command("test")
IDENTITY_NUMBER = "900101-1234567"


def test_the_citys_file_has_what_its_services_name(app: Flask, city: Path) -> None:
    found = {one.key: one for one in queries.list_businesses()}
    assert {"passport", "resident-copy", "local-tax-paid", "survey-advice"} <= set(found)
    assert found["survey-advice"].field_keys == "survey"
    assert all(one.is_sample and one.name_en for one in found.values())


def test_what_staff_changed_stays_as_the_file_is_read_again(
    app: Flask, city: Path, command: Callable[..., Result]
) -> None:
    was = service.values_of(queries.get_business("passport"))
    with transaction():
        service.change_business("passport", replace(was, name="여권 발급"), actor=ACTOR, now=NOW)
    assert "0 added" in command("seed", str(city)).output
    assert queries.get_business("passport").name == "여권 발급"
    (entry,) = entries("business.changed")
    assert entry.subject == "business:passport"
    assert json.loads(entry.before or "") == {"name": "여권 신청"}


def test_the_same_values_again_are_no_change(app: Flask) -> None:
    values = DepartmentValues("세무과", phone="055-749-0000")
    with transaction():
        service.add_department("tax", values, actor=ACTOR, now=NOW)
        service.change_department("tax", values, actor=ACTOR, now=NOW)
    assert not entries("department.changed")
    assert service.values_of_department(queries.get_department("tax")) == values


def test_a_key_belongs_to_one(app: Flask) -> None:
    with transaction():
        service.add_business("seal", BusinessValues("인감"), actor=ACTOR, now=NOW)
    with pytest.raises(KeyTaken), transaction():
        service.add_business("seal", BusinessValues("인장"), actor=ACTOR, now=NOW)
    with pytest.raises(BusinessUnknown):
        queries.get_business("none")
    with pytest.raises(DepartmentUnknown):
        queries.get_department("none")


def test_no_identity_number_becomes_a_name(app: Flask) -> None:
    with pytest.raises(IdentityNumber), transaction():
        service.add_business("one", BusinessValues("가", words=f"나 {IDENTITY_NUMBER}"), actor=ACTOR, now=NOW)


def test_what_is_switched_off_is_not_listed(app: Flask) -> None:
    with transaction():
        service.add_business("old", BusinessValues("옛 업무", is_active=False), actor=ACTOR, now=NOW)
        service.add_department("old", DepartmentValues("옛 부서", kind="town", is_active=False), actor=ACTOR, now=NOW)
    assert not queries.list_businesses() and not queries.list_departments()
    assert [one.key for one in queries.list_businesses(active_only=False)] == ["old"]
    assert [one.key for one in queries.list_departments("town", active_only=False)] == ["old"]
    assert not queries.list_departments("department", active_only=False)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('[[businesses]]\nkey = "A B"\nname = "가"', "key must be"),
        ('[[businesses]]\nkey = "a"\nname = " "', "name is empty"),
        ('[[departments]]\nkey = "a"\nname = "가"\nkind = "village"', "kind must be"),
        ('[[departments]]\nkey = "a"\nname = "' + "가" * 61 + '"', "longer than 60"),
    ],
)
def test_a_broken_file_says_where(
    sqlite_app: Flask, command: Callable[..., Result], tmp_path: Path, line: str, why: str
) -> None:
    file = tmp_path / "city.toml"
    file.write_text(line, "utf-8")
    assert why in command("seed", str(file), exit_code=2).output
    assert not queries.list_businesses() and not queries.list_departments()
