"""Staff's corrections of the holidays."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import select

from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.calendar import queries, service
from booking.calendar.errors import (
    HolidayNameMissing,
    NoHoliday,
    NoOverride,
    OutsideCalendar,
    ReasonMissing,
    TextTooLong,
)
from booking.db import db, transaction

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
DAY = date(2027, 1, 20)
CHRISTMAS = date(2026, 12, 25)


def _add(day: date, name: str, actor: Actor, **more: str) -> None:
    with transaction():
        service.add_holiday(day, name, **{"reason": "국무회의 의결", **more}, actor=actor, now=NOW)


def _withdraw(day: date, actor: Actor, reason: str = "정정") -> None:
    with transaction():
        service.withdraw_holiday(day, reason=reason, actor=actor, now=NOW)


def _log() -> list[AccessEntry]:
    return list(db.session.scalars(select(AccessEntry).order_by(AccessEntry.id)))


def test_an_added_holiday_counts_at_once(app: Flask, actor: Actor) -> None:
    _add(DAY, "임시공휴일", actor, document_number="민원여권과-1234")
    assert queries.holidays(DAY, DAY) == {DAY: "임시공휴일"}
    assert not queries.is_working_day(DAY)
    found = queries.find_override(DAY)
    assert found and (found.effect, found.reason, found.document_number) == (
        "holiday",
        "국무회의 의결",
        "민원여권과-1234",
    )
    assert (found.entered_by, found.entered_at) == (actor.name, NOW)


def test_a_withdrawn_holiday_is_an_ordinary_day(app: Flask, actor: Actor) -> None:
    _withdraw(CHRISTMAS, actor)
    assert queries.holidays(date(2026, 12, 1), date(2026, 12, 31)) == {}
    assert queries.is_working_day(CHRISTMAS)
    found = queries.find_override(CHRISTMAS)
    assert found and found.name == "기독탄신일"


def test_a_day_of_staff_is_withdrawn_too_and_twice_does_no_harm(app: Flask, actor: Actor) -> None:
    _add(DAY, "임시공휴일", actor)
    _withdraw(DAY, actor)
    _withdraw(DAY, actor)
    assert queries.is_working_day(DAY)
    assert len(queries.list_overrides()) == 1
    assert [entry.action for entry in _log()] == ["holiday.added", "holiday.withdrawn"]


def test_a_removed_override_leaves_the_regulation(app: Flask, actor: Actor) -> None:
    _withdraw(CHRISTMAS, actor)
    with transaction():
        service.remove_override(CHRISTMAS, reason="잘못 넣음", actor=actor, now=NOW)
    assert queries.holidays(CHRISTMAS, CHRISTMAS) == {CHRISTMAS: "기독탄신일"}
    assert _log()[-1].action == "holiday.removed"
    assert '"effect":"working"' in (_log()[-1].before or "")


def test_every_change_is_logged_with_before_after_and_reason(app: Flask, actor: Actor) -> None:
    _add(DAY, "임시공휴일", actor)
    _add(DAY, "국민의 날", actor)
    _add(DAY, "국민의 날", actor)
    first, second = _log()
    assert (first.subject, first.reason, first.before) == ("holiday:2027-01-20", "국무회의 의결", None)
    assert "임시공휴일" in (second.before or "") and "국민의 날" in (second.after or "")


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_a_name_and_a_reason_are_needed(sqlite_app: Flask, actor: Actor, text: str) -> None:
    with pytest.raises(HolidayNameMissing):
        _add(DAY, text, actor)
    with pytest.raises(ReasonMissing):
        _add(DAY, "임시공휴일", actor, reason=text)
    with pytest.raises(ReasonMissing):
        _withdraw(CHRISTMAS, actor, reason=text)
    assert queries.list_overrides() == []


def test_what_does_not_fit_is_refused(app: Flask, actor: Actor) -> None:
    for more in ({"name": "가" * 61}, {"reason": "가" * 201}, {"document_number": "가" * 61}):
        with pytest.raises(TextTooLong) as refusal:
            _add(DAY, actor=actor, **{"name": "임시공휴일", **more})
        assert refusal.value.field == next(iter(more))
    _add(DAY, "가" * 60, actor, reason="나" * 200, document_number="다" * 60)


def test_odd_text_is_made_storable(app: Flask, actor: Actor) -> None:
    _add(DAY, "임시\0공휴\x1b일\n🎉\ud800", actor)
    assert queries.holidays(DAY, DAY) == {DAY: "임시공휴일 🎉?"}


def test_what_cannot_be_is_refused(app: Flask, actor: Actor) -> None:
    with pytest.raises(NoHoliday):
        _withdraw(DAY, actor)
    with pytest.raises(OutsideCalendar):
        _add(date(2101, 1, 1), "먼 날", actor)
    with pytest.raises(NoOverride), transaction():
        service.remove_override(CHRISTMAS, reason="없음", actor=actor, now=NOW)


def test_decisions_and_working_days_follow(app: Flask, actor: Actor) -> None:
    wednesday = date(2027, 1, 13)
    _add(DAY, "임시공휴일", actor)
    _add(wednesday, "임시공휴일", actor)
    _withdraw(date(2027, 1, 1), actor)
    assert [(day.date, day.reason) for day in queries.list_days(DAY, DAY)] == [(date(2027, 1, 21), "moved_holiday")]
    assert [night.open for night in queries.list_nights(date(2027, 1, 6), DAY)] == [True, False, False]
    assert queries.working_days_before(date(2027, 1, 21), 1) == date(2027, 1, 19)
    assert queries.working_days_before(date(2027, 1, 4), 1) == date(2027, 1, 1)


def test_decisions_come_for_every_month_asked_for(app: Flask) -> None:
    found = queries.list_days(date(2019, 9, 1), date(2030, 12, 31))
    assert len(found) == 136
    assert all(earlier.date < later.date for earlier, later in pairwise(found) if earlier.date and later.date)
    assert queries.list_days(date(2027, 2, 1), date(2027, 1, 31)) == []
    assert queries.list_days(date(1948, 1, 1), date(1948, 1, 1))[0].date == date(1948, 1, 20)
    assert queries.list_days(date(2100, 12, 1), date(2100, 12, 1))[0].date == date(2100, 12, 20)
    with pytest.raises(OutsideCalendar):
        queries.list_days(date(2100, 12, 1), date(2101, 1, 1))
