"""The pages as people without scripts use them: from a first log-in to a new phone, every page sound."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from booking import clock
from booking.consultations import queries as consultations
from tests.support.pages import Citizen
from tests.support.people import PASSWORD, log_in, make_account

At = Callable[[datetime | str], datetime]
Command = Callable[..., Result]
BOSS = "boss@city.example"


def typed(citizen: Citizen, email: str = BOSS, password: str = PASSWORD) -> str:
    return citizen.submit("/login", {"email": email, "password": password}).heading


def scanned(citizen: Citizen) -> pyotp.TOTP:
    """The app that read the key from the present page."""
    assert citizen.page
    found = re.search(r"설정 키 ([A-Z2-7-]+)", citizen.page.text)
    assert found
    return pyotp.TOTP(found[1].replace("-", ""))


def test_a_first_log_in_in_production(app: Flask, citizen: Citizen, at: At) -> None:
    at("2026-11-23T10:00")
    app.config["SECURITY_TWO_FACTOR_REQUIRED"] = True
    make_account(BOSS, "admin")
    assert citizen.get("/account").heading == "담당자 로그인"
    assert citizen.submit("/login", {"email": "", "password": ""}).status == 400
    assert citizen.submit("/login", {"email": BOSS, "password": "wrong"}).status == 401
    assert typed(citizen) == "2단계 인증 설정"
    assert citizen.submit("/account/second-factor").heading == "2단계 인증 설정"
    phone = scanned(citizen)
    page = citizen.submit("/login/code", {"code": "12"})
    assert (page.status, page.heading) == (400, "2단계 인증 설정")
    citizen.submit("/login/code", {"code": phone.at(clock.now())})
    assert citizen.get("/account").heading == "내 계정"
    at(clock.now() + timedelta(minutes=1))
    citizen.submit("/logout")
    assert typed(citizen) == "인증번호 입력"
    assert citizen.get("/login/help").heading == "인증 앱을 쓸 수 없을 때"
    citizen.get("/login/code")
    citizen.submit("/login/code", {"code": phone.at(clock.now())})
    assert "사용 중" in citizen.get("/account").text
    assert citizen.get("/account/second-factor").heading == "2단계 인증 설정"


def test_every_page_of_the_own_account_and_of_the_admin(app: Flask, citizen: Citizen) -> None:
    app.config["SECURITY_FRESHNESS"] = timedelta(microseconds=1)
    make_account(BOSS, "admin")
    make_account("expert@city.example", "expert")
    citizen.get("/login")
    typed(citizen)
    assert citizen.get("/account/second-factor").heading == "비밀번호 다시 확인"
    assert citizen.submit("/account/password/again", {"password": "wrong"}).status == 401
    assert citizen.get("/account/password").heading == "비밀번호 바꾸기"
    page = citizen.submit("/account/password", {"password": PASSWORD, "new_password": "x", "new_password_confirm": "y"})
    assert page.status == 400
    assert citizen.get("/staff/accounts").heading == "계정 관리"
    assert citizen.get("/staff/accounts/new").heading == "새 계정 만들기"
    assert citizen.submit("/staff/accounts/new", {"email": "x", "display_name": "x", "role": "staff"}).status == 400
    page = citizen.submit(
        "/staff/accounts/new", {"email": "new@city.example", "display_name": "이새롬", "role": "staff"}
    )
    assert page.heading == "임시 비밀번호"
    for client in (app.test_client(), app.test_client()):
        app.config["WTF_CSRF_ENABLED"] = False
        for _ in range(5):
            log_in(client, "new@city.example", "wrong")
        app.config["WTF_CSRF_ENABLED"] = True
    assert "로그인 잠김" in citizen.get("/staff/accounts").text
    page = citizen.get(str(page.soup.select('a:-soup-contains("이 계정 관리")')[0]["href"]))
    assert page.heading == "이새롬 계정"
    assert "까지 로그인할 수 없습니다" in page.text
    for action, words in [
        ("/unlock", "잠금을 풀었습니다"),
        ("/role", "권한을 바꾸었습니다"),
        ("/deactivate", "사용 중지했습니다"),
        ("/activate", "다시 사용할 수 있습니다"),
        ("/password", "임시 비밀번호"),
    ]:
        page = citizen.submit(action, {"role": "expert"} if action == "/role" else None)
        assert words in page.text
    assert "내 계정" in citizen.get("/account").text


def test_a_locked_page_says_how_long(app: Flask, citizen: Citizen) -> None:
    make_account(BOSS, "admin")
    citizen.get("/login")
    for _ in range(5):
        typed(citizen, password="wrong")
    assert typed(citizen) == "담당자 로그인"
    assert citizen.page is not None
    assert citizen.page.status == 429
    assert "15분 뒤에 다시 시도해 주세요" in citizen.page.text


def test_after_the_log_in_there_is_work_and_elsewhere_there_is_none(app: Flask, citizen: Citizen) -> None:
    make_account("clerk@city.example", "staff")
    citizen.get("/login")
    typed(citizen, "clerk@city.example")
    assert citizen.page is not None
    assert citizen.page.status == 200
    assert citizen.page.url.startswith("/staff/")
    assert citizen.get("/expert/").status == 403


def test_the_demo_makes_its_accounts_once(app: Flask, client: FlaskClient, command: Command, city: object) -> None:
    output = command("demo").output
    made = dict(line.split() for line in output.splitlines() if "@" in line)
    assert list(made) == ["admin@demo.example", "staff@demo.example", "law@demo.example", "national-tax@demo.example"]
    assert "시범 계정 4개를 만들었습니다" in output
    again = command("demo").output
    assert "이미 있어 새로 만들지 않았습니다" in again
    assert "@" not in again
    linked = [expert.account_id for expert in consultations.list_experts() if expert.account_id]
    assert len(linked) == 2
    for email, password in made.items():
        browser = app.test_client()
        assert log_in(browser, email, password).status_code == 303
        assert browser.get("/account").status_code == 200


def test_the_demo_without_a_city_makes_no_experts(app: Flask, command: Command) -> None:
    assert "시범 계정 2개를 만들었습니다" in command("demo").output


def test_production_makes_no_demo_accounts(app: Flask, command: Command) -> None:
    app.config["BOOKING_MODE"] = "production"
    assert "BOOKING_MODE=demo" in command("demo", exit_code=1).output
