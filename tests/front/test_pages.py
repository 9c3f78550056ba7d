"""What stands around every page, and the pages of errors."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, abort, render_template_string
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from booking.audit.rules import Actor
from booking.clock import parse
from booking.db import transaction
from booking.settings import queries
from booking.settings import service as settings
from tests.support.pages import Citizen


def test_every_page_has_the_office_at_the_same_place(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    with transaction():
        settings.put("office.phone", "055-000-1234", actor=Actor.job("x"), now=parse("2026-11-23"))
    for path in ("/", "/consultations", "/lookup", "/night-office", "/privacy", "/nowhere"):
        page = citizen.get(path)
        assert page.soup.select_one("header a[href='tel:055-000-1234']") is not None, path
        assert page.soup.select_one("footer a[href='/privacy']") is not None, path
        assert page.soup.select_one("body > a.skip-link[href='#main']") is not None, path
        assert page.soup.select_one("main#main") is not None, path


def test_the_menu_says_where_one_is(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    for path, label in (
        ("/consultations", "상담 예약"),
        ("/lookup", "예약 확인·취소"),
        ("/night-office", "수요 야간민원실"),
    ):
        here = citizen.get(path).soup.select(".menu a[aria-current]")
        assert [link.get_text() for link in here] == [label]
    assert not citizen.get("/").soup.select(".menu a[aria-current]")


def test_the_banner_of_a_demo(sqlite_app: Flask, client: FlaskClient) -> None:
    assert "문자와 전자우편도 나가지 않습니다" in client.get("/lookup").text
    assert "no messages are sent" in client.get("/lookup?lang=en").text
    client.get("/lookup?lang=ko")
    sqlite_app.config["SMS_URL"] = "agent:"  # a demo whose text messages leave says nothing of them
    assert "실제 예약이 접수되지 않습니다." in client.get("/lookup").text
    sqlite_app.config["BOOKING_MODE"] = "production"
    assert "시범용 화면입니다" not in client.get("/lookup").text


def test_the_privacy_notice_names_who_receives_data(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    text = citizen.get("/privacy").text
    for word in (
        "마을세무사",
        "법률홈닥터",
        "LX 한국국토정보공사 진주지사",
        "진주시 민원여권과장",
        "거부할 권리",
        "보유 기간",
    ):
        assert word in text
    with transaction():
        settings.put(
            "office.privacy_policy_url", "https://city.example/privacy", actor=Actor.job("x"), now=parse("2026-11-23")
        )
    page = citizen.get("/privacy")
    assert page.soup.select_one("main a[href='https://city.example/privacy']") is not None
    assert page.soup.select_one("footer a[href='/privacy']") is not None


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 413, 418, 429, 500, 503])
def test_pages_of_errors(make_app: Callable[..., Flask], code: int) -> None:
    app = make_app(tables=True, PROPAGATE_EXCEPTIONS=False)
    app.add_url_rule("/fail", view_func=lambda: abort(code))
    page = Citizen(app).get("/fail") if code < 500 else None
    answer = app.test_client().get("/fail")
    assert answer.status_code == code
    assert "전화로 도와드리겠습니다" in answer.text
    assert page is None or page.heading


def test_a_broken_page_says_so_even_without_a_database(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(PROPAGATE_EXCEPTIONS=False)

    def refuse(_name: str) -> None:
        raise OperationalError("select", {}, Exception("gone"))

    monkeypatch.setattr(queries, "get", refuse)

    @app.get("/break")
    def broken() -> str:
        raise RuntimeError("boom 010-1234-5678")

    answer = app.test_client().get("/break")
    assert answer.status_code == 500
    assert "일시적인 오류가 생겼습니다" in answer.text
    assert "055-749-5114" in answer.text
    assert "boom" not in answer.text


def test_a_method_that_is_not_offered(sqlite_app: Flask, client: FlaskClient) -> None:
    answer = client.get("/holds")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "이 주소로는 할 수 없는 일입니다" in answer.text


def test_too_much_is_refused(sqlite_app: Flask, client: FlaskClient) -> None:
    answer = client.post("/lookup", data={"reference": "x" * 1_100_000})
    assert answer.status_code == 413
    assert "너무 깁니다" in answer.text


def test_badges_know_every_state(sqlite_app: Flask) -> None:
    from booking.reservations.rules.states import STATES

    template = "{% from 'macros/layout.html' import badge %}{{ badge(state) }}"
    with sqlite_app.test_request_context():
        words = {state: render_template_string(template, state=state) for state in STATES}
    assert all(word.startswith("<span") for word in words.values())
    assert "미방문" in words["no_show"]


@pytest.mark.parametrize(("limit", "path"), [(60, "/holds"), (30, "/lookup")])
def test_floods_are_refused(make_app: Callable[..., Flask], limit: int, path: str) -> None:
    app = make_app(tables=True, RATELIMIT_ENABLED=True)
    client = app.test_client()
    answers = [client.post(path).status_code for _ in range(limit + 1)]
    assert answers == [400] * limit + [429]
    assert client.get("/lookup").status_code == 200
    page = client.post(path)
    assert "잠시 뒤에 다시 시도해 주세요" in page.text
    assert int(page.headers["Retry-After"]) > 0
