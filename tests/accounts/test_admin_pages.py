"""Admin pages: accounts are made and changed here, by admins only, and every change is in the log."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.accounts import queries
from booking.accounts.models import User
from booking.audit.models import AccessEntry
from booking.db import db
from tests.support.people import enter, log_in, make_account

BOSS, CLERK = "boss@city.example", "clerk@city.example"


def path(email: str = CLERK, *more: str) -> str:
    return "/".join(("/staff/accounts", queries.get_user_by_email(email).token, *more))


def entries() -> list[tuple[str, str, str, object, object]]:
    rows = db.session.scalars(
        select(AccessEntry).where(AccessEntry.action.like("account.%"), AccessEntry.account_name == BOSS)
    )
    return [
        (row.action, row.subject, row.account_name, json.loads(row.before or "null"), json.loads(row.after or "null"))
        for row in rows
    ]


@pytest.fixture
def boss(client: FlaskClient) -> User:
    """An admin, logged in with `client`."""
    return enter(client, BOSS, "admin")


def new_account(client: FlaskClient, **changes: str) -> tuple[int, str]:
    answer = client.post(
        "/staff/accounts/new", data={"email": CLERK, "display_name": "김담당", "role": "staff", **changes}
    )
    return answer.status_code, answer.text


def shown_password(text: str) -> str:
    found = re.search(r"<dt>임시 비밀번호</dt><dd>([a-z2-9-]{19})</dd>", text)
    assert found
    return found[1]


def test_a_new_account_gets_a_password_that_it_has_to_change(app: Flask, client: FlaskClient, boss: User) -> None:
    status, text = new_account(client, email=" Clerk@city.example")
    assert status == 200
    clerk = app.test_client()
    assert log_in(clerk, CLERK, shown_password(text)).status_code == 303
    assert clerk.get("/account").location == "/account/password"
    assert "임시 비밀번호입니다" in clerk.get("/account/password").text
    new = "a phrase of my own"
    clerk.post(
        "/account/password",
        data={"password": shown_password(text), "new_password": new, "new_password_confirm": new},
    )
    assert clerk.get("/account").status_code == 200
    assert entries() == [
        ("account.created", f"account:{CLERK}", BOSS, None, {"email": CLERK, "role": "staff", "active": True})
    ]


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"email": ""}, 400, "전자우편 주소를 입력해 주세요"),
        ({"email": "no address"}, 400, "전자우편 주소를 확인해 주세요"),
        ({"email": "a b@city.example"}, 400, "전자우편 주소를 확인해 주세요"),
        ({"email": "x" * 300 + "@city.example"}, 400, "255자까지"),
        ({"email": BOSS}, 409, "이미 쓰고 있는 전자우편 주소입니다"),
        ({"email": BOSS.upper()}, 409, "이미 쓰고 있는 전자우편 주소입니다"),
        ({"display_name": " "}, 400, "이름을 입력해 주세요"),
        ({"display_name": "가" * 61}, 400, "60자까지"),
        ({"display_name": "a\x07b"}, 400, "이름을 60자 안에서"),
        ({"role": "king"}, 400, "권한"),
        ({"role": ""}, 400, "권한을 선택해 주세요"),
    ],
)
def test_a_bad_field_is_named_and_the_rest_kept(
    sqlite_app: Flask, client: FlaskClient, boss: User, changes: dict[str, str], status: int, sentence: str
) -> None:
    answered, text = new_account(client, **changes)
    assert answered == status
    assert sentence in text
    assert "display_name" in changes or 'value="김담당"' in text
    assert len(queries.list_users()) == 1


def test_html_in_a_name_stays_text(sqlite_app: Flask, client: FlaskClient, boss: User) -> None:
    new_account(client, display_name="<script>alert(1)</script>")
    page = client.get("/staff/accounts").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_another_role_counts_at_once_and_is_in_the_log(app: Flask, client: FlaskClient, boss: User) -> None:
    clerk = app.test_client()
    enter(clerk, CLERK, "staff")
    assert clerk.get("/staff/accounts").status_code == 403
    assert client.post(path(CLERK, "role"), data={"role": "admin"}).status_code == 303
    assert clerk.get("/staff/accounts").status_code == 200
    client.post(path(CLERK, "role"), data={"role": "admin"})
    assert entries() == [
        ("account.role_changed", f"account:{CLERK}", BOSS, {"role": "staff"}, {"role": "admin"}),
    ]
    assert client.post(path(CLERK, "role"), data={"role": "king"}).status_code == 400


def test_accounts_are_switched_off_and_on(app: Flask, client: FlaskClient, boss: User) -> None:
    clerk = app.test_client()
    enter(clerk, CLERK)
    assert client.post(path(CLERK, "deactivate")).status_code == 303
    assert clerk.get("/account").status_code == 303
    assert "사용 중지" in client.get("/staff/accounts").text
    assert log_in(clerk, CLERK).status_code == 401
    assert client.post(path(CLERK, "activate")).status_code == 303
    assert log_in(clerk, CLERK).status_code == 303
    assert [entry[0] for entry in entries()] == ["account.deactivated", "account.activated"]


def test_sessions_are_ended_locks_undone_and_passwords_issued(app: Flask, client: FlaskClient, boss: User) -> None:
    clerk = app.test_client()
    enter(clerk, CLERK)
    assert "127.0.0.1" in client.get(path()).text
    assert client.post(path(CLERK, "end-sessions")).status_code == 303
    assert clerk.get("/account").status_code == 303
    for _ in range(5):
        log_in(clerk, CLERK, "a wrong password")
    assert "로그인 잠김" in client.get("/staff/accounts").text
    assert "로그인 잠금 풀기" in client.get(path()).text
    assert client.post(path(CLERK, "unlock")).status_code == 303
    assert log_in(clerk, CLERK).status_code == 303
    answer = client.post(path(CLERK, "password"))
    assert answer.status_code == 200
    assert clerk.get("/account").status_code == 303, "logged out by the new password"
    assert log_in(clerk, CLERK).status_code == 401
    assert log_in(clerk, CLERK, shown_password(answer.text)).status_code == 303
    assert client.post(path(CLERK, "reset-second-factor")).status_code == 303
    assert [entry[0].removeprefix("account.") for entry in entries()] == [
        "sessions_ended", "unlocked", "password_issued", "second_factor_reset",
    ]  # fmt: skip
    assert shown_password(answer.text) not in str(entries())


def test_nobody_takes_the_own_rights(app: Flask, client: FlaskClient, boss: User) -> None:
    make_account("other@city.example", "admin")
    for answer in (
        client.post(path(BOSS, "role"), data={"role": "staff"}),
        client.post(path(BOSS, "deactivate")),
    ):
        assert answer.status_code == 409
        assert "다른 관리자에게 요청해 주세요" in answer.text
    assert client.get("/staff/accounts").status_code == 200
    page = client.get(path(BOSS)).text
    assert "사용 중지하기" not in page and "권한 저장하기" not in page


@pytest.mark.parametrize("role", ["staff", "expert"])
def test_only_admins_come_here(app: Flask, client: FlaskClient, role: str) -> None:
    enter(client, CLERK, role)
    home = path()
    for address in ("/staff/accounts", "/staff/accounts/new", home):
        assert client.get(address).status_code == 403
    posts = ("role", "deactivate", "activate", "unlock", "end-sessions", "reset-second-factor", "password")
    for address in ("/staff/accounts/new", *(f"{home}/{each}" for each in posts)):
        assert client.post(address, data={"role": "admin"}).status_code == 403
    assert queries.get_user_by_email(CLERK).role == role
    assert "계정 관리" not in client.get("/account").text


def test_an_account_that_is_not_there_is_not_found(app: Flask, client: FlaskClient, boss: User) -> None:
    for token in ("unknown", "1", "가나다"):
        assert client.get(f"/staff/accounts/{token}").status_code == 404
        assert client.post(f"/staff/accounts/{token}/deactivate").status_code == 404
