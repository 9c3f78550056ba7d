"""The staff pages of fields and experts."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from booking import clock
from booking.calendar import queries as calendar
from booking.consultations import jobs, queries
from booking.consultations.models import Expert
from booking.db import transaction
from booking.reservations import service as reservations
from tests.support.pages import Page
from tests.support.people import enter, make_account
from tests.support.work import Worker, entries

DEC, JAN = date(2026, 12, 21), date(2027, 1, 20)
OVERVIEW, LAW = "/staff/consultations", "/staff/consultations/fields/law"
NEW_EXPERT = "/staff/consultations/experts/new"


@pytest.fixture
def clerk(app: Flask, city: object, at: Callable[[str], datetime]) -> Worker:
    now = at("2026-11-23T12:00")
    jobs.create_days(now)
    return Worker(app)


def _typed(page: Page) -> dict[str, str]:
    """What the page's first form in <main> would send."""
    form = page.soup.select("main form")[0]
    return page.filled(str(form.get("action") or page.url.split("?")[0]))


def _send(clerk: Worker, path: str, status: int = 303, **changed: str | None) -> Page:
    typed = _typed(clerk.get(path)) | changed
    return clerk.post(path, status, **{name: value for name, value in typed.items() if value is not None})


def _times(day: date) -> list[str]:
    found = calendar.find_office_day("consultation", day)
    assert found
    return [f"{clock.to_office(slot.starts_at):%H:%M}" for slot in calendar.list_slots(found, "law")]


def _law_expert() -> Expert:
    return queries.list_experts("law", active_only=False)[0]


def test_the_overview_lists_fields_and_experts(clerk: Worker) -> None:
    text = clerk.get(OVERVIEW).text
    assert "생활법률 오전 10시~11시 30분 1명 현장 접수 가능 가족과 함께" in text
    assert "이바다(예시) 국세 마을세무사 정하지 않음 적지 않음 없음" in text


def test_saving_what_is_there_changes_nothing(clerk: Worker) -> None:
    _send(clerk, LAW)
    assert entries("field.changed") == []
    _send(clerk, f"{OVERVIEW}/experts/{_law_expert().token}")
    assert entries("expert.changed") == []


def test_a_field_is_changed_and_logged(clerk: Worker) -> None:
    _send(clerk, LAW, starts="09:30", capacity="2", bring="신분증", is_active=None, attendance="self")
    law = queries.get_field("law")
    assert (f"{law.starts:%H:%M}", law.capacity, law.bring, law.is_active, law.attendance) == (
        "09:30", 2, "신분증", False, "self",
    )  # fmt: skip
    entry = entries("field.changed")[0]
    assert entry.account_name == "clerk@city.example" and '"starts":"10:00"' in (entry.before or "")
    assert "쓰지 않음" in clerk.get(OVERVIEW).text
    assert _times(DEC) == ["10:00", "10:30"]


def test_control_characters_are_left_out(sqlite_app: Flask, clerk: Worker) -> None:
    _send(clerk, LAW, notes="가\x08나\r\n다", name="생활\x7f법률 🎉<b>")
    law = queries.get_field("law")
    assert (law.name, law.notes) == ("생활법률 🎉<b>", "가나\r\n다")
    assert "생활법률 🎉<b>" in clerk.get(OVERVIEW).text


def test_new_hours_are_applied_on_request_where_nothing_is_booked(clerk: Worker) -> None:
    _send(clerk, LAW, starts="09:00", ends="10:00")
    day = calendar.find_office_day("consultation", DEC)
    assert day
    with transaction():
        reservations.hold(calendar.list_slots(day, "law")[0].token, "browser", now=clock.now())
    shown = clerk.post(f"{LAW}/apply", 200)
    clerk.post(f"{LAW}/apply", **shown.filled(f"{LAW}/apply"))
    assert "이미 만든 상담일 2일에 적용했습니다. 예약 기록이 있는 1일은 그대로 두었습니다." in clerk.get(LAW).text
    assert _times(DEC) == ["10:00", "10:30"]
    assert _times(JAN) == ["09:00", "09:30"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "적어 주세요."),
        ({"name": "가" * 61}, "60자까지 적어 주세요."),
        ({"starts": ""}, "적어 주세요."),
        ({"starts": "아침"}, "시각을 시:분으로 적어 주세요."),
        ({"starts": "25:00"}, "시각을 시:분으로 적어 주세요."),
        ({"ends": "10:00"}, "상담 한 번(30분)은 들어가야 합니다."),
        ({"ends": "09:00"}, "상담 한 번(30분)은 들어가야 합니다."),
        ({"minutes": "서른"}, "숫자만 적어 주세요."),
        ({"minutes": "0"}, "5부터 480까지 적어 주세요."),
        *[({name: "9" * 400}, "9자리까지 숫자만 적어 주세요.") for name in ("capacity", "minutes", "position")],
        ({"name": "  "}, "적어 주세요."),
        ({"capacity": "-1"}, "0부터 20까지 적어 주세요."),
        ({"capacity": ""}, "적어 주세요."),
        ({"walk_in": "maybe"}, "올바르지 않은 선택값입니다."),
        ({"bring": "가" * 501}, "500자까지 적어 주세요."),
    ],
)
def test_a_bad_field_is_named_and_what_was_typed_is_kept(
    sqlite_app: Flask, clerk: Worker, wrong: dict[str, str], said: str
) -> None:
    page = _send(clerk, LAW, 400, **{"bring": "<b>신분증</b>", **wrong})
    assert said in page.text, page.text
    assert "생활법률 상담" in page.heading
    kept = _typed(page)
    assert all(kept.get(name) == value.strip() for name, value in wrong.items() if name not in ("walk_in",))
    assert "bring" in wrong or kept["bring"] == "<b>신분증</b>"
    assert entries("field.changed") == []


def test_a_field_is_made_once(clerk: Worker) -> None:
    new = f"{OVERVIEW}/fields/new"
    values = {"name": "행정", "key": "administration", "starts": "13:00", "ends": "14:00", "is_active": "y"}
    assert _send(clerk, new, **values).url == f"{OVERVIEW}/fields/administration"
    assert queries.get_field("administration").is_active
    assert "이미 있는 분야 이름표입니다" in _send(clerk, new, 409, **values).text
    assert "영어 소문자와 숫자" in _send(clerk, new, 400, **values | {"key": "행정"}).text


def test_no_two_fields_have_the_same_name(clerk: Worker) -> None:
    new = f"{OVERVIEW}/fields/new"
    values = {"name": " 생활법률 ", "key": "law-2", "starts": "13:00", "ends": "14:00"}
    assert "이름: 같은 이름의 분야가 이미 있습니다." in _send(clerk, new, 409, **values).text
    _send(clerk, new, **values | {"name": "행정"})
    assert "같은 이름의 분야가" in _send(clerk, f"{OVERVIEW}/fields/law-2", 409, name="생활법률").text
    assert queries.get_field("law-2").name == "행정"


def test_odd_hours_and_no_seats_are_warned_of(sqlite_app: Flask, clerk: Worker) -> None:
    assert "비어 있습니다" not in clerk.get(LAW).text and "0명이어서" not in clerk.get(LAW).text
    _send(clerk, LAW, capacity="0", minutes="25")
    text = clerk.get(LAW).text
    assert "0명이어서 이 분야는 예약을 받지 않습니다" in text
    assert "끝의 10분은 상담을 한 번 더 하기에 짧아" in text


def test_an_expert_is_registered_with_an_account(clerk: Worker) -> None:
    user = make_account("expert@city.example", "expert", display_name="정상담")
    page = clerk.get(f"{NEW_EXPERT}?field=survey")
    assert _typed(page)["field_key"] == "survey"
    assert "정상담 (expert@city.example)" in page.text and "clerk@city.example)" not in page.text
    term = {"term_from": "2027-01-01", "term_to": "2027-12-31", "pledged_on": "2026-12-30"}
    _send(clerk, NEW_EXPERT, name="정상담", organisation="LX", field_key="survey", account_id=user.token, **term)
    made = queries.find_expert_of_account(user.id)
    assert made and (made.name, made.field_key, made.term_to) == ("정상담", "survey", date(2027, 12, 31))
    assert entries("expert.added")[-1].subject == f"expert:{made.id}"
    row = next(row for row in clerk.get(OVERVIEW).soup.find_all("tr") if "정상담" in row.get_text())
    assert "위촉 기간 아님" in row.get_text() and "2027. 12. 31.(금)" in row.get_text()
    assert "정상담 (expert@city.example)" not in clerk.get(NEW_EXPERT).text
    assert "정상담 (expert@city.example)" in clerk.get(f"{OVERVIEW}/experts/{made.token}").text


def test_an_expert_is_changed_and_the_account_taken_away(clerk: Worker) -> None:
    user = make_account("expert@city.example", "expert")
    path = f"{OVERVIEW}/experts/{_law_expert().token}"
    _send(clerk, path, name="성춘향", account_id=user.token)
    assert _law_expert().account_id == user.id and _law_expert().name == "성춘향"
    _send(clerk, path, account_id="", is_active=None)
    assert _law_expert().account_id is None and not _law_expert().is_active
    assert [entry.account_name for entry in entries("expert.changed")] == ["clerk@city.example"] * 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "적어 주세요."),
        ({"field_key": "magic"}, "올바르지 않은 선택값입니다."),
        ({"account_id": "nobody"}, "올바르지 않은 선택값입니다."),
        ({"name": " \t "}, "적어 주세요."),
        ({"position": "첫째"}, "숫자만 적어 주세요."),
        ({"position": "9" * 400}, "9자리까지 숫자만 적어 주세요."),
        ({"term_from": "2027-01-02", "term_to": "2027-01-01"}, "시작일과 같거나 그 뒤여야 합니다."),
        ({"pledged_on": "어제"}, "날짜를 2027-01-20처럼 적어 주세요."),
    ],
)
def test_a_bad_expert_is_named(sqlite_app: Flask, clerk: Worker, wrong: dict[str, str], said: str) -> None:
    page = _send(clerk, f"{OVERVIEW}/experts/{_law_expert().token}", 400, **wrong)
    assert said in page.text, page.text
    assert entries("expert.changed") == []


@pytest.mark.parametrize("path", [f"{OVERVIEW}/fields/magic", f"{OVERVIEW}/experts/1", f"{OVERVIEW}/experts/nobody"])
def test_addresses_of_nothing(sqlite_app: Flask, clerk: Worker, path: str) -> None:
    clerk.get(path, 404)
    assert "없습니다" in clerk.post(path, 404).text


def test_only_staff_edit(app: Flask, clerk: Worker) -> None:
    stranger, expert = app.test_client(), app.test_client()
    enter(expert, "expert@city.example", "expert")
    for path in (OVERVIEW, LAW, NEW_EXPERT, f"{OVERVIEW}/fields/new"):
        assert stranger.get(path).status_code == 303
        assert expert.get(path).status_code == 403
    assert expert.post(f"{LAW}/apply").status_code == 403
    assert expert.post(LAW, data={"name": "x"}).status_code == 403
