"""Work pages are reached from the hosts and networks that the settings name, and elsewhere they do not exist."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking import clock
from booking.audit.rules import Actor
from booking.db import transaction
from booking.settings import service as settings
from tests.support.people import is_in, log_in, make_account
from tests.support.work import Worker, entries

OFFICE, OUTSIDE = {"REMOTE_ADDR": "10.1.2.3"}, {"REMOTE_ADDR": "203.0.113.7"}
WORK = ("/staff/accounts", "/staff/nosuch", "/login", "/login/help", "/account", "/account/start")


def bind(**values: str) -> None:
    with transaction():
        for name, value in values.items():
            settings.put(f"accounts.{name}", value, actor=Actor.command("tests"), now=clock.now())


def said(answer: TestResponse) -> str:
    """What a page says is wrong."""
    found = BeautifulSoup(answer.text, "html.parser").find(id="errors")
    return found.get_text() if found else ""


def statuses(client: FlaskClient, *paths: str, **how: Any) -> list[int]:
    return [client.get(path, **how).status_code for path in paths]


def test_nothing_is_bound_at_first(sqlite_app: Flask, client: FlaskClient) -> None:
    assert statuses(client, *WORK, environ_base=OUTSIDE) == [303, 404, 200, 200, 303, 303]


def test_staff_pages_of_a_network_do_not_exist_outside(sqlite_app: Flask, client: FlaskClient) -> None:
    bind(staff_networks="10.1.0.0/16, 2001:db8::/32", expert_networks="10.0.0.0/8 2001:db8::/32")
    for inside in ("10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1"):
        found = statuses(client, *WORK, "/expert/", environ_base={"REMOTE_ADDR": inside})
        assert found == [303, 404, 200, 200, 303, 303, 303], inside
    for outside in ("203.0.113.7", "11.1.2.3", "2001:db9::1", "", "not an address"):
        assert statuses(client, *WORK, "/expert/", environ_base={"REMOTE_ADDR": outside}) == [404] * 7, outside
    assert client.post("/login", data={"email": "a@b.example"}, environ_base=OUTSIDE).status_code == 404
    assert statuses(client, "/", "/lookup", "/healthz", environ_base=OUTSIDE) == [200] * 3


def test_outside_nothing_looks_like_a_work_page(sqlite_app: Flask, client: FlaskClient) -> None:
    bind(staff_networks="10.1.0.0/16", expert_networks="10.1.0.0/16")
    page, other = (client.get(path, environ_base=OUTSIDE).text for path in ("/staff/accounts", "/staff/nosuch"))
    assert "풀리고 업무" not in page and "로그인" not in page and "/login" not in page
    assert page.replace("/staff/accounts", "/staff/nosuch") == other
    assert "담당자 로그인" not in client.get("/", environ_base=OUTSIDE).text
    assert "담당자 로그인" in client.get("/", environ_base=OFFICE).text


def test_experts_keep_their_pages_where_staff_have_none(sqlite_app: Flask) -> None:
    bind(staff_networks="10.1.0.0/16")
    make_account("law@city.example", "expert")
    make_account()
    outside = sqlite_app.test_client()
    outside.environ_base.update(OUTSIDE)
    assert statuses(outside, "/staff/accounts", "/expert/", "/login") == [404, 303, 200]
    refused, wrong = log_in(outside), log_in(outside, password="wrong horse of the tests")
    assert refused.status_code == wrong.status_code == 401
    assert said(refused) == said(wrong) != "", "nobody learns which password is right"
    assert [entry.reason for entry in entries("login.refused")] == ["place"]
    assert log_in(outside, "law@city.example").status_code == 303 and is_in(outside)


def test_a_log_in_that_is_carried_outside_opens_nothing_there(sqlite_app: Flask) -> None:
    bind(staff_networks="10.1.0.0/16")
    make_account()
    client = sqlite_app.test_client()
    client.environ_base.update(OFFICE)
    assert log_in(client).status_code == 303 and is_in(client)
    client.environ_base.update(OUTSIDE)
    assert statuses(client, "/staff/waiting", "/account", "/account/password", "/login") == [404] * 4
    assert client.post("/logout").status_code == 303
    client.environ_base.update(OFFICE)
    assert not is_in(client)


def test_a_host_of_their_own(sqlite_app: Flask, client: FlaskClient) -> None:
    bind(staff_hosts="Work.city.example", expert_hosts="work.city.example")
    for host, found in {
        "work.city.example": [303, 200],
        "WORK.city.example:8443": [303, 200],
        "full20.city.example": [404, 404],
        "evil.work.city.example": [404, 404],
    }.items():
        assert statuses(client, "/staff/accounts", "/login", base_url=f"http://{host}") == found, host
    assert client.get("/", base_url="http://full20.city.example").status_code == 200


def test_behind_a_proxy_the_visitors_address_counts_and_nobody_elses_word(make_app: Callable[..., Flask]) -> None:
    app = make_app(tables=True, TRUSTED_PROXIES=["192.0.2.1"])
    with app.app_context():
        bind(staff_networks="10.1.0.0/16")
        client = app.test_client()
        for peer, forwarded, status in [
            ("192.0.2.1", "10.1.2.3", 303),
            ("192.0.2.1", "203.0.113.7", 404),
            ("192.0.2.1", "10.1.2.3, 203.0.113.7", 404),
            ("203.0.113.7", "10.1.2.3", 404),
            ("192.0.2.1", "", 404),
        ]:
            answer = client.get(
                "/staff/accounts", environ_base={"REMOTE_ADDR": peer}, headers={"X-Forwarded-For": forwarded}
            )
            assert answer.status_code == status, (peer, forwarded)


def test_nobody_shuts_out_themselves_and_the_server_lets_everybody_in_again(
    sqlite_app: Flask, command: Callable[..., Result]
) -> None:
    boss = Worker(sqlite_app, "boss@city.example", "admin")
    page = boss.post("/staff/settings/accounts.staff_networks", 400, value="10.1.0.0/16")
    assert "지금 계신 곳에서 직원 화면을 열 수 없게 됩니다" in page.text and "10.1.0.0/16" in page.html
    boss.post("/staff/settings/accounts.staff_hosts", 400, value="work.city.example")
    boss.get("/staff/settings")
    boss.post("/staff/settings/accounts.staff_networks", value="10.1.0.0/16 127.0.0.1")
    boss.post("/staff/settings/accounts.expert_networks", value="10.1.0.0/16")
    bind(staff_networks="10.1.0.0/16")
    boss.get("/staff/settings", 404)
    command("settings", "reset", "accounts.staff_networks")
    boss.get("/staff/settings")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("staff_networks", "10.1.0.0/33"),
        ("staff_networks", "office"),
        ("staff_networks", "10.1.0"),
        ("staff_hosts", "https://work.city.example"),
        ("staff_hosts", "work.city.example:8443"),
    ],
)
def test_what_is_no_place_is_told(sqlite_app: Flask, name: str, typed: str) -> None:
    page = Worker(sqlite_app, "boss@city.example", "admin").post(f"/staff/settings/accounts.{name}", 400, value=typed)
    assert "처럼" in page.text
