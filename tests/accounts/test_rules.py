"""The rules of accounts, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.accounts import rules

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def minutes(*ago: float) -> list[datetime]:
    return [NOW - timedelta(minutes=each) for each in ago]


@pytest.mark.parametrize(
    ("failures", "until"),
    [
        ([], None),
        (minutes(4, 3, 2, 1), None),
        (minutes(5, 4, 3, 2, 1), 14),
        (minutes(400, 300, 200, 100, 1), 14),
        (minutes(20, 19, 18, 17, 16), None),
        (minutes(20, 19, 18, 17, 16, 1), None),
        (minutes(40, 39, 38, 37, 36, 10, 9, 8, 7, 6), 9),
        (minutes(14, 13, 12, 11, 10, 9, 8, 7, 6, 5), 5),
    ],
    ids=["none", "four", "five", "spread over hours", "lock is over", "counts anew", "second lock", "during the lock"],
)
def test_the_fifth_failure_locks_for_a_quarter_of_an_hour(failures: list[datetime], until: int | None) -> None:
    expected = None if until is None else NOW + timedelta(minutes=until)
    assert rules.locked_until(failures, NOW, lock_after=5, lock_minutes=15) == expected


@given(st.lists(st.integers(0, 3000), max_size=40), st.integers(1, 10), st.integers(1, 60))
def test_fewer_failures_than_the_limit_never_lock_and_no_lock_is_longer_than_set(
    ago: list[int], lock_after: int, lock_minutes: int
) -> None:
    failures = sorted(NOW - timedelta(seconds=each) for each in ago)
    until = rules.locked_until(failures, NOW, lock_after, lock_minutes)
    recent = [each for each in failures if each > NOW - timedelta(minutes=lock_minutes)]
    if until is not None:
        assert len(failures) >= lock_after
        assert NOW < until <= NOW + timedelta(minutes=lock_minutes)
    if recent == failures and len(failures) >= lock_after:  # an earlier lock would have swallowed some of them
        assert until is not None, "so many failures in one lock's time, and no lock"


def test_failures_of_the_day_before_yesterday_do_not_count() -> None:
    assert rules.failures_since(NOW, 15) == NOW - timedelta(days=1)
    assert rules.failures_since(NOW, 1440) == NOW - timedelta(days=2)


@pytest.mark.parametrize(
    "address", ["/", "/staff/", "/staff/roster/2026-12-21?desk=law", "/staff/roster?q=%EA%B9%80", "/a/b:c@d"]
)
def test_a_path_of_this_site_is_kept(address: str) -> None:
    assert rules.is_local_path(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "staff",
        "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "/\t/evil.example", " //evil.example", "/ /evil.example", "javascript:alert(1)", "http://[", "//[", "/\x00",
        "security.logout", "https:/evil.example", "/\n/evil.example", "/\u2028/evil",
    ],
)  # fmt: skip
def test_an_address_elsewhere_is_not_followed(address: str) -> None:
    assert not rules.is_local_path(address)


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short", "short"),
        ("aaaaaaaaaaaaaaa", "simple"),
        ("12121212121212", "simple"),
        ("hongkildong-2026", "email"),
        ("HONGKILDONG-2026", "email"),
        ("열글자가넘는비밀번호", None),
        ("열글자가안되는데", "short"),
        ("a good pass phrase", None),
    ],
)
def test_a_password_is_long_and_not_the_log_in_name(password: str, problem: str | None) -> None:
    assert rules.password_problem(password, "hongkildong@city.example") == problem


def test_random_passwords_are_good_and_differ() -> None:
    made = {rules.random_password() for _ in range(200)}
    assert len(made) == 200
    assert all(rules.password_problem(each, "clerk@city.example") is None for each in made)
    assert not set("".join(made)) & set("l1o0iO")


def test_a_log_in_name_is_one_however_it_is_written() -> None:
    assert rules.login_subject(" Clerk@City.Example ") == rules.login_subject("clerk@city.example")
    assert rules.normalise_email("ｃlerk@city.example") == "clerk@city.example"


def test_a_session_is_idle_after_the_minutes_and_not_at_them() -> None:
    assert not rules.is_idle(NOW - timedelta(minutes=15), NOW, 15)
    assert rules.is_idle(NOW - timedelta(minutes=15, seconds=1), NOW, 15)
