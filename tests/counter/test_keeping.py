"""What the one-stop counter does: seeded once, kept by staff, one row for a kind of business."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.business import queries as businesses
from booking.business import service as business
from booking.business.errors import BusinessUnknown, DepartmentUnknown
from booking.business.service import BusinessValues, DepartmentValues
from booking.counter import queries, service
from booking.counter.errors import CounterTaskTaken, CounterTaskUnknown
from booking.counter.service import CounterTaskValues
from booking.db import transaction
from booking.errors import IdentityNumber
from tests.support.work import entries

HOW = {"actor": Actor.command("test"), "now": clock.parse("2026-11-23T12:00")}
SEAL = CounterTaskValues("civil", basis="인감증명법", fee=600, takes="즉시", bring="신분증")


@pytest.fixture
def seal(app: Flask) -> None:
    with transaction():
        business.add_department("civil", DepartmentValues("민원여권과", "Civil affairs"), **HOW)
        business.add_business("seal", BusinessValues("인감증명서", words="도장 증명"), **HOW)
        service.add_task("seal", SEAL, **HOW)


def test_the_citys_file_has_seventy_kinds_of_eleven_departments(sqlite_app: Flask, city: Path) -> None:
    offers = queries.list_offers()
    assert (len(offers), len(queries.list_departments(offers))) == (70, 11)
    for one in offers:
        assert one.task.is_sample and one.department.is_sample and one.business.is_sample
        assert one.task.basis and one.task.takes and one.task.bring, one.business.key
        assert one.task.basis_en and one.task.takes_en and one.task.bring_en, one.business.key
        assert one.business.name_en and one.department.name_en
        assert bool(one.task.fee_note) == bool(one.task.fee_note_en)
    assert [one.business.key for one in offers if one.task.fee is None] == ["passport"]


def test_what_staff_changed_stays_as_the_file_is_read_again(
    app: Flask, city: Path, command: Callable[..., Result]
) -> None:
    was = service.values_of(queries.get_offer("seal-certificate").task)
    with transaction():
        service.change_task("seal-certificate", replace(was, fee=None, fee_note="문의해 주세요."), **HOW)
    assert "0 added" in command("seed", str(city)).output
    assert queries.get_offer("seal-certificate").task.fee is None
    [entry] = entries("counter_task.changed")
    assert entry.subject == "counter_task:seal-certificate"
    assert json.loads(entry.before or "") == {"fee": 600, "fee_note": ""}


def test_the_same_values_again_are_no_change(seal: None) -> None:
    with transaction():
        service.change_task("seal", replace(SEAL, bring=" 신분증 "), **HOW)
    assert not entries("counter_task.changed")


def test_a_kind_of_business_has_one_row(seal: None) -> None:
    with pytest.raises(CounterTaskTaken), transaction():
        service.add_task("seal", SEAL, **HOW)
    assert len(queries.list_offers()) == 1


def test_what_it_names_has_to_be_there(seal: None) -> None:
    with pytest.raises(BusinessUnknown), transaction():
        service.add_task("none", SEAL, **HOW)
    with pytest.raises(DepartmentUnknown), transaction():
        service.change_task("seal", replace(SEAL, department_key="none"), **HOW)
    with pytest.raises(CounterTaskUnknown), transaction():
        service.change_task("none", SEAL, **HOW)
    with pytest.raises(IdentityNumber), transaction():
        service.change_task("seal", replace(SEAL, bring="900101-1234567"), **HOW)


def test_what_is_switched_off_is_shown_to_staff_only(seal: None) -> None:
    with transaction():
        service.change_task("seal", replace(SEAL, is_active=False), **HOW)
    assert not queries.list_offers() and queries.list_offers(active_only=False)
    with pytest.raises(CounterTaskUnknown):
        queries.get_offer("seal")
    with transaction():
        service.change_task("seal", SEAL, **HOW)
        named = business.values_of(businesses.get_business("seal"))
        business.change_business("seal", replace(named, is_active=False), **HOW)
    assert queries.find_offer("seal") is None and queries.find_offer("seal", active_only=False)


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("", True), ("인감", True), ("인감 증명", True), ("도장", True), ("SEAL", True), ("여권과", True),
        ("civil AFFAIRS", True), ("증명서 인감", True), ("인감 여권신청", False), ("등본", False),
    ],
)  # fmt: skip
def test_it_is_found_by_name_words_and_department(sqlite_app: Flask, seal: None, typed: str, is_found: bool) -> None:
    assert bool(queries.narrow(queries.list_offers(), typed, "")) is is_found


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('key = "passport-none"\ndepartment_key = "tax"', "business_unknown"),
        ('key = "mail-order"\ndepartment_key = "none"', "department_unknown"),
        ('key = "law-advice"\ndepartment_key = "tax"\nfee = -1', "fee is below 0"),
        ('key = "law-advice"\ndepartment_key = "tax"\nfee = "무료"', "wrong kind"),
        ('key = "law-advice"', "department_key is missing"),
    ],
)
def test_a_broken_file_says_where(
    sqlite_app: Flask, city: Path, command: Callable[..., Result], tmp_path: Path, line: str, why: str
) -> None:
    with transaction():
        business.add_business("none-yet", BusinessValues("새 업무"), **HOW)
    file = tmp_path / "city.toml"
    file.write_text(f"[[counter_tasks]]\n{line.replace('mail-order', 'none-yet')}", "utf-8")
    assert why in command("seed", str(file), exit_code=2).output
    assert len(queries.list_offers()) == 70
