"""What was typed when a log-in ended by itself comes back to whoever typed it, once, and to nobody else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import wtforms
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from booking import clock
from booking.accounts import jobs, queries, rules, service
from booking.accounts.models import TypedForm
from booking.audit.rules import Actor
from booking.consultations import queries as consultations
from booking.db import db, transaction
from tests.support import forms
from tests.support.experts import as_expert
from tests.support.pages import Page, faults
from tests.support.people import code, enter, log_in, make_account, set_up

At = Callable[[datetime | str], datetime]
NOW = clock.parse("2026-11-23T10:00")
LATE, BACK = NOW + timedelta(minutes=16), NOW + timedelta(minutes=20)
PATH = "/staff/accounts/new"
NAME = '남궁 "갈매기" <민>'
TYPED = {"email": "gull@city.example", "display_name": NAME, "role": "expert", "password": "비밀번호 하나 둘"}
ADMIN = "boss@city.example"
NOTICE = "로그인이 끝나기 전에 적으신 내용입니다"


@pytest.fixture
def late(sqlite_app: Flask, client: FlaskClient, at: At) -> FlaskClient:
    """The browser of an admin who sent a form after the log-in had ended."""
    at(NOW)
    enter(client, ADMIN, "admin")
    at(LATE)
    answer = client.post(PATH, data=TYPED)
    assert answer.status_code == 303 and NAME not in answer.location
    return client


def kept() -> list[TypedForm]:
    db.session.rollback()
    return list(db.session.scalars(select(TypedForm)))


def looked_at(client: FlaskClient, path: str = PATH) -> Page:
    answer = client.get(path)
    page = Page(path, answer.status_code, answer.text, [])
    assert not list(faults(page.html)) or answer.status_code != 200
    return page


def value(page: Page, name: str) -> str:
    control = page.soup.select_one(f"[name={name}]")
    assert control is not None
    return str(control.get("value", ""))


def test_the_same_account_finds_it_again_once_and_nothing_was_sent(late: FlaskClient, at: At) -> None:
    assert "30분 안에 같은 계정으로" in late.get("/login").text
    at(BACK)
    assert log_in(late, ADMIN, next=PATH).location == PATH
    page = looked_at(late)
    assert NOTICE in page.text and (value(page, "email"), value(page, "display_name")) == ("gull@city.example", NAME)
    chosen = page.soup.select_one("[name=role][checked], [name=role] [selected]")
    assert chosen is not None and chosen["value"] == "expert"
    assert TYPED["password"] not in page.html and queries.find_user("gull@city.example") is None
    again = looked_at(late)
    assert not kept() and NOTICE not in again.text and value(again, "email") == "", "it is shown once"
    assert late.post(PATH, data=TYPED).status_code in (200, 303)


def test_it_waits_sealed_without_secrets_and_the_cookie_knows_nothing(late: FlaskClient) -> None:
    [row] = db.session.execute(text("SELECT content FROM typed_form")).scalars()
    assert "gull" not in row and "갈매기" not in row
    [form] = kept()
    assert "gull@city.example" in form.content and "비밀번호" not in form.content and "csrf" not in form.content
    with late.session_transaction() as cookie:
        assert "gull" not in str(dict(cookie))


def test_another_account_never_sees_it_and_then_it_is_gone_for_all(late: FlaskClient, at: At) -> None:
    make_account("other@city.example", "admin")
    at(BACK)
    log_in(late, "other@city.example")
    assert NOTICE not in looked_at(late).text and not kept()
    late.post("/logout")
    log_in(late, ADMIN)
    assert NOTICE not in looked_at(late).text


def test_another_browser_of_the_same_account_does_not_see_it(late: FlaskClient, sqlite_app: Flask, at: At) -> None:
    at(BACK)
    other = sqlite_app.test_client()
    log_in(other, ADMIN)
    assert NOTICE not in looked_at(other).text and len(kept()) == 1


@pytest.mark.parametrize("is_logged_in", [False, True], ids=["before the log-in", "after it"])
def test_after_half_an_hour_it_is_gone(late: FlaskClient, at: At, is_logged_in: bool) -> None:
    if is_logged_in:
        at(LATE + timedelta(minutes=29))
        log_in(late, ADMIN)
    at(LATE + timedelta(minutes=30))
    if not is_logged_in:
        log_in(late, ADMIN)
    assert NOTICE not in looked_at(late).text


def test_the_job_destroys_what_nobody_came_back_for(late: FlaskClient) -> None:
    assert jobs.forget_typed(LATE + timedelta(minutes=29)) == 0
    assert jobs.forget_typed(LATE + timedelta(minutes=30)) == 1 and not kept()


def test_a_session_that_somebody_ended_gets_nothing_back(late: FlaskClient, at: At, actor: Actor) -> None:
    with transaction():
        service.log_out_everywhere(queries.get_user_by_email(ADMIN), actor=actor, now=LATE)
    at(BACK)
    log_in(late, ADMIN)
    assert NOTICE not in looked_at(late).text
    late.post("/logout")
    late.post(PATH, data=TYPED)
    assert not kept(), "who logged out typed nothing under a log-in"


def test_with_a_second_factor_it_comes_back_too(sqlite_app: Flask, client: FlaskClient, at: At) -> None:
    at(NOW)
    enter(client, ADMIN, "admin")
    app = set_up(client)
    client.post("/login/code", data={"code": code(app)})
    at(LATE)
    client.post(PATH, data=TYPED)
    at(BACK)
    log_in(client, ADMIN)
    assert client.get(PATH).status_code == 303, "the code is still to come"
    client.post("/login/code", data={"code": code(app)})
    assert NOTICE in looked_at(client).text


def test_other_pages_and_their_reading_are_as_they_were(late: FlaskClient, at: At) -> None:
    at(BACK)
    log_in(late, ADMIN)
    for path in ("/account", "/staff/accounts/", "/"):
        assert NOTICE not in late.get(path).text
    assert len(kept()) == 1, "it waits for its own page"


def test_the_last_form_alone_is_kept_and_none_that_is_too_long(late: FlaskClient) -> None:
    late.post(PATH, data={**TYPED, "display_name": "황보 영"})
    [form] = kept()
    assert "황보" in form.content and "갈매기" not in form.content
    late.post(PATH, data={**TYPED, "display_name": "가" * rules.LONGEST_TYPED})
    [same] = kept()
    assert "황보" in same.content
    assert "저장하지 않았습니다" in late.get("/login").text


def test_an_expert_finds_it_on_the_page_it_was_sent_from(sqlite_app: Flask, city: Path, at: At) -> None:
    at(NOW)
    expert = as_expert(sqlite_app, consultations.list_experts("law")[0].name)
    at(LATE)
    page = {"Referer": "http://localhost/expert/absences"}
    expert.client.post("/expert/absences", data={"first": "2026-12-21", "reason": "재판이 있음"}, headers=page)
    at(BACK)
    log_in(expert.client, "expert@city.example")
    assert value(looked_at(expert.client, "/expert/absences"), "reason") == "재판이 있음"


def test_the_page_opens_with_the_query_that_it_had(late: FlaskClient, at: At) -> None:
    late.post(f"{PATH}?from=list", data=TYPED)
    at(BACK)
    log_in(late, ADMIN)
    assert late.get(PATH).location == f"{PATH}?from=list"
    assert NOTICE in looked_at(late, f"{PATH}?from=list").text


def test_no_password_of_any_form_is_kept(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        every = [forms.filled(kind, {}) for kind in forms.kinds()]
        fields = [field for form in every for field in form if isinstance(field, wtforms.PasswordField)]
    assert len(fields) > 3
    assert not rules.what_may_wait((field.name, "버드나무") for field in fields)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("new_password_confirm", "x1"),
        ("csrf_token", "x"),
        ("code", "123456"),
        ("consent", "y"),
        ("question", "900101-1234567"),
    ],
)
def test_what_is_never_kept(name: str, typed: str) -> None:
    assert rules.what_may_wait([(name, typed), ("name", "남궁민")]) == [("name", "남궁민")]


def test_the_practice_day_keeps_nothing(make_app: Callable[..., Flask]) -> None:
    practice = make_app(url="sqlite://", PRACTICE=True)
    with practice.test_request_context(PATH, method="POST", data=TYPED):
        assert "저장하지 않았습니다" in practice.extensions["late_form"](PATH)
