"""Where an account is logged in: listed with the browser, and ended one by one or all but the own."""

import pytest
from flask import Flask
from sqlalchemy import select

from booking import clock
from booking.accounts import queries, rules
from booking.accounts.models import AccountSession
from booking.db import db
from tests.support.people import enter, is_in, log_in, make_account
from tests.support.work import Worker, entries

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
WHALE = CHROME.replace("Chrome/142.0.0.0", "Chrome/142.0.0.0 Whale/4.34.340.19")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (CHROME, "Chrome 142 · Windows 10"),
        (WHALE, "Whale 4 · Windows 10"),
        ("", ""),
        ("curl\0", "curl"),
        ("x" * 5000, ""),
    ],
)
def test_a_browser_in_words(said: str, words: str) -> None:
    assert rules.browser_in_words(said) == words


def names(email: str = "clerk@city.example") -> list[str]:
    user = queries.get_user_by_email(email)
    return [live.name for live in queries.list_live_sessions(clock.now(), user)]


def test_the_own_sessions_are_ended_one_by_one_and_all_others_at_once(sqlite_app: Flask) -> None:
    worker, (there, third) = Worker(sqlite_app), (sqlite_app.test_client() for _ in range(2))
    there.environ_base["HTTP_USER_AGENT"] = WHALE
    here = worker.client
    log_in(there)
    [newer, older] = worker.get("/account").rows
    assert "127.0.0.1 Whale 4 · Windows 10 로그아웃" in newer
    assert older.endswith("지금 쓰는 곳")
    [newest, _own] = names()
    assert here.post(f"/account/sessions/{newest}/end").status_code == 303
    assert is_in(here) and not is_in(there)
    log_in(there)
    log_in(third)
    assert here.post("/account/sessions/end-others").status_code == 303
    assert (is_in(here), is_in(there), is_in(third)) == (True, False, False)
    assert [len(entries("account.session_ended")), len(entries("account.sessions_ended"))] == [1, 1]


def test_an_admin_ends_one_session_and_the_page_tells_no_token(sqlite_app: Flask) -> None:
    boss, first, second = (sqlite_app.test_client() for _ in range(3))
    enter(boss, "boss@city.example", "admin")
    enter(first)
    log_in(second)
    page = f"/staff/accounts/{queries.get_user_by_email('clerk@city.example').token}"
    shown = boss.get(page).text
    for token in db.session.scalars(select(AccountSession.token)):
        assert token not in shown
    [newest, _oldest] = names()
    assert boss.post(f"{page}/sessions/{newest}/end").status_code == 303
    assert is_in(first) and not is_in(second)
    assert boss.post(f"{page}/sessions/{newest}/end").status_code == 303, "one that is over stays over"
    assert len(entries("account.session_ended")) == 1


def test_nobody_ends_the_session_of_another_account(sqlite_app: Flask) -> None:
    clerk, other = sqlite_app.test_client(), sqlite_app.test_client()
    enter(clerk)
    make_account("other@city.example")
    log_in(other, "other@city.example")
    [theirs] = names("other@city.example")
    assert clerk.post(f"/account/sessions/{theirs}/end").status_code == 303
    assert is_in(other)
