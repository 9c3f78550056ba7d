"""Staff keep what the one-stop counter does: list, find, add, change, switch off."""

from collections.abc import Callable

import pytest
from flask import Flask

from booking.counter import queries
from tests.kiosks.test_staff_pages import typed
from tests.support.pages import Page
from tests.support.work import Worker, entries

LIST = "/staff/one-stop"


@pytest.fixture
def clerk(sqlite_app: Flask, city: object, at: Callable[[str], object]) -> Worker:
    at("2026-11-23T12:00")
    return Worker(sqlite_app)


def names(page: Page) -> list[str]:
    return [str(head.contents[0]).strip() for head in page.soup.select("main tbody th")]


def test_the_list_is_narrowed_by_word_and_department(clerk: Worker) -> None:
    page = clerk.get(LIST)
    assert "원스톱 창구 업무 70가지" in page.text and len(names(page)) == 50
    assert names(clerk.get(f"{LIST}?q=출산&department=family")) == ["행복출산 통합신청"]
    assert "60자까지" in clerk.get(f"{LIST}?q={'가' * 61}", 400).text


def test_another_kind_is_put_on_the_list_and_changed(clerk: Worker) -> None:
    path = f"{LIST}/new"
    page = clerk.get(path)
    offered = {option["value"] for option in page.soup.select("[name=key] option")}
    assert "law-advice" in offered and "passport" not in offered
    data = typed(page) | {"key": "law-advice", "department_key": "civil-affairs", "fee": "0", "takes": "30분"}
    for wrong, said in (
        ({"key": ""}, "업무를 골라 주세요."), ({"department_key": ""}, "부서를 골라 주세요."),
        ({"fee": "-1"}, "0부터 9,999,999까지"), ({"fee": "무료"}, "숫자만 적어"), ({"bring": "가" * 301}, "300자까지"),
    ):  # fmt: skip
        assert said in clerk.post(path, 400, **data | wrong).text, said
    clerk.post(path, **data)
    assert queries.get_offer("law-advice").task.fee == 0
    path = f"{LIST}/law-advice"
    clerk.post(path, **typed(clerk.get(path)) | {"fee": ""})
    assert [entry.changes for entry in entries("counter_task.changed")] == [[("fee", 0, None)]]


def test_what_is_switched_off_leaves_the_citizens_page(clerk: Worker) -> None:
    path = f"{LIST}/passport"
    sent = typed(clerk.get(path))
    del sent["is_active"]
    clerk.post(path, **sent)
    assert queries.find_offer("passport") is None
    assert "여권 신청 예시 자료 보이지 않음" in clerk.get(f"{LIST}?q=여권+신청").text
