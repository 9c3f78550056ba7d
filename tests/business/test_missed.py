"""What citizens say they did not find: counted without anybody's data, and made another name in one press."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from flask import Flask
from limits import parse_many

from booking import clock
from booking.audit.rules import Actor
from booking.business import jobs, queries, service
from booking.business.errors import MissedWordsUnfit
from booking.business.models import MissedWords
from booking.business.rules import missed
from booking.business.service import BusinessValues
from booking.db import db, transaction
from booking.errors import IdentityNumber
from booking.limits import TELLING
from tests.reservations.racing import at_once
from tests.support.pages import Citizen
from tests.support.work import Worker, entries

PAGE = "/staff/missed-words"
FIRST = date(2026, 11, 20)


def miss(words: str, days: int, first: date = FIRST) -> None:
    with transaction():
        for day in range(days):
            service.note_missed(words, first + timedelta(days=day))


def kept() -> list[tuple[str, date]]:
    return [(row.words, row.on) for row in db.session.scalars(db.select(MissedWords).order_by(MissedWords.on))]


def test_the_same_words_count_once_a_day(app: Flask) -> None:
    miss("기초연금", 1)
    miss("  기초연금 ", 2)
    assert kept() == [("기초연금", FIRST), ("기초연금", FIRST + timedelta(days=1))]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "010-1234-5678",
        "전화 0 1 0 1 2",
        "me@city.example",
        "１２３４５",
        "가" * 61,
        "010/1234/5678",
        "010·1234·5678",
        "010–1234–5678",
        "(010)1234)5678",
        "010_1234_5678",
        "010\u200b1234\u200b5678",
        "공일공 일이삼사 오육칠팔",
        "공1공-이3사오-6칠8구",
        "hong골뱅이naver",
        "홍길동 naver.com",
        "www.경품.KR",
    ],
)
def test_nothing_personal_is_kept(sqlite_app: Flask, text: str) -> None:
    with pytest.raises(MissedWordsUnfit), transaction():
        service.note_missed(text, FIRST)
    assert kept() == []


@pytest.mark.parametrize(
    "words", ["여권 사진 2장", "2027년 12월 연말정산", "구이 이사 일요일", "1층 2번 창구", "k.r. 연금"]
)
def test_numbers_of_everyday_words_are_kept(sqlite_app: Flask, words: str) -> None:
    miss(words, 1)
    assert kept() == [(words, FIRST)]


def test_what_shows_nothing_makes_no_other_words(sqlite_app: Flask) -> None:
    miss("기초\u200b연금", 1)
    miss("\u202e기초연금", 1)
    assert kept() == [("기초연금", FIRST)]


def test_one_address_takes_little_of_what_a_day_has_for_everybody() -> None:
    of_a_day = [one.amount for one in parse_many(TELLING) if one.get_expiry() >= 24 * 3600]
    assert of_a_day and min(of_a_day) * 10 <= missed.MOST


def test_no_identity_number_is_kept(sqlite_app: Flask) -> None:
    with pytest.raises(IdentityNumber), transaction():
        service.note_missed("900101-1234567", FIRST)


def test_a_day_has_its_most(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "MOST", 2)
    for words in ("하나", "둘", "셋"):
        miss(words, 1)
    assert {words for words, _ in kept()} == {"하나", "둘"}


def test_words_are_shown_from_the_third_day(app: Flask) -> None:
    miss("기초연금", 3)
    miss("버스 시간표", 2)
    assert queries.list_missed() == [queries.Missed("기초연금", 3, FIRST + timedelta(days=2))]


def test_they_are_destroyed_after_their_time(app: Flask) -> None:
    miss("기초연금", 2)
    over = clock.at_office(FIRST + missed.KEPT, clock.parse("2026-11-20T03:15").time())
    assert jobs.forget_missed(over) == 0
    assert jobs.forget_missed(over + timedelta(days=1)) == 1
    assert jobs.forget_missed(over + timedelta(days=1)) == 0 and len(kept()) == 1


@pytest.mark.usefixtures("city")
def test_a_citizen_says_so_with_a_press(sqlite_app: Flask, citizen: Citizen, at: Callable[[str], object]) -> None:
    at("2026-11-23T12:00")
    citizen.get("/guide?q=Pizza 배달")
    assert kept() == [], "looking changes nothing"
    page = citizen.submit("/guide/missed")
    assert "알려 주셔서 감사합니다" in page.text and kept() == [("pizza 배달", date(2026, 11, 23))]
    citizen.get("/guide?q=010-1234-5678")
    page = citizen.submit("/guide/missed")
    assert page.status == 400 and "전화번호나 전자우편 주소는 빼고" in page.text and len(kept()) == 1


@pytest.mark.usefixtures("city")
def test_staff_make_it_another_name_in_one_press(sqlite_app: Flask, at: Callable[[str], object]) -> None:
    at("2026-11-23T12:00")
    clerk = Worker(sqlite_app)
    assert "아직 없습니다." in clerk.get(PAGE).text
    miss("우리끼리말", 3)
    assert queries.find("우리끼리말") == []
    db.session.rollback()
    assert "업무를 골라 주세요." in clerk.post(PAGE, 400, words="우리끼리말").text
    clerk.post(PAGE, words="우리끼리말", key="seal-certificate")
    assert "다른 이름으로 넣었습니다" in clerk.get(PAGE).text and kept() == []
    assert [one.key for one in queries.find("우리끼리말")] == ["seal-certificate"]
    assert [entry.action for entry in entries("business.changed")][-1:] == ["business.changed"]


@pytest.mark.usefixtures("city")
def test_staff_take_off_what_means_nothing(sqlite_app: Flask, at: Callable[[str], object]) -> None:
    at("2026-11-23T12:00")
    clerk = Worker(sqlite_app)
    miss("피자 배달", 3)
    clerk.post(PAGE, words="피자 배달", drop="1")
    assert "지웠습니다" in clerk.get(PAGE).text and kept() == [] and len(entries("missed_words.dropped")) == 1


@pytest.mark.race
def test_two_who_take_over_at_once_lose_no_name(empty_url: str, make_app: Callable[..., Flask]) -> None:
    app = make_app(url=empty_url, tables=True)
    names = [f"다른 말 {number}" for number in range(6)]
    now, actor = clock.now(), Actor.command("test")
    with app.app_context():
        with transaction():
            service.add_business("seal", BusinessValues("인감증명서"), actor=actor, now=now)
        for name in names:
            miss(name, 1)

    def take(name: str) -> None:
        with transaction():
            service.take_over(name, "seal", actor=actor, now=now)

    at_once(app, [partial(take, name) for name in names])
    with app.app_context():
        assert sorted(queries.get_business("seal").words.splitlines()) == names
        assert kept() == []
