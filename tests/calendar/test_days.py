"""Office days and slots: made once, closed and reopened by whoever may, and locked against closing."""

import threading
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.calendar import queries, service
from booking.calendar.errors import ClosedByRule, DayClosed, DayOver, ReasonMissing, SlotUnknown
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.db import db, transaction

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
DAY = date(2026, 12, 21)
PLANS = [
    SlotPlan("law", time(10), time(10, 30)),
    SlotPlan("law", time(10, 30), time(11)),
    SlotPlan("tax", time(14), time(15), 2),
]


@pytest.fixture
def day(app: Flask) -> OfficeDay:
    with transaction():
        return service.ensure_day("consultation", DAY, PLANS, NOW, NOW)


def _close(day: OfficeDay, actor: Actor, by: str = "staff", now: datetime = NOW, **more: object) -> bool:
    with transaction():
        told = {"reason": "staff", "text": "청사 정전"} if by == "staff" else {"reason": "holiday"}
        return service.close_day(day, closed_by=by, **{**told, **more}, actor=actor, now=now)


def _reopen(day: OfficeDay, actor: Actor, by: str = "staff", now: datetime = NOW, reason: str = "복구") -> bool:
    with transaction():
        return service.reopen_day(day, by=by, reason=reason, actor=actor, now=now)


def test_a_day_is_made_with_its_slots_at_office_time(day: OfficeDay) -> None:
    slots = queries.list_slots(day)
    assert [(slot.desk, slot.starts_at, slot.capacity) for slot in slots] == [
        ("law", datetime(2026, 12, 21, 1, tzinfo=UTC), 1),
        ("law", datetime(2026, 12, 21, 1, 30, tzinfo=UTC), 1),
        ("tax", datetime(2026, 12, 21, 5, tzinfo=UTC), 2),
    ]
    assert len({slot.token for slot in slots}) == 3
    assert queries.find_slot(slots[0].token) == slots[0]
    assert [slot.desk for slot in queries.list_slots(day, "tax")] == ["tax"]


def test_making_a_day_twice_changes_nothing(day: OfficeDay) -> None:
    tokens = {slot.token for slot in queries.list_slots(day)}
    with transaction():
        again = service.ensure_day("consultation", DAY, [SlotPlan("law", time(9), time(10))], None, NOW)
    assert again.id == day.id and again.opens_at == NOW
    assert {slot.token for slot in queries.list_slots(again)} == tokens


def test_days_are_found_by_kind_and_state(day: OfficeDay, actor: Actor) -> None:
    with transaction():
        night = service.ensure_day("night", date(2026, 12, 23), [], None, NOW)
    assert queries.find_office_day("consultation", DAY) == day
    assert queries.find_office_day("night", DAY) is None
    assert queries.list_office_days("night", DAY, date(2026, 12, 23)) == [night]
    _close(day, actor)
    assert queries.list_office_days("consultation", DAY, DAY, open_only=True) == []
    assert queries.list_office_days("consultation", DAY, DAY) == [day]


def test_staff_close_with_a_reason_and_reopen(day: OfficeDay, actor: Actor) -> None:
    approved = date(2026, 11, 20)
    assert _close(day, actor, document_number="민원여권과-77", approved_on=approved)
    assert (day.state, day.closed_by, day.closed_reason, day.closed_text) == ("closed", "staff", "staff", "청사 정전")
    assert (day.document_number, day.approved_on) == ("민원여권과-77", approved)
    assert not _close(day, actor)
    assert _reopen(day, actor)
    assert (day.state, day.closed_by, day.closed_text, day.document_number) == ("open", None, None, None)
    assert not _reopen(day, actor)
    entries = list(db.session.scalars(select(AccessEntry).order_by(AccessEntry.id)))
    assert [(entry.action, entry.reason) for entry in entries] == [
        ("day.closed", "청사 정전"),
        ("day.reopened", "복구"),
    ]
    assert '"state":"open"' in (entries[0].before or "") and '"state":"closed"' in (entries[0].after or "")


@pytest.mark.parametrize("text", ["", "  "])
def test_staff_must_say_why(day: OfficeDay, actor: Actor, text: str) -> None:
    with pytest.raises(ReasonMissing):
        _close(day, actor, text=text)
    _close(day, actor)
    with pytest.raises(ReasonMissing):
        _reopen(day, actor, reason=text)


def test_the_rule_never_overrides_staff(day: OfficeDay, actor: Actor) -> None:
    _close(day, actor)
    assert not _close(day, actor, by="rule")
    assert day.closed_by == "staff"
    assert not _reopen(day, actor, by="rule", reason="")
    assert day.state == "closed"


def test_staff_override_the_rule_in_closing_but_not_in_opening(day: OfficeDay, actor: Actor) -> None:
    assert _close(day, actor, by="rule")
    assert not _close(day, actor, by="rule")
    with pytest.raises(ClosedByRule):
        _reopen(day, actor)
    assert _close(day, actor)
    assert day.closed_by == "staff"
    assert _reopen(day, actor)


def test_the_rule_reopens_what_it_closed(day: OfficeDay, actor: Actor) -> None:
    _close(day, actor, by="rule")
    assert _reopen(day, actor, by="rule", reason="")
    assert day.is_open


def test_the_past_is_left_alone(day: OfficeDay, actor: Actor) -> None:
    evening, midnight = (datetime(2026, 12, 21, hour, tzinfo=UTC) for hour in (14, 15))
    with pytest.raises(DayOver):
        _close(day, actor, now=midnight)
    assert _close(day, actor, now=evening)
    with pytest.raises(DayOver):
        _reopen(day, actor, now=midnight)


def test_a_slot_is_locked_while_its_day_is_open(day: OfficeDay, actor: Actor) -> None:
    token = queries.list_slots(day)[0].token
    with transaction():
        assert service.lock_slot(token, NOW).token == token
    with pytest.raises(SlotUnknown), transaction():
        service.lock_slot("nobody", NOW)
    _close(day, actor)
    with pytest.raises(DayClosed) as refusal, transaction():
        service.lock_slot(token, NOW)
    assert refusal.value.parameters["date"] == DAY


def test_a_closing_waits_for_a_claim_that_holds_the_day(postgres_app: Flask, day: OfficeDay, actor: Actor) -> None:
    token, key = queries.list_slots(day)[0].token, day.id
    db.session.rollback()
    done: list[str] = []
    started = threading.Event()

    def close() -> None:
        with postgres_app.app_context(), transaction():
            found = db.session.get_one(OfficeDay, key)
            started.set()
            service.close_day(found, closed_by="staff", reason="staff", text="정전", actor=actor, now=NOW)
            done.append("closed")

    closer = threading.Thread(target=close)
    with transaction():
        service.lock_slot(token, NOW)
        closer.start()
        assert started.wait(10)
        closer.join(0.3)  # it cannot finish while the claim is open, so this waits its full time
        done.append("claimed")
    closer.join(10)
    assert done == ["claimed", "closed"]


def test_a_claim_sees_a_closing_that_came_first(postgres_app: Flask, day: OfficeDay, actor: Actor) -> None:
    token = queries.list_slots(day)[0].token
    db.session.rollback()
    outcome: list[str] = []
    started = threading.Event()

    def claim() -> None:
        with postgres_app.app_context(), transaction():
            db.session.scalar(select(OfficeDay))  # it has seen the day open
            started.set()
            try:
                service.lock_slot(token, NOW)
                outcome.append("claimed")
            except DayClosed:
                outcome.append("refused")

    claimer = threading.Thread(target=claim)
    with transaction():
        service.close_day(
            db.session.scalars(select(OfficeDay)).one(),
            closed_by="staff", reason="staff", text="정전", actor=actor, now=NOW,
        )  # fmt: skip
        claimer.start()
        assert started.wait(10)
        claimer.join(0.3)
    claimer.join(10)
    assert outcome == ["refused"]


def test_many_at_once_make_one_day(app: Flask) -> None:
    barrier = threading.Barrier(4)
    failures: list[BaseException] = []

    def make() -> None:
        try:
            with app.app_context():
                barrier.wait(10)
                with transaction():
                    service.ensure_day("consultation", DAY, PLANS, None, NOW)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures
    assert db.session.scalar(select(func.count(OfficeDay.id))) == 1
    assert db.session.scalar(select(func.count(Slot.id))) == len(PLANS)


def test_the_opening_moves_only_until_it_has_come(day: OfficeDay) -> None:
    later = NOW + timedelta(days=3)
    with transaction():
        assert not service.set_opening(day, later, NOW)
        assert service.set_opening(day, later, NOW - timedelta(seconds=1))
        assert not service.set_opening(day, later, NOW)
        assert service.set_opening(day, None, NOW)
        assert not service.set_opening(day, later, NOW)
    assert day.opens_at is None


def test_a_desk_is_replanned_and_untouched_slots_keep_their_names(day: OfficeDay) -> None:
    kept = queries.list_slots(day, "law")[0].token
    with transaction():
        assert service.replan_desk(day, "law", [PLANS[0], SlotPlan("law", time(11), time(11, 30), 2)])
    slots = queries.list_slots(day, "law")
    assert [(slot.starts_at.hour, slot.capacity) for slot in slots] == [(1, 1), (2, 2)]
    assert slots[0].token == kept
    assert len(queries.list_slots(day, "tax")) == 1
    with transaction():
        assert service.replan_desk(day, "law", [])
    assert queries.list_slots(day, "law") == []
