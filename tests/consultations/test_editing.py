"""Fields and experts as staff edit them, and what that does to days that are already made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select, text

from booking import clock
from booking.accounts import service as accounts
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import queries, service
from booking.consultations.errors import (
    AccountTaken,
    AccountUnfit,
    ExpertUnknown,
    FieldExists,
    FieldUnknown,
    SpanTooShort,
    TermBackwards,
)
from booking.consultations.service import ExpertValues, FieldValues
from booking.db import db, transaction
from booking.reservations import service as reservations

NOW = clock.parse("2026-11-23T12:00")
PASSWORD = "garden-lantern-4711"
DEC, JAN, FEB = date(2026, 12, 21), date(2027, 1, 20), date(2027, 2, 22)


@pytest.fixture
def change(city: object, actor: Actor) -> Callable[..., None]:
    """Give the field `law` other values."""

    def change(**values: object) -> None:
        with transaction():
            field = queries.get_field("law")
            service.change_field("law", replace(service.values_of(field), **values), actor=actor, now=NOW)

    return change


def _last() -> AccessEntry:
    return db.session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()  # type: ignore[return-value]


def _times(day: date, desk: str = "law") -> list[str]:
    found = calendar.find_office_day("consultation", day)
    assert found
    return [f"{clock.to_office(slot.starts_at):%H:%M}" for slot in calendar.list_slots(found, desk)]


def test_fields_are_listed_in_their_order(app: Flask, city: object, change: Callable[..., None]) -> None:
    assert [field.key for field in queries.list_fields()] == ["law", "national-tax", "local-tax", "survey"]
    change(position=9)
    assert [field.key for field in queries.list_fields()][-1] == "law"
    change(is_active=False)
    assert len(queries.list_fields()) == 3
    assert len(queries.list_fields(active_only=False)) == 4
    with pytest.raises(FieldUnknown):
        queries.get_field("tax")


def test_a_change_is_logged_with_what_differs(app: Flask, change: Callable[..., None]) -> None:
    change(starts=time(9, 30), minutes=20)
    entry = _last()
    assert (entry.action, entry.subject) == ("field.changed", "field:law")
    assert entry.before == '{"minutes":30,"starts":"10:00"}'
    assert entry.after == '{"minutes":20,"starts":"09:30"}'
    change(starts=time(9, 30))
    assert _last().id == entry.id


def test_hours_that_hold_no_consultation_are_refused(app: Flask, change: Callable[..., None]) -> None:
    for values in ({"minutes": 61}, {"ends": time(10)}, {"starts": time(12)}):
        with pytest.raises(SpanTooShort):
            change(**values)


def test_a_field_is_added_under_a_new_key(app: Flask, city: object, actor: Actor) -> None:
    values = FieldValues("행정", 5, time(13), time(14))
    with transaction():
        service.add_field("administration", values, actor=actor, now=NOW)
    assert queries.get_field("administration").name == "행정"
    with pytest.raises(FieldExists), transaction():
        service.add_field("law", values, actor=actor, now=NOW)


def test_other_hours_count_for_days_not_made_yet(app: Flask, change: Callable[..., None], actor: Actor) -> None:
    with transaction():
        service.keep_days(NOW, actor)
    change(starts=time(9))
    with transaction():
        service.keep_days(clock.parse("2026-12-01T00:05"), actor)
    assert _times(DEC) == ["10:00", "10:30"]
    assert _times(date(2027, 3, 22)) == ["09:00", "09:30", "10:00", "10:30"]


def test_other_hours_are_applied_where_nothing_is_booked(app: Flask, change: Callable[..., None], actor: Actor) -> None:
    with transaction():
        service.keep_days(NOW, actor)
    with transaction():
        day = calendar.find_office_day("consultation", DEC)
        assert day
        reservations.hold(calendar.list_slots(day, "law")[1].token, "browser", now=NOW)
    change(starts=time(9), ends=time(10))
    with transaction():
        assert service.apply_field(queries.get_field("law"), NOW, actor).counts == (2, 1)
    assert _times(DEC) == ["10:00", "10:30"]
    assert _times(JAN) == _times(FEB) == ["09:00", "09:30"]
    assert _times(JAN, "survey") == ["16:00", "16:30"]
    assert (_last().action, _last().after) == ("field.applied", '{"days":2,"left":1}')


def test_applied_hours_keep_booked_slots_that_stay(app: Flask, change: Callable[..., None], actor: Actor) -> None:
    with transaction():
        service.keep_days(NOW, actor)
    with transaction():
        day = calendar.find_office_day("consultation", DEC)
        assert day
        reservations.hold(calendar.list_slots(day, "law")[0].token, "browser", now=NOW)
    change(ends=time(12))
    with transaction():
        assert service.apply_field(queries.get_field("law"), NOW, actor).counts == (3, 0)
    assert _times(DEC) == ["10:00", "10:30", "11:00", "11:30"]


def test_more_seats_are_applied_where_something_is_booked_too(
    app: Flask, change: Callable[..., None], actor: Actor
) -> None:
    with transaction():
        service.keep_days(NOW, actor)
    with transaction():
        day = calendar.find_office_day("consultation", DEC)
        assert day
        before = calendar.list_slots(day, "law")
        held = reservations.hold(before[0].token, "browser", now=NOW)
    change(capacity=2, ends=time(11, 30))
    with transaction():
        assert service.apply_field(queries.get_field("law"), NOW, actor).counts == (3, 0)
    after = calendar.list_slots(day, "law")
    assert [slot.capacity for slot in after] == [2, 2, 2]
    assert after[:2] == before and held.slot == after[0]
    change(capacity=1)
    with transaction():
        assert service.apply_field(queries.get_field("law"), NOW, actor).counts == (2, 1)
    assert [slot.capacity for slot in calendar.list_slots(day, "law")] == [2, 2, 2]


def test_a_field_out_of_use_leaves_days_without_bookings(app: Flask, change: Callable[..., None], actor: Actor) -> None:
    with transaction():
        service.keep_days(NOW, actor)
    change(is_active=False)
    with transaction():
        service.apply_field(queries.get_field("law"), NOW, actor)
    assert _times(DEC) == []


def test_experts_are_added_and_changed_and_their_names_stay_out_of_the_log(
    app: Flask, city: object, actor: Actor
) -> None:
    values = ExpertValues(
        "홍길동", "법률홈닥터", "law", position=2, term_from=date(2027, 1, 1), term_to=date(2027, 12, 31)
    )
    with transaction():
        expert = service.add_expert(values, actor=actor, now=NOW)
    assert _last().action == "expert.added" and "홍길동" not in (_last().after or "")
    with transaction():
        later = replace(values, name="성춘향", term_to=date(2028, 12, 31))
        service.change_expert(expert.id, later, actor=actor, now=NOW)
    assert queries.get_expert(expert.id).name == "성춘향"
    assert _last().action == "expert.changed" and _last().subject == f"expert:{expert.id}"
    assert (_last().before, _last().after) == (
        '{"name":"…","term_to":"2027-12-31"}',
        '{"name":"…","term_to":"2028-12-31"}',
    )
    assert [found.name for found in queries.list_experts("law")] == ["김하늘(예시)", "성춘향"]
    with transaction():
        service.change_expert(expert.id, replace(later, is_active=False), actor=actor, now=NOW)
    assert len(queries.list_experts("law")) == 1
    assert len(queries.list_experts("law", active_only=False)) == 2


def test_an_expert_serves_in_the_term(sqlite_app: Flask, city: object, actor: Actor) -> None:
    values = ExpertValues("홍길동", "", "law", term_from=date(2027, 1, 1), term_to=date(2027, 1, 31))
    with transaction():
        expert = service.add_expert(values, actor=actor, now=NOW)
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 31), date(2027, 2, 1)]
    assert [expert.serves_on(day) for day in days] == [False, True, True, False]


def test_an_expert_logs_in_with_one_expert_account(app: Flask, city: object, actor: Actor) -> None:
    with transaction():
        users = [
            accounts.create(
                f"{role}@example.org", role=role, display_name=role, password=PASSWORD, actor=actor, now=NOW
            )
            for role in ("expert", "staff")
        ]
        experts = queries.list_experts()
        own, other = (ExpertValues(e.name, e.organisation, e.field_key, e.position, users[0].id) for e in experts[:2])
        service.change_expert(experts[0].id, own, actor=actor, now=NOW)
    assert queries.find_expert_of_account(users[0].id) == experts[0]
    assert queries.find_expert_of_account(users[1].id) is None
    with pytest.raises(AccountTaken), transaction():
        service.change_expert(experts[1].id, other, actor=actor, now=NOW)
    with pytest.raises(AccountUnfit), transaction():
        service.change_expert(experts[1].id, replace(other, account_id=users[1].id), actor=actor, now=NOW)


def test_what_cannot_be_about_an_expert_is_refused(app: Flask, city: object, actor: Actor) -> None:
    values = ExpertValues("홍길동", "", "law", term_from=date(2027, 1, 2), term_to=date(2027, 1, 1))
    with pytest.raises(TermBackwards), transaction():
        service.add_expert(values, actor=actor, now=NOW)
    with pytest.raises(FieldUnknown), transaction():
        service.add_expert(ExpertValues("홍길동", "", "magic"), actor=actor, now=NOW)
    with pytest.raises(ExpertUnknown):
        queries.get_expert(10**6)


def test_the_database_refuses_an_expert_without_a_field(app: Flask, city: object) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), transaction():
        db.session.execute(text("UPDATE expert SET field_key = 'magic'"))
