"""The citizens' way in: the first page, the days, the times of a day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.consultations import service
from booking.db import transaction
from booking.reservations import service as reservations
from booking.settings import service as settings
from tests.support.pages import Citizen

JOB = Actor.job("tests")
DECEMBER, JANUARY = date(2026, 12, 21), date(2027, 1, 20)


@pytest.fixture
def days(city: Path, at: Callable[[str], object]) -> None:
    """The city's data, with its days from December 2026 to February 2027 as the scheduler makes them."""
    at("2026-11-23T15:00")
    with transaction():
        service.keep_days(now=clock.now(), actor=JOB)


def take(day: date, desk: str, count: int) -> None:
    office_day = calendar.find_office_day("consultation", day)
    assert office_day is not None
    for number, slot in enumerate(calendar.list_slots(office_day, desk)[:count]):
        with transaction():
            reservations.hold(slot.token, f"somebody {number}", now=clock.now())


def close(day: date, text: str) -> None:
    with transaction():
        office_day = calendar.find_office_day("consultation", day)
        assert office_day is not None
        calendar_service.close_day(office_day, closed_by="staff", reason="staff", text=text, actor=JOB, now=clock.now())


def test_first_page(app: Flask, days: None, citizen: Citizen) -> None:
    take(DECEMBER, "law", 2)
    page = citizen.get("/")
    main = " ".join(page.soup.select_one(".home__main").get_text(" ").split())
    assert "다음 상담일 2026. 12. 21.(월) 예약 가능 10자리 남음 · 12. 18.(금) 오후 5시까지 예약" in main
    assert "20일이 일요일이어서 다음 근무일인 21일에 엽니다." in main
    assert "생활법률 오전 10시~11시 예약 진행 중" in main
    assert "국세 오후 2시~4시 4자리 남음" in main
    assert "2026. 11. 25.(수) 운영 오후 6시~8시" in page.text
    assert "2027. 1. 20.(수) 접수 예정 2026. 12. 21.(월) 오전 9시부터 예약하실 수 있습니다." in page.text
    assert "055-749-5114 평일 09:00~18:00" in page.text


def test_the_first_time_of_each_field_is_one_tap_away(app: Flask, days: None, citizen: Citizen) -> None:
    with transaction():
        settings.put("consultations.opens_at_once", "yes", actor=JOB, now=clock.now())
        service.keep_days(now=clock.now(), actor=JOB)
    take(DECEMBER, "law", 2)
    take(DECEMBER, "survey", 1)
    rows = [" ".join(row.get_text(" ").split()) for row in citizen.get("/").soup.select(".firsttime")]
    assert [row.removesuffix(f" 이 시간 예약하기 ({row.split()[0]})") for row in rows] == [
        "생활법률 2027. 1. 20.(수) 오전 10시",
        "국세 2026. 12. 21.(월) 오후 2시",
        "지방세 2026. 12. 21.(월) 오후 2시",
        "지적측량 2026. 12. 21.(월) 오후 4시 30분",
    ]
    page = citizen.get("/")
    [button, *_others] = page.soup.select(".firsttime button")
    answer = citizen.client.post("/holds", data={**page.filled("/holds"), "slot": str(button["value"])})
    assert "2027. 1. 20.(수) 오전 10시" in citizen.get(answer.headers["Location"]).text


def test_a_field_without_any_place_says_so(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    take(DECEMBER, "law", 2)
    rows = [" ".join(row.get_text(" ").split()) for row in citizen.get("/").soup.select(".firsttime")]
    assert rows[0] == "생활법률 지금은 빈자리가 없습니다. 빈자리 알림 신청 (생활법률)"


def test_a_full_day_says_when_the_next_one_can_be_booked(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    take(DECEMBER, "law", 2)
    page = citizen.get(f"/consultations/{DECEMBER}?field=law")
    said = "다음 상담일 2027. 1. 20.(수)은 2026. 12. 21.(월) 오전 9시부터 예약하실 수 있습니다."
    assert said in page.text
    assert said not in citizen.get(f"/consultations/{DECEMBER}?field=survey").text
    close(JANUARY, "청사 공사")
    assert "다음 상담일 2027. 2. 22.(월)은" in citizen.get(f"/consultations/{JANUARY}").text


def test_what_to_bring_stands_before_the_booking(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    text = citizen.get(f"/consultations/{DECEMBER}?field=survey").text
    assert "준비물: 토지의 지번을 알 수 있는 서류" in text
    assert "법적 효력이 없습니다" in text and "계약서" not in text


def test_the_first_lines_say_whether_the_night_office_opens(
    sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object]
) -> None:
    def glance() -> str:
        line = citizen.get("/").soup.select_one(".glance")
        return " ".join(line.get_text(" ").split()) if line else ""

    assert glance() == "수요 야간민원실 11. 25.(수) 운영 오후 6시~8시"
    at("2027-05-03T09:00")
    assert glance() == (
        "수요 야간민원실 5. 5.(수) 휴무 공휴일(어린이날)이어서 열지 않습니다. 다음 야간민원실은 5. 12.(수)입니다."
    )


def test_first_page_before_anything_is_set_up(app: Flask, citizen: Citizen, at: Callable[[str], object]) -> None:
    at("2026-11-23T15:00")
    for path in ("/", "/consultations"):
        assert "상담일이 아직 없습니다" in citizen.get(path).text


def test_a_closed_night_names_the_next_open_one(
    sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object]
) -> None:
    at("2027-05-03T09:00")
    text = citizen.get("/").text
    assert "2027. 5. 5.(수) 휴무 공휴일(어린이날)이어서 열지 않습니다." in text
    assert "2027. 5. 12.(수) 운영 오후 6시~8시" in text
    nights = citizen.get("/night-office")
    assert (
        "2027. 5. 5.(수) 휴무 공휴일(어린이날)이어서 열지 않습니다. 2027. 5. 12.(수) 운영 오후 6시~8시" in nights.text
    )


@pytest.mark.parametrize(("moment", "first"), [("2026-11-25T19:59", "11. 25."), ("2026-11-25T20:00", "12. 2.")])
def test_tonight_counts_until_it_ends(
    sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object], moment: str, first: str
) -> None:
    at(moment)
    assert f"수요 야간민원실 2026. {first}" in citizen.get("/").text


@pytest.mark.parametrize(
    ("moment", "next_day"), [("2026-12-21T16:59", "2026. 12. 21."), ("2026-12-21T17:00", "2027. 1. 20.")]
)
def test_today_counts_until_its_last_time_is_over(
    sqlite_app: Flask, days: None, citizen: Citizen, at: Callable[[str], object], moment: str, next_day: str
) -> None:
    at(moment)
    assert next_day in citizen.get("/").soup.select_one(".datecard").get_text()


def test_days(app: Flask, days: None, citizen: Citizen) -> None:
    page = citizen.get("/consultations")
    heads = [" ".join(head.get_text(" ").split()) for head in page.soup.select("main h2")]
    assert heads[:3] == ["2026. 12. 21.(월)", "2027. 1. 20.(수)", "2027. 2. 22.(월)"]
    assert "20일이 토요일이어서 다음 근무일인 22일에 엽니다." in page.text


def test_a_closed_day_is_gone_from_the_list_and_says_why(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    close(JANUARY, "청사 공사")
    page = citizen.get("/consultations")
    assert f"/consultations/{JANUARY}" not in page.html
    assert "2027년 1월: 담당 부서의 사정으로 열지 않습니다. (청사 공사)" in page.text
    day = citizen.get(f"/consultations/{JANUARY}")
    assert day.status == 200
    assert "청사 공사" in day.text
    assert not day.soup.select("input[name=slot]:not([disabled])")


def test_nobody_walks_in_on_a_closed_day(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    assert "예약 없이도 상담" in citizen.get(f"/consultations/{DECEMBER}").text
    close(DECEMBER, "청사 공사")
    assert "예약 없이도 상담" not in citizen.get(f"/consultations/{DECEMBER}").text


def test_months_without_a_session(sqlite_app: Flask, city: Path, citizen: Citizen, at: Callable[[str], object]) -> None:
    at("2026-11-23T15:00")
    with transaction():
        settings.put("calendar.session_policy", "none", actor=JOB, now=clock.now())
        service.keep_days(now=clock.now(), actor=JOB)
    page = citizen.get("/consultations")
    assert "2026년 12월: 20일이 일요일이어서 열지 않습니다." in page.text
    assert "2027. 1. 20.(수)" in page.text


def test_times_of_a_day(app: Flask, days: None, citizen: Citizen) -> None:
    take(DECEMBER, "law", 1)
    page = citizen.get(f"/consultations/{DECEMBER}")
    assert "1/4단계" in page.text
    legends = [" ".join(legend.get_text(" ").split()) for legend in page.soup.select("legend")]
    assert legends == [
        "생활법률 법률홈닥터 · 한 분에 30분 · 빈자리가 있으면 예약 없이도 상담",
        "국세 마을세무사 · 한 분에 30분",
        "지방세 진주시 납세자보호관 · 한 분에 30분 · 빈자리가 있으면 예약 없이도 상담",
        "지적측량 LX 한국국토정보공사 진주지사 · 한 분에 30분 · 빈자리가 있으면 예약 없이도 상담",
    ]
    cards = [" ".join(card.get_text(" ").split()) for card in page.soup.select(".slot")]
    assert cards[:3] == ["오전 10시 예약 진행 중", "오전 10시 30분 예약 가능", "오후 2시 예약 가능"]
    assert len(cards) == 12
    assert [radio.has_attr("disabled") for radio in page.soup.select("input[name=slot]")][:3] == [True, False, False]
    assert not page.soup.select("input[checked]")


def test_times_of_one_field(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    page = citizen.get(f"/consultations/{DECEMBER}?field=national-tax")
    assert [legend.get_text(" ").split()[0] for legend in page.soup.select("legend")] == ["국세"]
    assert len(page.soup.select("input[name=slot]")) == 4


@pytest.mark.parametrize(
    "path",
    ["2026-12-20", "2026-12-22", "20261221", "2026-12-1", "2026-13-01", "2026-W52-1", "soon", "0001-01-01",
     "9999-12-31", "2026-12-21?field=nonsense", "2026-12-21%20", "<b>"],
)  # fmt: skip
def test_no_such_day(sqlite_app: Flask, days: None, citizen: Citizen, path: str) -> None:
    page = citizen.get(f"/consultations/{path}")
    assert page.status == 404
    assert "055-749-5114" in page.text


def test_two_places_are_counted(sqlite_app: Flask, days: None, citizen: Citizen) -> None:
    with transaction() as session:
        office_day = calendar.find_office_day("consultation", DECEMBER)
        assert office_day is not None
        calendar.list_slots(office_day, "law")[0].capacity = 2
        session.flush()
    take(DECEMBER, "law", 1)
    cards = citizen.get(f"/consultations/{DECEMBER}").soup.select(".slot")
    assert " ".join(cards[0].get_text(" ").split()) == "오전 10시 1자리 남음"


def test_pages_are_not_kept_by_browsers(sqlite_app: Flask, days: None, client: FlaskClient) -> None:
    assert client.get("/consultations").headers["Cache-Control"] == "no-store"
