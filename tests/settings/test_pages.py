"""The settings' pages and commands, as an admin and as others meet them."""

import json
from collections.abc import Callable
from datetime import datetime, time

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from booking import clock
from booking.audit.models import AccessEntry
from booking.db import db, transaction
from booking.settings import queries, registry
from booking.settings.models import StoredSetting
from booking.settings.rules import Reminder, Setting
from tests.support import people
from tests.support.pages import Citizen


@pytest.fixture
def admin(app: Flask, at: Callable[[str], datetime]) -> Citizen:
    """An admin at the browser, Monday at ten."""
    at("2026-11-23T10:00")
    browser = Citizen(app)
    people.enter(browser.client, "root@city.example", "admin")
    return browser


def entries() -> list[tuple[str, str, str, list[tuple[str, object, object]]]]:
    query = select(AccessEntry).where(AccessEntry.action.startswith("setting.")).order_by(AccessEntry.id)
    return [(entry.action, entry.account_name, entry.subject, entry.changes) for entry in db.session.scalars(query)]


def test_every_setting_is_on_the_page_with_meaning_value_and_default(sqlite_app: Flask, admin: Citizen) -> None:
    page = admin.get("/staff/settings")
    assert page.status == 200
    for setting in registry.SETTINGS:
        row = page.soup.find(id=setting.name)
        assert row is not None
        words = " ".join(row.get_text(" ").split())
        assert setting.title in words and setting.meaning in words, setting.name
        assert "바꾼 적 없음" in words
    assert [heading.find(string=True).strip() for heading in page.soup.select("main h2")] == list(
        dict.fromkeys(setting.section for setting in registry.SETTINGS)
    )


def test_the_page_says_values_as_people_do(sqlite_app: Flask, admin: Citizen) -> None:
    page = admin.get("/staff/settings")

    def cells(name: str) -> list[str]:
        row = page.soup.find(id=name)
        assert row is not None
        return [" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")]

    assert cells("reservations.hold_minutes")[:2] == ["10분", "10분"]
    assert cells("consultations.opens_at_once")[:2] == ["아니요", "아니요"]
    assert cells("calendar.session_policy")[0] == "다음 근무일에 엽니다"
    assert cells("consultations.opens_time")[0] == "09:00"
    assert cells("office.privacy_policy_url")[1] == "비어 있음"
    assert cells("office.phone")[0] == "055-749-5114 확인 필요"


@pytest.mark.parametrize("setting", registry.SETTINGS, ids=lambda setting: setting.name)
def test_the_form_of_every_setting_can_be_saved_as_it_stands(
    sqlite_app: Flask, admin: Citizen, setting: Setting
) -> None:
    """The form knows the value as it is, so pressing the button changes nothing."""
    page = admin.get(f"/staff/settings/{setting.name}")
    assert page.status == 200 and page.heading == setting.title
    assert admin.submit(f"/staff/settings/{setting.name}").redirects == [303]
    assert entries() == []
    assert queries.get(setting.name) == setting.default


def test_a_change_is_saved_shown_and_logged(admin: Citizen) -> None:
    admin.get("/staff/settings/reservations.hold_minutes")
    page = admin.submit("/staff/settings/reservations.hold_minutes", {"value": " 15 "})
    assert page.redirects == [303]
    assert "‘예약 중인 시간을 지켜 주는 시간’ 설정을 저장했습니다." in page.text
    row = page.soup.find(id="reservations.hold_minutes")
    assert row is not None
    words = " ".join(row.get_text(" ").split())
    assert "15분 10분 2026. 11. 23.(월) 오전 10시 root@city.example" in words
    assert queries.get("reservations.hold_minutes") == 15
    assert entries() == [
        ("setting.changed", "root@city.example", "setting:reservations.hold_minutes", [("value", "10", "15")])
    ]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("consultations.opens_at_once", "yes", True),
        ("calendar.session_policy", "none", "none"),
        ("consultations.opens_time", "08:30", time(8, 30)),
        ("notices.reminders", "2근무일 전 09:30", (Reminder(2, time(9, 30)),)),
        ("notices.reminders", "", ()),
        ("office.name", "진주시 ‘민원’ & '여권'과 😀", "진주시 ‘민원’ & '여권'과 😀"),
        *[("office.phone", number, number) for number in ("120", "1588-1234", "02-123-4567", "0551234567")],
        ("office.privacy_policy_url", "https://city.example/privacy", "https://city.example/privacy"),
    ],
)
def test_each_kind_of_value_can_be_changed(admin: Citizen, name: str, value: str, expected: object) -> None:
    admin.get(f"/staff/settings/{name}")
    admin.submit(f"/staff/settings/{name}", {"value": value})
    assert queries.get(name) == expected
    page = admin.get(f"/staff/settings/{name}")
    assert page.filled(f"/staff/settings/{name}")["value"] == value


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("reservations.hold_minutes", "", "숫자만 적어 주세요."),
        ("reservations.hold_minutes", "십 분", "숫자만 적어 주세요."),
        ("reservations.hold_minutes", "1000", "3부터 60까지 적어 주세요."),
        ("reservations.hold_minutes", "9" * 9000, "숫자만 적어 주세요."),
        ("notices.reminders", "당일 23:00", "08:00부터 20:59까지 적어 주세요."),
        ("notices.reminders", "내일", "처럼 쉼표로 나누어 적어 주세요."),
        ("consultations.opens_time", "아홉 시", "시각을 시:분으로 적어 주세요."),
        ("nightoffice.starts", "21:00", "시작 시각은 끝 시각보다 빨라야 합니다."),
        ("office.name", "", "값을 적어 주세요."),
        ("office.name", "<script>alert(1)</script>" * 5, "한 줄에 40자까지"),
        ("office.name", "<b>민원</b>", "< 와 > 는 쓸 수 없습니다."),
        *[("office.phone", text, "전화번호를 적어 주세요.") for text in ("abc", "12", "749-5114", "055-749-51145")],
        ("office.name", "가" * 500, "한 줄에 40자까지"),
        ("office.privacy_policy_url", "ftp://x", "https://로 시작하는 주소"),
    ],
)
def test_what_cannot_be_is_refused_at_the_field_and_kept_as_typed(
    sqlite_app: Flask, admin: Citizen, name: str, value: str, sentence: str
) -> None:
    admin.get(f"/staff/settings/{name}")
    page = admin.submit(f"/staff/settings/{name}", {"value": value})
    assert page.status == 400
    assert page.filled(f"/staff/settings/{name}")["value"] == value
    error = page.soup.select_one("#value-error")
    assert error is not None and sentence in error.get_text()
    assert queries.get(name) == registry.get(name).default
    assert entries() == []


@pytest.mark.parametrize("name", ["consultations.opens_at_once", "calendar.session_policy"])
@pytest.mark.parametrize("data", [{}, {"value": "perhaps"}, {"value": "\x07"}])
def test_a_choice_that_is_not_offered_is_refused(
    sqlite_app: Flask, admin: Citizen, name: str, data: dict[str, str]
) -> None:
    answer = admin.client.post(f"/staff/settings/{name}", data=data)
    assert answer.status_code == 400
    assert "보기에서 하나를 골라 주세요." in answer.text


def test_control_characters_are_refused_before_the_database_sees_them(admin: Citizen) -> None:
    answer = admin.client.post("/staff/settings/office.name", data={"value": "민원\x07과"})
    assert answer.status_code == 400


def test_back_to_default(admin: Citizen) -> None:
    page = admin.get("/staff/settings/reservations.hold_minutes")
    assert "기본값으로 되돌리기" not in page.text
    admin.submit("/staff/settings/reservations.hold_minutes", {"value": "15"})
    page = admin.get("/staff/settings/reservations.hold_minutes")
    page = admin.submit("/staff/settings/reservations.hold_minutes/reset")
    assert page.redirects == [303] and "기본값으로 되돌렸습니다" in page.text
    assert queries.get("reservations.hold_minutes") == 10
    assert entries()[1] == (
        *("setting.reset", "root@city.example", "setting:reservations.hold_minutes"),
        [("value", "15", "10")],
    )
    assert db.session.scalar(select(func.count()).select_from(StoredSetting)) == 0


def test_a_default_that_another_setting_forbids_is_refused(sqlite_app: Flask, admin: Citizen) -> None:
    for name, value in (("nightoffice.ends", "22:00"), ("nightoffice.starts", "21:00")):
        admin.get(f"/staff/settings/{name}")
        admin.submit(f"/staff/settings/{name}", {"value": value})
    admin.get("/staff/settings/nightoffice.ends")
    page = admin.submit("/staff/settings/nightoffice.ends/reset")
    assert page.status == 400 and "‘야간민원실 시작 시각’" in page.text
    assert queries.get("nightoffice.ends") == time(22)


def test_a_stored_value_that_is_none_can_be_mended_on_the_page(sqlite_app: Flask, admin: Citizen) -> None:
    with transaction() as session:
        row = StoredSetting(name="reservations.hold_minutes", value="ten", changed_at=clock.now(), changed_by="x")
        session.add(row)
    admin.get("/staff/settings/reservations.hold_minutes")
    assert admin.submit("/staff/settings/reservations.hold_minutes", {"value": "12"}).redirects == [303]
    assert queries.get("reservations.hold_minutes") == 12


@pytest.mark.parametrize("name", ["office.colour", "x" * 300, "%F0%9F%98%80"])
def test_an_unknown_setting_is_not_found(sqlite_app: Flask, admin: Citizen, name: str) -> None:
    assert admin.get(f"/staff/settings/{name}").status == 404
    assert admin.client.post(f"/staff/settings/{name}", data={"value": "1"}).status_code == 404
    assert admin.client.post(f"/staff/settings/{name}/reset").status_code == 404


def test_settings_are_for_admins_only(sqlite_app: Flask) -> None:
    path = "/staff/settings/office.name"
    for role in (None, "staff", "expert"):
        client = sqlite_app.test_client()
        if role:
            people.enter(client, f"{role}@city.example", role)
        expected = 403 if role else 303
        assert client.get("/staff/settings").status_code == expected
        assert client.get(path).status_code == expected
        assert client.post(path, data={"value": "x"}).status_code == expected
        assert client.post(f"{path}/reset").status_code == expected
    assert entries() == []


def test_a_change_needs_the_token_of_the_page(sqlite_app: Flask, admin: Citizen) -> None:
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    for path in ("/staff/settings/office.name", "/staff/settings/office.name/reset"):
        assert admin.client.post(path, data={"value": "x"}).status_code == 400
    assert entries() == []


def test_the_commands_list_get_set_and_reset(app: Flask, command: Callable[..., Result]) -> None:
    assert command("settings", "get", "reservations.hold_minutes").output == "10\n"
    command("settings", "set", "reservations.hold_minutes", "15")
    assert command("settings", "get", "reservations.hold_minutes").output == "15\n"
    listed = command("settings", "list").output.splitlines()
    assert "* reservations.hold_minutes = 15  # 예약 중인 시간을 지켜 주는 시간" in listed
    assert sum(line.startswith("*") for line in listed) == 1
    rows = {row["name"]: row for row in json.loads(command("settings", "list", "--json").output)}
    assert len(rows) == len(registry.SETTINGS)
    assert (rows["reservations.hold_minutes"]["value"], rows["reservations.hold_minutes"]["default"]) == ("15", "10")
    assert rows["reservations.hold_minutes"]["is_changed"] is True
    command("settings", "reset", "reservations.hold_minutes")
    assert queries.get("reservations.hold_minutes") == 10
    assert [entry[0] for entry in entries()] == ["setting.changed", "setting.reset"]


def test_the_commands_refuse_in_words(sqlite_app: Flask, command: Callable[..., Result]) -> None:
    refused = command("settings", "set", "reservations.hold_minutes", "1000", exit_code=1)
    assert "3부터 60까지 적어 주세요." in refused.output
    assert "그런 설정이 없습니다." in command("settings", "get", "office.colour", exit_code=1).output
    assert "그런 설정이 없습니다." in command("settings", "set", "office.colour", "x", exit_code=1).output
