"""The menu of work pages: the day's work first, everything else in groups, one press away."""

import pytest
from bs4 import Tag
from flask import Flask

from tests.support.work import Worker

DAY = ["일정표", "방문 확인", "전화·현장 접수", "빈자리 알림", "전화 안내"]
GROUPS = "안내 운영 창구·발급기 친절 통계 관리"


def _menu(app: Flask, role: str, path: str) -> Tag:
    menu = Worker(app, f"{role}@city.example", role).get(path).soup.select_one("nav.work-menu")
    assert menu is not None
    return menu


def _labels(part: Tag, links: str) -> list[str]:
    return [link.get_text() for link in part.select(links)]


@pytest.mark.parametrize(("role", "groups"), [("staff", GROUPS), ("admin", GROUPS)])
def test_the_days_work_stands_apart_from_the_groups(sqlite_app: Flask, role: str, groups: str) -> None:
    menu = _menu(sqlite_app, role, "/staff/reports")
    assert _labels(menu, ".work-menu__day a") == DAY
    assert _labels(menu, ".work-menu__group") == [*groups.split(), "나의 메뉴"]
    grouped = _labels(menu, ".work-menu__groups a")
    assert len(grouped) == len(set(grouped)) and not set(grouped) & set(DAY)
    assert {"운영 일정", "통계", "내 계정"} <= set(grouped) and ("설정" in grouped) == (role == "admin")


def test_the_button_names_the_page_that_stands_in_a_group(sqlite_app: Flask) -> None:
    menu = _menu(sqlite_app, "staff", "/staff/reports")
    assert _labels(menu, "summary .work-menu__wide") == ["다른 업무: 통계"]
    assert _labels(menu, ".work-menu__groups a[aria-current]") == ["통계"]
    assert _labels(_menu(sqlite_app, "admin", "/staff/waiting"), "summary .work-menu__wide") == ["다른 업무"]


def test_what_belongs_together_stands_together(sqlite_app: Flask) -> None:
    menu = _menu(sqlite_app, "staff", "/staff/reports")
    found = [_labels(group, "a") for group in menu.select(".work-menu__groups > div")]
    assert found[1] == ["운영 일정", "공휴일", "상담 분야·위원", "다른 상담 창구", "상담 결과"]
    assert found[2] == [
        "원스톱 창구 건수", "야간민원실 건수", "원스톱 창구 업무", "야간민원실 업무", "무인민원발급기",
        "업무 종류", "부서",
    ]  # fmt: skip
    assert found[3] == ["시민 모니터", "친절 채점표", "친절도", "친절교육 계획", "방문 설문"]


def test_a_short_menu_has_no_groups(sqlite_app: Flask) -> None:
    menu = _menu(sqlite_app, "expert", "/expert/")
    assert menu.details is None
    assert _labels(menu, "a") == ["내 상담", "못 오는 날", "내 달력", "연습하기", "내 계정"]
