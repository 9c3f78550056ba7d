"""A setting is found by a word, and shows what it was before, by whom."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from booking.audit.rules import Actor
from booking.db import transaction
from booking.settings import registry, service
from tests.support.work import Worker

HOLD = "/staff/settings/reservations.hold_minutes"


@pytest.fixture
def admin(sqlite_app: Flask, at: Callable[[str], datetime]) -> Worker:
    at("2026-11-23T10:00")
    return Worker(sqlite_app, "root@city.example", "admin")


def _found(admin: Worker, asked: str) -> list[str]:
    return [row["id"] for row in admin.get(f"/staff/settings?{asked}").soup.select("tr[id]")]


def test_settings_are_found_by_name_meaning_value_and_group(admin: Worker) -> None:
    assert "reservations.cutoff_time" in _found(admin, "q=마감 시각 인터넷") != _found(admin, "q=마감")
    assert "reservations.hold_extensions" in _found(admin, "q=웹 접근성 지침")  # said in the meaning alone
    assert "calendar.session_policy" in _found(admin, "q=앞 근무일에")  # a choice that is not in force
    assert "office.phone" in _found(admin, "q=055-749-5114")
    names = [one.name for one in registry.SETTINGS if one.section == "수요 야간민원실"]
    assert set(names) <= set(_found(admin, "q=수요 야간민원실"))
    assert _found(admin, "q=NIGHTOFFICE.weeks") == ["nightoffice.weeks_ahead"]
    assert len(_found(admin, "q=")) == len(registry.SETTINGS)


def test_what_is_not_there_is_said(admin: Worker) -> None:
    page = admin.get("/staff/settings?q=우주선")
    assert "찾는 말이 들어 있는 설정이 없습니다." in page.text and not page.soup.select("nav.tabs")
    assert page.soup.select_one("input[name=q]")["value"] == "우주선"  # type: ignore[index]
    assert "60자까지 적어 주세요." in admin.get(f"/staff/settings?q={'가' * 61}", 400).text
    admin.get("/staff/settings?only=everything", 400)


def test_only_what_was_changed_or_waits_for_a_word(admin: Worker, actor: Actor) -> None:
    assert _found(admin, "only=changed") == []
    samples = [one.name for one in registry.SETTINGS if one.needs_word]
    assert sorted(_found(admin, "only=needs_word")) == sorted(samples)  # the page has them by service
    admin.post("/staff/settings/office.phone", value="055-749-1234")
    admin.post(HOLD, value="15")
    assert set(_found(admin, "only=changed")) == {"office.phone", "reservations.hold_minutes"}
    assert _found(admin, "only=changed&q=15분") == ["reservations.hold_minutes"]
    assert "office.phone" not in _found(admin, "only=needs_word")


def test_a_setting_shows_what_it_was_before(admin: Worker, at: Callable[[str], datetime]) -> None:
    assert "접속 기록에 남은 변경이 없습니다." in admin.get(HOLD).text
    admin.post(HOLD, value="15")
    at("2026-11-23T10:05")
    admin.post(f"{HOLD}/reset")
    rows = [" ".join(row.get_text(" ").split()) for row in admin.get(HOLD).soup.select("tbody tr")]
    assert rows == [
        "2026. 11. 23.(월) 오전 10시 5분 root@city.example 15분 10분 (기본값으로 되돌림)",
        "2026. 11. 23.(월) 오전 10시 root@city.example 10분 15분",
    ]
    assert "바뀐 이력 모두 보기" not in admin.get(HOLD).text


def test_a_long_history_has_pages(sqlite_app: Flask, admin: Worker, at: Callable[[str], datetime]) -> None:
    now = at("2026-11-23T10:00")
    with transaction():
        for nth in range(52):
            service.put("office.name", f"민원과 {nth}", actor=Actor.command("booking settings set"), now=now)
        service.put("office.phone", "120", actor=Actor.command("booking settings set"), now=now)
    assert len(admin.get("/staff/settings/office.name").soup.select("tbody tr")) == 5
    page = admin.get("/staff/settings/office.name/history")
    assert len(page.soup.select("tbody tr")) == 50 and "서버 명령 booking settings set 민원과 50 민원과 51" in page.text
    page = admin.get("/staff/settings/office.name/history?page=2")
    assert len(page.soup.select("tbody tr")) == 2 and "더 최근 이력" in page.text and "더 오래된" not in page.text
    admin.get("/staff/settings/office.name/history?page=0", 404)
    admin.get("/staff/settings/office.nothing/history", 404)


def test_a_value_that_is_none_any_more_is_shown_as_it_was(admin: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    admin.post("/staff/settings/reservations.hold_minutes", value="15")
    narrowed = registry.get("reservations.hold_minutes")
    monkeypatch.setitem(registry._BY_NAME, narrowed.name, type(narrowed)(**vars(narrowed) | {"maximum": 12}))
    row = admin.get(f"{HOLD}/history").soup.select_one("tbody tr")
    assert row and [cell.get_text() for cell in row.find_all("td")][1:] == ["10분", "15"]
