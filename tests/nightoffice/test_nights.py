"""The Wednesday nights: rows kept by the rule, and one answer for page, feed and command."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import rules
from booking.calendar import service as calendar_service
from booking.calendar.wording import reason_text
from booking.db import transaction
from booking.nightoffice import jobs, queries, service
from booking.nightoffice.service import Kept
from booking.settings import registry
from booking.settings import service as settings

NOW = clock.parse("2027-04-05T12:00")
CHILDREN, MAY_12 = date(2027, 5, 5), date(2027, 5, 12)


@pytest.fixture
def keep(app: Flask, actor: Actor) -> Callable[..., Kept]:
    def keep(now: datetime = NOW) -> Kept:
        with transaction():
            return service.keep_nights(now, actor)

    return keep


def _states() -> dict[date, str]:
    return {night.date: night.closed_by or "open" for night in calendar.list_office_days("night", date.min, date.max)}


def test_eight_weeks_are_kept_and_holidays_are_closed(keep: Callable[..., Kept]) -> None:
    assert keep() == Kept(created=8, closed=1)
    assert list(_states()) == list(rules.wednesdays(date(2027, 4, 7), date(2027, 5, 31)))
    assert _states()[CHILDREN] == "rule"
    closed = calendar.find_office_day("night", CHILDREN)
    assert closed and (closed.closed_reason, closed.slots) == ("holiday", [])
    assert keep().count == 0


def test_overrides_close_and_reopen(keep: Callable[..., Kept], actor: Actor) -> None:
    keep()
    with transaction():
        calendar_service.add_holiday(MAY_12, "임시공휴일", reason="의결", actor=actor, now=NOW)
        calendar_service.withdraw_holiday(CHILDREN, reason="정정", actor=actor, now=NOW)
    assert keep() == Kept(closed=1, reopened=1)
    assert (_states()[MAY_12], _states()[CHILDREN]) == ("rule", "open")
    with transaction():
        calendar_service.remove_override(MAY_12, reason="정정", actor=actor, now=NOW)
    assert keep() == Kept(reopened=1)


def test_a_night_that_staff_closed_stays_closed(keep: Callable[..., Kept], actor: Actor) -> None:
    keep()
    with transaction():
        night = calendar.find_office_day("night", MAY_12)
        assert night
        calendar_service.close_day(night, closed_by="staff", reason="staff", text="정전", actor=actor, now=NOW)
    assert keep().count == 0
    assert _states()[MAY_12] == "staff"
    found = next(night for night in queries.next_nights(NOW) if night.date == MAY_12)
    assert (found.open, found.reason, found.text) == (False, "staff", "정전")


def test_past_nights_are_left_alone_and_an_outage_is_caught_up_with(keep: Callable[..., Kept], actor: Actor) -> None:
    keep()
    with transaction():
        calendar_service.add_holiday(date(2027, 4, 7), "임시공휴일", reason="의결", actor=actor, now=NOW)
    assert keep(clock.parse("2027-04-08T00:00")) == Kept(created=1)
    assert _states()[date(2027, 4, 7)] == "open"
    assert keep(clock.parse("2027-07-01T00:00")).created == 8


def test_tonight_counts_until_it_ends(keep: Callable[..., Kept]) -> None:
    wednesday = date(2027, 4, 7)
    assert queries.next_nights(clock.parse("2027-04-07T19:59"))[0].date == wednesday
    assert queries.next_nights(clock.parse("2027-04-07T20:00"))[0].date == date(2027, 4, 14)
    tonight = queries.next_nights(NOW)[0]
    assert tonight.starts_at == clock.parse("2027-04-07T18:00")
    assert tonight.ends_at == clock.parse("2027-04-07T20:00")


def test_other_hours_count_at_once(keep: Callable[..., Kept], actor: Actor) -> None:
    with transaction():
        settings.put("nightoffice.ends", "21:00", actor=actor, now=NOW)
        settings.put("nightoffice.weeks_ahead", "2", actor=actor, now=NOW)
    assert [night.ends_at for night in queries.next_nights(NOW)] == [
        clock.parse("2027-04-07T21:00"),
        clock.parse("2027-04-14T21:00"),
    ]


def test_the_rows_and_the_answer_agree(keep: Callable[..., Kept]) -> None:
    keep()
    rows = _states()
    assert {night.date: "open" if night.open else "rule" for night in queries.next_nights(NOW)} == rows


def test_a_night_says_why_it_is_closed(keep: Callable[..., Kept]) -> None:
    said = {night.date: reason_text(night) for night in queries.next_nights(NOW)}
    assert said[CHILDREN] == "공휴일(어린이날)이어서 열지 않습니다."
    assert said[MAY_12] == "공휴일이 아닌 수요일이어서 엽니다."


def test_the_job_counts_what_it_changed(app: Flask) -> None:
    assert jobs.keep_nights(NOW) == 9
    assert jobs.keep_nights(NOW) == 0


def test_other_hours_count_for_every_night_and_the_settings_page_says_so(
    keep: Callable[..., Kept], actor: Actor
) -> None:
    keep()
    with transaction():
        settings.put("nightoffice.starts", "17:30", actor=actor, now=NOW)
        settings.put("nightoffice.ends", "21:00", actor=actor, now=NOW)
    nights = queries.list_nights(date(2027, 3, 31), MAY_12)
    assert len(nights) == 7
    hours = {(f"{clock.to_office(one.starts_at):%H:%M}", f"{clock.to_office(one.ends_at):%H:%M}") for one in nights}
    assert hours == {("17:30", "21:00")}
    for name in ("nightoffice.starts", "nightoffice.ends"):
        assert "모든 야간 운영일의 시각이 함께 바뀝니다." in registry.get(name).meaning
