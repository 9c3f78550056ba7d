"""The kinds of business of the night office: the city's own, staff's changes, and what is refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.exc import IntegrityError

from booking import clock
from booking.audit.rules import Actor
from booking.business import queries as business
from booking.business import service as business_service
from booking.business.errors import BusinessUnknown
from booking.db import db, transaction
from booking.errors import BookingError, IdentityNumber
from booking.nightoffice import queries, service
from booking.nightoffice.errors import (
    AcceptanceOutside,
    HoursBackwards,
    NightTaskTaken,
    NightTaskUnknown,
    OutsideNight,
)
from booking.nightoffice.models import NightTask
from booking.nightoffice.service import NightTaskValues
from booking.settings import service as settings
from tests.support.work import entries

NOW = clock.parse("2026-12-02T12:00")
WHY: dict[str, Any] = {"actor": Actor.command("test"), "now": NOW}


def _change(key: str = "passport", **values: object) -> None:
    with transaction():
        was = service.values_of(queries.get_task(key))
        service.change_task(key, replace(was, **values), **WHY)


def _way(key: str, now: datetime) -> queries.Way:
    found = queries.find_way(key, now)
    assert found is not None
    return found


def test_the_citys_file_has_twenty_eight_kinds(sqlite_app: Flask, city: Path) -> None:
    found = queries.list_received()
    assert len(found) == 28
    assert [one.task.business.name for one in found[:3]] == ["여권 신청", "여권 교부", "출생신고"]
    assert all(one.task.is_sample and one.task.bring and one.task.bring_en for one in found)
    assert [one.task.business_key for one in found if one.task.may_reserve] == ["passport", "passport-pickup"]
    assert {one.hours.until for one in found} == {time(19, 30), time(20)}
    assert [one.task.business_key for one in found if one.task.fee is None and not one.task.fee_note] == [
        "signature-confirmation"
    ]


def test_what_staff_changed_stays_as_the_file_is_read_again(
    sqlite_app: Flask, city: Path, command: Callable[..., Result]
) -> None:
    _change(last_acceptance=time(19), is_active=False)
    assert "0 added" in command("seed", str(city)).output
    task = queries.get_task("passport")
    assert (task.last_acceptance, task.is_active) == (time(19), False)
    (entry,) = entries("night_task.changed")
    assert entry.subject == "night_task:passport"
    assert json.loads(entry.before or "") == {"last_acceptance": "19:30", "is_active": True}
    _change()
    assert len(entries("night_task.changed")) == 1


def test_who_is_not_shown_is_no_way(sqlite_app: Flask, city: Path) -> None:
    _change(is_active=False)
    with transaction():
        was = business_service.values_of(business.get_business("birth-report"))
        business_service.change_business("birth-report", replace(was, is_active=False), **WHY)
    assert queries.find_way("passport", NOW) is queries.find_way("birth-report", NOW) is None
    assert not {"passport", "birth-report"} & {one.task.business_key for one in queries.list_received()}
    assert len(queries.list_received()) == 26
    assert len(queries.list_tasks(active_only=False)) == 28


def test_the_ways_of_a_moment(sqlite_app: Flask, city: Path) -> None:
    way = _way("passport", clock.parse("2027-05-05T19:00"))
    assert (way.when.is_open, way.when.opens_at) == (False, clock.parse("2027-05-12T18:00"))
    assert [(night.reason, night.holiday_name) for night in way.when.closed] == [("holiday", "어린이날")]
    assert _way("resident-copy", clock.parse("2026-12-02T19:45")).when.is_open
    assert not _way("passport", clock.parse("2026-12-02T19:45")).when.is_open


def test_a_kind_that_the_nights_new_hours_leave_out_is_not_shown_until_staff_mend_it(
    sqlite_app: Flask, city: Path
) -> None:
    _change(starts=time(18), ends=time(19), last_acceptance=time(18, 30))
    with transaction():
        settings.put("nightoffice.starts", "19:00", **WHY)
    assert queries.find_way("passport", NOW) is None and queries.hours_of(queries.get_task("passport")) is None
    _change(bring="신분증")  # something else can still be mended
    _change(starts=None, ends=None, last_acceptance=None)
    assert _way("passport", NOW).hours.starts == time(19)


@pytest.mark.parametrize(
    ("values", "refusal", "field"),
    [
        ({"starts": time(17, 59)}, OutsideNight, "starts"),
        ({"ends": time(20, 1)}, OutsideNight, "ends"),
        ({"starts": time(20), "last_acceptance": None}, HoursBackwards, "starts"),
        ({"starts": time(19), "ends": time(19), "last_acceptance": None}, HoursBackwards, "ends"),
        ({"last_acceptance": time(18)}, AcceptanceOutside, "last_acceptance"),
        ({"ends": time(19)}, AcceptanceOutside, "last_acceptance"),
        ({"notes": "900101-1234567"}, IdentityNumber, "notes"),
    ],
)
def test_what_staff_may_not_enter(
    sqlite_app: Flask, city: Path, values: dict[str, object], refusal: type[BookingError], field: str
) -> None:
    with pytest.raises(refusal) as told:
        _change(**values)
    assert told.value.field == field


def test_a_kind_of_business_stands_once_on_the_list(sqlite_app: Flask, city: Path) -> None:
    assert ("car-register", "자동차등록원부") in queries.unlisted()
    with transaction():
        service.add_task("car-register", NightTaskValues(bring=" 신분증 ", position=29), **WHY)
    assert queries.list_received()[-1].task.bring == "신분증"
    assert "car-register" not in dict(queries.unlisted())
    with pytest.raises(NightTaskTaken), transaction():
        service.add_task("car-register", NightTaskValues(), **WHY)
    with pytest.raises(BusinessUnknown), transaction():
        service.add_task("none", NightTaskValues(), **WHY)
    with pytest.raises(NightTaskUnknown), transaction():
        service.change_task("none", NightTaskValues(), **WHY)


@pytest.mark.parametrize(
    "values",
    [
        {"starts": time(19), "ends": time(19)},
        {"starts": time(19), "last_acceptance": time(19)},
        {"ends": time(19), "last_acceptance": time(19, 1)},
        {"fee": -1},
        {"seats": 0},
    ],
)
def test_the_database_refuses_it_too(app: Flask, values: dict[str, Any]) -> None:
    with transaction():
        business_service.add_business("one", business_service.BusinessValues("하나"), **WHY)
        service.add_task("one", NightTaskValues(), **WHY)
    with pytest.raises(IntegrityError), transaction():
        db.session.query(NightTask).update(values)


def test_a_kind_without_a_name_is_no_kind(app: Flask) -> None:
    with pytest.raises(IntegrityError), transaction():
        db.session.add(NightTask(business_key="none"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('key = "none"', "business_unknown"),
        ('key = "passport"\nlast_acceptance = 20:30:00', "acceptance_outside"),
        ('key = "passport"\nfee = "무료"', "fee has a value of the wrong kind"),
        ('key = "passport"\nname = "여권"', "unknown: name"),
    ],
)
def test_a_broken_file_says_where(
    sqlite_app: Flask, command: Callable[..., Result], tmp_path: Path, line: str, why: str
) -> None:
    file = tmp_path / "city.toml"
    file.write_text(f'[[businesses]]\nkey = "passport"\nname = "여권 신청"\n\n[[night_tasks]]\n{line}', "utf-8")
    said = command("seed", str(file), exit_code=2).output
    assert why in said and "night_task" in said
    assert not queries.list_tasks(active_only=False)
