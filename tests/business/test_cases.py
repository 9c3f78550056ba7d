"""Cases that were handled: a press is a case, and once; corrections have a reason; nothing is lost."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.business import queries, rules, service
from booking.business.errors import CasesTooFew, CaseUnknown, DayNotOver, ServiceClosed
from booking.business.service import BusinessValues
from booking.db import new_token, transaction
from booking.errors import BookingError, IdentityNumber
from tests.support.people import make_account
from tests.support.work import entries

NOW = clock.parse("2026-11-25T19:00")  # a Wednesday
TODAY, BEFORE = date(2026, 11, 25), date(2026, 11, 24)
ACTOR = Actor.command("test")


def furnish(app: Flask) -> int:
    """Two kinds of business and an account; its number."""
    with app.app_context():
        with transaction():
            for key in ("seal", "passport"):
                service.add_business(key, BusinessValues(key), actor=ACTOR, now=NOW)
        return make_account("clerk@city.example", "staff").id


@pytest.fixture
def clerk(app: Flask) -> int:
    return furnish(app)


def press(clerk: int, key: str = "seal", where: str = "counter", token: str = "") -> str:
    token = token or new_token()
    with transaction():
        service.count_case(where, key, token=token, account_id=clerk, now=NOW)
    return token


def today(where: str = "counter") -> dict[str, int]:
    return queries.counts_by_key(where, TODAY, TODAY)


def test_a_press_is_a_case_and_a_second_one_of_the_same_page_is_not(clerk: int) -> None:
    token = press(clerk)
    press(clerk, token=token)
    press(clerk, "passport", token=token)  # another button of a page that the browser went back to
    press(clerk)
    press(clerk, where="night")
    assert today() == {"seal": 2, "passport": 1} and today("night") == {"seal": 1}
    assert queries.count_cases("counter", BEFORE, TODAY) == 3 and queries.count_cases("counter", BEFORE, BEFORE) == 0


def test_what_is_taken_back_does_not_count_and_only_by_who_pressed(clerk: int, app: Flask) -> None:
    press(clerk)
    token = press(clerk)
    other = make_account("other@city.example", "staff").id
    with pytest.raises(CaseUnknown), transaction():
        service.undo_case("counter", "seal", token=token, account_id=other, now=NOW)
    for _ in range(2):
        with transaction():
            service.undo_case("counter", "seal", token=token, account_id=clerk, now=NOW)
    assert today() == {"seal": 1}
    last = queries.find_last_case("counter", clerk, TODAY)
    assert last is not None and last.token != token and queries.find_last_case("counter", other, TODAY) is None
    press(clerk, token=token)
    assert today() == {"seal": 1}, "a press that was taken back does not come back by itself"


@pytest.mark.parametrize(
    ("where", "now", "is_open"),
    [
        ("counter", "2026-11-23T12:00", True),
        ("counter", "2026-11-28T12:00", False),  # Saturday
        ("counter", "2027-01-01T12:00", False),
        ("night", "2026-11-25T19:00", True),
        ("night", "2026-11-26T19:00", False),  # Thursday
        ("night", "2027-05-05T19:00", False),  # a holiday on a Wednesday
    ],
)
def test_it_is_counted_on_days_that_are_open(sqlite_app: Flask, where: str, now: str, is_open: bool) -> None:
    clerk, moment = furnish(sqlite_app), clock.parse(now)
    assert queries.is_office_day(where, clock.office_date(moment)) is is_open
    if not is_open:
        with pytest.raises(ServiceClosed), transaction():
            service.count_case(where, "seal", token=new_token(), account_id=clerk, now=moment)


def correct(number: int, day: date = BEFORE, reason: str = "종이", token: str = "") -> int:
    with transaction():
        return service.correct_cases(
            "night", "seal", day, number, reason, token=token or new_token(), actor=ACTOR, now=NOW
        )


def test_a_day_that_is_over_is_corrected_with_a_reason_in_the_log(clerk: int) -> None:
    token = new_token()
    assert correct(12, token=token) == 12 and correct(12, token=token) == 12, "sent twice is once"
    assert correct(-2) == 10
    with pytest.raises(CasesTooFew):
        correct(-11)
    with pytest.raises(DayNotOver):
        correct(1, day=TODAY)
    with pytest.raises(IdentityNumber):
        correct(1, reason="900101-1234567")
    assert queries.count_cases("night", BEFORE, BEFORE) == 10
    entry = entries("case.corrected")[-1]
    assert (entry.subject, entry.reason) == ("case:night:2026-11-24:seal", "종이")
    assert (json.loads(entry.before or ""), json.loads(entry.after or "")) == ({"cases": 12}, {"cases": 10})


def test_figures_are_sums(clerk: int) -> None:
    press(clerk), press(clerk, where="night"), correct(5)
    counts = queries.list_counts(BEFORE, TODAY)
    assert [(one.date, one.service, one.number) for one in counts] == [
        (BEFORE, "night", 5), (TODAY, "counter", 1), (TODAY, "night", 1),
    ]  # fmt: skip
    assert rules.sums((one.business_key, one.service, one.number) for one in counts) == {
        "seal": {"counter": 1, "night": 6, "all": 7}
    }


def at_once(app: Flask, steps: list[Callable[[], object]]) -> list[object]:
    def run(step: Callable[[], object]) -> object:
        with app.app_context():
            try:
                return step()
            except BookingError as refusal:
                return refusal.code

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


@pytest.mark.race
def test_of_eight_who_press_at_once_no_case_is_lost_and_none_counts_twice(
    empty_url: str, make_app: Callable[..., Flask]
) -> None:
    app = make_app(url=empty_url, tables=True)
    clerk, same = furnish(app), new_token()
    pressed = at_once(app, [lambda: [press(clerk), press(clerk), press(clerk, token=same)] for _ in range(8)])
    assert all(isinstance(one, list) for one in pressed), pressed
    with app.app_context():
        assert today() == {"seal": 17}
        assert correct(3) == 3
    answers = at_once(app, [lambda: correct(-2) for _ in range(4)])
    assert sorted(map(str, answers)) == ["1", *["cases_too_few"] * 3]
    with app.app_context():
        assert queries.count_cases("night", BEFORE, BEFORE) == 1
