"""Staff keep what the night office receives: the list, hours, fee, and booked visits that a change would touch."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.business import service as business
from booking.business.service import BusinessValues
from booking.calendar import queries as calendar
from booking.db import transaction
from booking.nightoffice import queries, service
from booking.nightoffice.service import NightTaskValues
from booking.reservations import service as reservations
from booking.reservations.rules.people import make_person
from booking.settings import service as settings
from tests.support.pages import Page
from tests.support.work import Worker, entries

LIST, NEW, PASSPORT = "/staff/night-tasks", "/staff/night-tasks/new", "/staff/night-tasks/passport"
BY = Actor.command("tests")


@pytest.fixture
def clerk(sqlite_app: Flask, city: Path, at: Callable[[str], object]) -> Worker:
    at("2026-11-23T12:00")
    return Worker(sqlite_app)


def _typed(page: Page) -> dict[str, str]:
    form = page.soup.select("main form")[0]
    return page.filled(str(form.get("action") or page.url.split("?")[0]))


def _rows(page: Page) -> list[str]:
    return [row.get_text(" ", strip=True) for row in page.soup.select("tbody tr")]


def test_the_list_is_found_through(clerk: Worker) -> None:
    page = clerk.get(LIST)
    assert "야간민원실 업무 28가지" in page.text and len(_rows(page)) == 28
    assert _rows(page)[0].startswith("여권 신청 예시 자료 오후 6시~8시 오후 7시 30분 여권의 종류와 면수")
    assert page.soup.select_one(".work-menu a[aria-current=page]").get_text() == "야간민원실 업무"
    assert [row.split()[0] for row in _rows(clerk.get(f"{LIST}?q=도장 증명"))] == ["인감증명서"]
    assert "찾는 말이 들어 있는 업무가 없습니다." in clerk.get(f"{LIST}?q=zzz").text
    assert "주민등록번호" in clerk.get(f"{LIST}?q=900101-1234567", 400).text


def test_a_long_list_comes_in_pages(clerk: Worker) -> None:
    with transaction():
        for number in range(30):
            business.add_business(f"more-{number}", BusinessValues(f"더 {number}"), actor=BY, now=clock.now())
            service.add_task(f"more-{number}", NightTaskValues(position=90), actor=BY, now=clock.now())
    first, second = clerk.get(LIST), clerk.get(f"{LIST}?page=2&q=")
    assert (len(_rows(first)), len(_rows(second))) == (50, 8)
    assert "다음 쪽" in first.text and "앞쪽" in second.text
    assert len(_rows(clerk.get(f"{LIST}?q=더"))) == 30


def test_a_change_is_kept_and_logged(clerk: Worker, sqlite_app: Flask) -> None:
    typed = _typed(clerk.get("/staff/night-tasks/birth-report"))
    assert (typed["last_acceptance"], typed["starts"], typed["fee"]) == ("19:30", "", "0")
    clerk.post("/staff/night-tasks/birth-report", **typed | {"last_acceptance": "19:00", "fee": "", "is_sample": ""})
    task = queries.get_task("birth-report")
    assert (task.last_acceptance, task.starts, task.fee) == (time(19), None, None)
    [entry] = entries("night_task.changed")
    assert entry.account_name == "clerk@city.example"
    shown = sqlite_app.test_client().get("/night-office?q=출생신고").get_data(as_text=True)
    assert "접수 마감 오후 7시<" in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts": "17:00"}, "접수 시작: 야간민원실 운영 시간(18:00~20:00) 안에서 적어 주세요."),
        ({"last_acceptance": "18:00"}, "접수 마감: 접수 마감은 18:00보다 늦고 20:00보다 늦지 않아야 합니다."),
        ({"ends": "18:00", "starts": "18:30", "last_acceptance": ""}, "끝: 끝 시각은 시작 시각보다 늦어야 합니다."),
        ({"starts": "여섯 시"}, "접수 시작: 시각을 시:분으로 적어 주세요."),
        ({"fee": "-1"}, "수수료(원): 0부터 9,999,999까지 적어 주세요."),
        ({"fee": "공짜"}, "수수료(원): 숫자만 적어 주세요."),
        ({"seats": "0"}, "10분마다 받는 인원: 1부터 20까지 적어 주세요."),
        ({"bring": "900101-1234567"}, "준비물: 주민등록번호"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(clerk: Worker, wrong: dict[str, str], said: str) -> None:
    page = clerk.post(PASSPORT, 400, **_typed(clerk.get(PASSPORT)) | {"notes": "새 안내"} | wrong)
    assert said in page.text
    assert _typed(page)["notes"] == "새 안내"
    assert not entries("night_task.changed")


def test_a_kind_whose_hours_the_night_has_no_more_is_marked(clerk: Worker) -> None:
    with transaction():
        was = service.values_of(queries.get_task("seal-certificate"))
        changed = replace(was, starts=time(18), ends=time(19))
        service.change_task("seal-certificate", changed, actor=BY, now=clock.now())
        settings.put("nightoffice.starts", "19:00", actor=BY, now=clock.now())
    [row] = _rows(clerk.get(f"{LIST}?q=인감증명서"))
    assert "시각 확인 필요" in row and "시민에게 보이지 않습니다." in row


def test_another_kind_joins_the_list(clerk: Worker) -> None:
    assert clerk.get(NEW).soup.select("[name=business_key] option")[0]["value"] == "", "nothing is chosen beforehand"
    typed = _typed(clerk.get(NEW)) | {"business_key": "car-register", "fee": "300"}
    assert (typed["position"], typed["seats"], typed["is_active"]) == ("29", "1", "y")
    clerk.post(NEW, **typed)
    assert queries.get_task("car-register").fee == 300
    offered = [one["value"] for one in clerk.get(NEW).soup.select("[name=business_key] option")]
    assert "car-register" not in offered and "farmland-register" in offered
    assert "목록" in clerk.post(NEW, 400, **typed).text
    clerk.get("/staff/night-tasks/none", 404)


def test_a_change_that_touches_booked_visits_is_shown_first(clerk: Worker) -> None:
    night = date(2026, 12, 2)
    with transaction():
        service.keep_nights(clock.now(), BY)
        day = calendar.find_office_day("night", night)
        assert day is not None
        late = clock.at_office(night, time(19, 20))
        [slot] = [one for one in calendar.list_slots(day, "passport") if one.starts_at == late]
        person = make_person("홍길동", "010-1234-5678", "", "")
        more = {"via": "telephone", "consent_version": "1", "actor": BY, "now": clock.now()}
        reservations.book_for_caller(slot.token, person, **more)
    typed = _typed(clerk.get(PASSPORT)) | {"last_acceptance": "19:00"}
    shown = clerk.post(PASSPORT, 200, **typed)
    told = "2026. 12. 2.(수) 오후 7시 20분 방문 예약 1건은 그대로 지키고, 그 시간에는 예약을 더 받지 않습니다."
    assert told in shown.text and "아직 아무것도 바뀌지 않았습니다." in shown.text
    assert queries.get_task("passport").last_acceptance == time(19, 30) and not entries("night_task.changed")
    assert told in clerk.post(PASSPORT, 200, **_typed(shown) | {"seen": "another"}).text
    clerk.post(PASSPORT, **_typed(shown))
    assert queries.get_task("passport").last_acceptance == time(19)
    clerk.post(PASSPORT, **_typed(clerk.get(PASSPORT)) | {"bring": "신분증"})  # what was outside already is no news
    clerk.post(PASSPORT, **_typed(clerk.get(PASSPORT)) | {"last_acceptance": "19:30"})
