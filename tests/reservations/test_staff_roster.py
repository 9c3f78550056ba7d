"""The roster: who comes when, what is free, finding somebody, and that looking is logged."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.db import transaction
from booking.reservations import queries, service
from tests.reservations.conftest import CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.support.pages import Page
from tests.support.people import enter
from tests.support.work import Worker, entries

ROSTER = f"/staff/roster/{DAY}"
LONG = "전세 보증금을 돌려받지 못하고 있습니다. 계약서와 등기부를 가지고 가면 됩니까? 기한도 알고 싶습니다."


@pytest.fixture
def clerk(app: Flask, desk: Desk, at: Callable[..., datetime]) -> Worker:
    at(NOW)
    return Worker(app)


def lines(page: Page) -> list[str]:
    """The lines of the roster's tables."""
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]


def test_the_first_page_leads_to_today_or_the_next_day(clerk: Worker, at: Callable[..., datetime]) -> None:
    assert clerk.get("/staff/", 303).url == f"/staff/roster/{DAY}"
    assert clerk.get("/staff/book/", 303).url == f"/staff/book/{DAY}"


def test_on_the_day_itself_it_leads_there_and_afterwards_to_the_next(
    app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(wall(DAY, 17))
    clerk = Worker(app)
    assert clerk.get("/staff/", 303).url == f"/staff/roster/{DAY}"
    at(wall(DAY, 23, 59))
    enter(clerk.client, "second@city.example")
    assert clerk.get("/staff/", 303).url == f"/staff/roster/{DAY}"
    at(wall(date(2026, 12, 22), 0))
    assert clerk.get("/staff/", 303).url == f"/staff/roster/{NEXT}"


def test_without_any_day_it_says_so(app: Flask, at: Callable[..., datetime]) -> None:
    at(NOW)
    clerk = Worker(app)
    assert "상담일이 없습니다" in clerk.get("/staff/").text
    assert "상담일이 없습니다" in clerk.get("/staff/book/").text


@pytest.mark.parametrize("day", ["2026-12-22", "20261221", "2026-13-01", "heute", "0001-01-01", "9999-12-31"])
def test_what_is_no_consultation_day_is_not_found(sqlite_app: Flask, clerk: Worker, day: str) -> None:
    clerk.get(f"/staff/roster/{day}", 404)
    clerk.get(f"/staff/book/{day}", 404)


def test_it_shows_bookings_by_time_and_field_with_the_telephone_masked(clerk: Worker, desk: Desk) -> None:
    row = desk.book(desk.slot("law", 1), a_person(question="상속 포기"))
    desk.book(desk.slot("national-tax"), a_person("남궁민", "055-123-4567"))
    desk.hold(desk.slot("national-tax", 1))
    page = clerk.get(ROSTER)
    shown = lines(page)
    assert [line[:8] for line in shown] == ["오전 10시 생"] + ["오전 10시 국"] * 2 + ["오전 10시 3"] * 3
    assert "빈자리" in shown[0] and "남○민" in shown[1] and "빈자리" in shown[2]
    assert "홍○동" in shown[3] and "010-****-5678" in shown[3] and "상속 포기" in shown[3] and "김법률" in shown[3]
    assert "예약 완료" in shown[3] and row.shown_reference in shown[3]
    assert "예약 진행 중 (낮 12시 10분까지)" in shown[4] and "빈자리" in shown[5]
    assert "1234-5678" not in page.html and "123-4567" not in page.html
    counts = [" ".join(one.get_text(" ").split()) for one in page.soup.select(".desk-counts > div")]
    assert counts == ["예약 완료 2", "도착 확인 0", "상담 완료 0", "예약 진행 중 1", "빈자리 3"]


def test_by_field_each_field_has_its_own_group(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot("law", 1))
    page = clerk.get(f"{ROSTER}?by=field")
    assert [head.get_text(strip=True) for head in page.soup.select("th[scope=rowgroup]")] == ["생활법률", "국세"]
    assert page.filled("/reveal")["back"] == "field"


def test_a_long_question_is_short_and_unfolds(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot(), a_person(question=LONG))
    unfolding = clerk.get(ROSTER).soup.select_one("tbody details")
    assert unfolding is not None and unfolding.p is not None and unfolding.summary is not None
    assert unfolding.p.get_text() == LONG and len(unfolding.summary.get_text()) < 30


def test_what_a_citizen_typed_is_text(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot(), a_person(question="<b>굵게</b> & 'x'"))
    page = clerk.get(ROSTER)
    assert "<b>굵게</b> & 'x'" in page.text and page.soup.find("b") is None


def test_the_telephone_is_shown_when_asked_for_and_that_is_logged(clerk: Worker, desk: Desk) -> None:
    row = desk.book(desk.slot())
    desk.book(desk.slot("national-tax"), a_person("남궁민", "010-9876-5432"))
    page = clerk.post(f"/staff/reservations/{row.reference}/reveal", 200, back="time")
    assert "010-1234-5678" in page.text and "9876" not in page.html
    assert page.heading == "2026. 12. 21.(월) 일정표"
    noted = entries("reservation.revealed")
    assert [(one.subject, one.person, one.account_name) for one in noted] == [
        (f"reservation:{row.reference}", row.person_key, "clerk@city.example")
    ]
    assert "1234-5678" not in clerk.get(ROSTER).html


def test_looking_is_logged_with_whose_data_it_showed(clerk: Worker, desk: Desk) -> None:
    people = [a_person(), a_person("남궁민", "010-9876-5432")]
    keys = [desk.book(desk.slot("law", nth), person).person_key for nth, person in enumerate(people)]
    desk.book(desk.slot(day=desk.next_day), a_person("황보영", "010-1111-2222"))
    clerk.get(ROSTER)
    noted = entries("roster.viewed")
    assert [one.person for one in noted] == keys
    assert {(one.subject, one.account_name, one.address) for one in noted} == {
        ("office_day:consultation:2026-12-21", "clerk@city.example", "127.0.0.1")
    }


def test_looking_at_an_empty_day_is_logged_once(clerk: Worker) -> None:
    clerk.get(ROSTER)
    assert [(one.person, one.subject) for one in entries("roster.viewed")] == [
        ("", "office_day:consultation:2026-12-21")
    ]


@pytest.mark.parametrize("text", ["남궁", "남 궁 민", "010-9876-5432", "01098765432", "5432", "+82 10-9876-5432"])
def test_somebody_is_found_by_name_or_telephone(clerk: Worker, desk: Desk, text: str) -> None:
    desk.book(desk.slot())
    desk.book(desk.slot("law", 1), a_person("남궁민", "010-9876-5432"))
    page = clerk.post(ROSTER, 200, q=text)
    assert [line for line in lines(page) if "남○민" in line] == lines(page) and len(lines(page)) == 1


def test_somebody_is_found_by_reference_and_on_other_days(clerk: Worker, desk: Desk) -> None:
    row = desk.book(desk.slot(day=desk.next_day))
    for text in (row.shown_reference.lower(), "010-1234-5678"):
        page = clerk.post(ROSTER, 200, q=text)
        assert "2027. 1. 20.(수) 오전 10시 홍○동" in page.text and not lines(page)


def test_a_cancelled_booking_is_found_too(clerk: Worker, desk: Desk) -> None:
    row = desk.book(desk.slot())
    with transaction():
        service.cancel(row, actor=CLERK, now=NOW)
    page = clerk.post(ROSTER, 200, q="홍길동")
    assert "찾은 예약 1건" in page.text and "예약 취소" in page.text


def test_last_digits_that_begin_with_zero_find_only_their_owner(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot(), a_person("가나다", "010-1234-0007"))
    desk.book(desk.slot("law", 1), a_person("라마바", "010-9876-1117"))
    page = clerk.post(ROSTER, 200, q="0007")
    assert len(lines(page)) == 1 and "가○다" in lines(page)[0]


def test_nobody_found_is_said_and_nothing_typed_shows_all(clerk: Worker) -> None:
    assert "찾으시는 예약이 없습니다" in clerk.post(ROSTER, 200, q="없는사람").text
    assert clerk.post(ROSTER, 303, q="  ").url == ROSTER
    clerk.post(ROSTER, 400, q="가" * 61)


def test_a_name_is_looked_for_on_the_other_days_with_one_more_key(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot(day=desk.next_day), a_person("남궁민", "010-9876-5432"))
    page = clerk.post(ROSTER, 200, q="남궁")
    assert "전화번호 전체나 예약번호를 적으면" in page.text
    [button] = page.soup.select(".desk-elsewhere button")
    assert button.get_text() == "1. 20.(수)에서 찾기"
    assert page.soup.select_one(".desk-elsewhere [name=q][value=남궁]")
    page = clerk.post(str(button["formaction"]), 200, q="남궁")
    assert "찾은 예약 1건" in page.text and page.heading.startswith("2027. 1. 20.")


def test_a_place_that_is_kept_until_another_day_says_which(app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    desk.hold(desk.slot(), now=at("2026-11-23T23:55"))
    clerk = Worker(app)
    assert "예약 진행 중 (11. 24.(화) 밤 12시 5분까지)" in clerk.get(ROSTER).text


def test_a_search_is_logged_for_whom_it_found_and_never_says_what_was_typed(clerk: Worker, desk: Desk) -> None:
    row = desk.book(desk.slot())
    desk.book(desk.slot("law", 1), a_person("남궁민", "010-9876-5432"))
    clerk.post(ROSTER, 200, q="홍길동")
    [noted] = entries("roster.searched")
    assert noted.person == row.person_key
    assert "홍길동" not in f"{noted.subject} {noted.reason} {noted.before} {noted.after}"
    assert not entries("roster.viewed")


def test_a_search_stands_in_no_address(clerk: Worker) -> None:
    assert clerk.get(ROSTER).form(ROSTER)["method"] == "post"


def test_neighbouring_days_are_linked_and_closed_ones_only_with_bookings(
    clerk: Worker, desk: Desk, open_day: Callable[..., OfficeDay]
) -> None:
    closed = open_day(date(2027, 2, 22))
    with transaction():
        calendar.close_day(closed, closed_by="rule", reason="moved", actor=Actor.job("test"), now=NOW)
    page = clerk.get(f"/staff/roster/{NEXT}")
    links = [str(link["href"]) for link in page.soup.select(".desk-days a")]
    assert links == [ROSTER]


def test_a_closed_day_shows_whom_it_displaced(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot())
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    page = clerk.get(ROSTER)
    assert "정전" in page.text and "일정 변경 필요 1" in page.text
    assert len(lines(page)) == 1 and "홍○동" in lines(page)[0] and "일정 옮기기" in lines(page)[0]


def test_every_roster_says_who_still_waits_for_another_time(
    clerk: Worker, desk: Desk, at: Callable[..., datetime]
) -> None:
    rows = [desk.book(desk.slot("law", nth), a_person(f"홍길{'동순'[nth]}")) for nth in (0, 1)]
    assert "일정을 다시 정해야" not in clerk.get(ROSTER).text
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    page = clerk.get(f"/staff/roster/{NEXT}")
    assert "일정을 다시 정해야 하는 예약이 2건 있습니다. 12. 21.(월) 2건" in page.text
    assert page.soup.select_one(f'.notice a[href="/staff/rehousing/consultation/{DAY}"]')
    with transaction():
        for row in rows:
            service.cancel(row, actor=CLERK, now=NOW)
    assert "일정을 다시 정해야" not in clerk.get(ROSTER).text


def test_only_who_is_still_to_come_would_be_displaced(desk: Desk) -> None:
    first, *_ = [desk.book(desk.slot("law", nth), a_person(f"홍길{'동순'[nth]}")) for nth in (0, 1)]
    desk.hold(desk.slot("national-tax"))
    ids = [slot.id for slot in desk.day.slots]
    assert queries.count_to_displace(ids, NOW) == 2
    assert queries.count_to_displace(ids, wall(DAY, 10, 1)) == 1
    with transaction():
        service.cancel(first, actor=CLERK, now=NOW)
    assert queries.count_to_displace(ids, NOW) == 1
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
        assert service.rehouse(NOW) == 1
    assert queries.count_to_displace(ids, NOW) == 0


def test_a_roster_ahead_says_when_people_can_arrive(app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    desk.book(desk.slot())
    at(NOW)
    assert "도착 확인은 상담일 당일에" in Worker(app).get(ROSTER).text
    at(wall(DAY, 9))
    assert "도착 확인은 상담일" not in Worker(app, "second@city.example").get(ROSTER).text


def test_an_expert_sees_no_roster(app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    at(NOW)
    Worker(app, "expert@city.example", "expert").get(ROSTER, 403)
    assert app.test_client().get(ROSTER).status_code == 303


def test_the_board_counts_a_lapsed_hold_as_free(desk: Desk) -> None:
    desk.hold(desk.slot())
    held = queries.board(desk.day, NOW).counts
    later = queries.board(desk.day, wall(DAY, 9)).counts
    assert (held["held"], held["free"]) == (1, 5) and (later.get("held", 0), later["free"]) == (0, 6)
