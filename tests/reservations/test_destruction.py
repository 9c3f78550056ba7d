"""Retention: what is past due goes once, is entered in the register with it, and stays where somebody keeps it."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.reservations import errors, jobs, service
from booking.reservations.models import Destruction, Reservation
from booking.reservations.queries import destruction as register
from booking.reservations.rules.retention import DAYS, MONTHS, last_due
from booking.reservations.service import destruction
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.reservations.racing import at_once, book, furnish
from tests.support.work import entries

ADMIN = Actor(1, "admin@city.example", "admin", "192.0.2.3")
LATER = wall(date(2027, 3, 22), 4)
"""The first night on which the questions of the first day are past due, after three months."""


@pytest.fixture
def asked(desk: Desk) -> list[Reservation]:
    """Two questions of the first day, one of the next."""
    return [
        desk.book(desk.slot("law", 0), a_person("가나다", "010-1111-2222", question="상속")),
        desk.book(desk.slot("law", 1), a_person("나다라", "010-2222-3333", question="임대차")),
        desk.book(desk.slot("law", 0, desk.next_day), a_person("다라마", "010-3333-4444", question="이혼")),
    ]


def by_hand() -> None:
    with transaction():
        settings.put("privacy.destroy_automatically", "no", actor=ADMIN, now=NOW)


def approve(until: date = DAY, kind: str = "question") -> Destruction:
    with transaction():
        return service.approve_destruction(kind, until, reason="결재 제2027-3호", actor=ADMIN, now=LATER)


def rows() -> list[tuple[object, ...]]:
    found = db.session.scalars(select(Destruction).order_by(Destruction.id))
    return [(row.kind, row.approval, row.count, row.first_date, row.last_date) for row in found]


def questions() -> list[str | None]:
    return [row.question for row in db.session.scalars(select(Reservation).order_by(Reservation.id))]


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(1, 60), st.sampled_from([MONTHS, DAYS]))
def test_a_longer_time_never_lets_more_be_destroyed(today: date, length: int, rule: str) -> None:
    assert last_due(rule, length + 1, today) <= last_due(rule, length, today) < today - timedelta(days=length - 1)


def test_destruction_enters_one_row_for_each_kind_and_run(desk: Desk, asked: list[Reservation]) -> None:
    assert jobs.destroy_past_due(LATER) == 2
    assert jobs.destroy_past_due(LATER) == 0
    assert rows() == [("question", "setting", 2, DAY, DAY)]
    jobs.destroy_past_due(wall(date(2028, 3, 1), 4))
    assert rows()[1:] == [("question", "setting", 1, NEXT, NEXT), ("person", "setting", 3, DAY, NEXT)]
    row = db.session.scalars(select(Destruction)).first()
    assert row is not None
    assert (row.rule, row.length, row.done_at, row.boundary) == ("months", 3, LATER, None)
    people = db.session.scalars(select(Reservation)).all()
    assert {(one.name, one.state, one.seat) for one in people} == {(None, "reserved", 1)}, "the figures stay"


def test_without_approval_everything_stays(desk: Desk, asked: list[Reservation]) -> None:
    by_hand()
    assert jobs.destroy_past_due(LATER) == 0
    assert questions() == ["상속", "임대차", "이혼"]
    assert rows() == []


def test_what_was_approved_is_destroyed_and_nothing_else(desk: Desk, asked: list[Reservation]) -> None:
    by_hand()
    night = wall(date(2027, 5, 1), 4)
    approved = approve()
    assert (approved.listed, approved.done_at, approved.approved_by) == (2, None, ADMIN.name)
    assert questions()[0] == "상속", "the job destroys, not the approval"
    assert jobs.destroy_past_due(night) == 2
    assert questions() == [None, None, "이혼"]
    assert rows() == [("question", "admin", 2, DAY, DAY)]
    assert jobs.destroy_past_due(night) == 0
    assert len(rows()) == 1
    [entry] = entries("destruction.approved")
    assert (entry.subject, entry.person, entry.reason) == ("retention:question", "", "결재 제2027-3호")


def test_an_approval_is_judged(desk: Desk, asked: list[Reservation]) -> None:
    by_hand()
    for until in (DAY + timedelta(days=1), DAY - timedelta(days=1)):  # not due yet; nothing there
        with pytest.raises(errors.NotPastDue):
            approve(until)
    with pytest.raises(errors.KindUnknown):
        approve(kind="notes")
    with pytest.raises(errors.ReasonMissing), transaction():
        service.approve_destruction("question", DAY, reason="", actor=ADMIN, now=LATER)
    approve()
    with pytest.raises(errors.AlreadyApproved):
        approve()
    assert len(rows()) == 1


def test_an_approval_can_be_taken_back_until_it_is_carried_out(desk: Desk, asked: list[Reservation]) -> None:
    by_hand()
    for _ in range(2):
        approve()
        with transaction():
            service.withdraw_approval("question", DAY, actor=ADMIN, now=LATER)
    assert jobs.destroy_past_due(LATER) == 0
    approve()
    jobs.destroy_past_due(LATER)
    with pytest.raises(errors.ApprovalOver), transaction():
        service.withdraw_approval("question", DAY, actor=ADMIN, now=LATER)
    assert rows() == [("question", "admin", 2, DAY, DAY)]


def test_a_longer_retention_counts_for_what_was_approved_before(desk: Desk, asked: list[Reservation]) -> None:
    by_hand()
    approve()
    with transaction():
        settings.put("privacy.question_months", "6", actor=ADMIN, now=LATER)
    assert jobs.destroy_past_due(LATER) == 0
    assert questions()[0] == "상속"
    assert rows() == [("question", "admin", 0, None, None)]


def keep(row: Reservation, until: date = date(2027, 6, 30)) -> None:
    with transaction():
        service.keep(row, until, document="감사-12", reason="자체 감사", actor=ADMIN, now=LATER)


def test_what_is_kept_for_an_audit_stays_until_it_is_released(desk: Desk, asked: list[Reservation]) -> None:
    keep(asked[0])
    assert jobs.destroy_past_due(LATER) == 1
    assert questions()[:2] == ["상속", None]
    assert [row.id for row in register.list_kept()] == [asked[0].id]
    for _ in range(2):
        with transaction():
            service.release(asked[0], actor=ADMIN, now=LATER)
    assert jobs.destroy_past_due(LATER) == 1
    assert questions()[0] is None
    assert len(entries("reservation.released")) == 1
    [kept] = entries("reservation.kept")
    told = {(name, after) for name, _before, after in kept.changes}
    assert told == {("kept_until", "2027-06-30"), ("document_number", "감사-12")}


def test_keeping_ends_by_itself_after_its_last_day(desk: Desk, asked: list[Reservation]) -> None:
    keep(asked[0], date(2027, 4, 1))
    jobs.destroy_past_due(wall(date(2027, 4, 1), 23))
    assert questions()[0] == "상속"
    jobs.destroy_past_due(wall(date(2027, 4, 2), 4))
    assert questions()[0] is None


def test_keeping_needs_a_coming_day_a_document_and_a_reason(desk: Desk, asked: list[Reservation]) -> None:
    for until, document, reason, refusal in (
        (date(2027, 3, 21), "감사-12", "감사", errors.DatesPast),
        (date(2027, 6, 30), "", "감사", errors.DocumentMissing),
        (date(2027, 6, 30), "감사-12", "", errors.ReasonMissing),
    ):
        with pytest.raises(refusal), transaction():
            service.keep(asked[0], until, document=document, reason=reason, actor=ADMIN, now=LATER)
    jobs.destroy_past_due(wall(date(2028, 3, 1), 4))
    with pytest.raises(errors.AlreadyDestroyed):
        keep(asked[0])


def test_a_crash_between_leaves_data_and_register_as_they_were(
    desk: Desk, asked: list[Reservation], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_args: object, **_more: object) -> None:
        raise RuntimeError("the machine went down")

    with monkeypatch.context() as patch:
        patch.setattr(destruction, "register", crash)
        with pytest.raises(RuntimeError):
            jobs.destroy_past_due(LATER)
    assert questions() == ["상속", "임대차", "이혼"]
    assert rows() == []
    assert entries("reservation.question_destroyed") == []
    assert jobs.destroy_past_due(LATER) == 2
    assert rows() == [("question", "setting", 2, DAY, DAY)]


def test_the_database_takes_no_entry_that_was_neither_approved_nor_done(app: Flask) -> None:
    values = {"kind": "question", "rule": "months", "length": 3, "approval": "setting", "approved_at": NOW}
    with pytest.raises(IntegrityError), transaction():
        db.session.add(Destruction(**values))


def test_what_people_had_deleted_themselves_is_entered_too(desk: Desk, asked: list[Reservation]) -> None:
    keep(asked[0])
    with pytest.raises(errors.RecordKept), transaction():
        service.delete_own_data(asked[0], actor=CITIZEN, now=LATER)
    assert rows() == []
    with transaction():
        service.release(asked[0], actor=ADMIN, now=LATER)
        service.delete_own_data(asked[0], actor=CITIZEN, now=LATER)
    assert rows() == [("person", "person", 1, DAY, DAY)]


@pytest.mark.race
@pytest.mark.parametrize("is_approved", [False, True])
def test_two_processes_at_once_destroy_once_and_register_once(raced: Flask, is_approved: bool) -> None:
    tokens = furnish(raced, slots=12)
    for number, token in enumerate(tokens):
        with raced.app_context():
            book(token, number)
    night = wall(date(2028, 3, 1), 4)
    with raced.app_context():
        if is_approved:
            by_hand()
            with transaction():
                service.approve_destruction("person", DAY, reason="결재", actor=CLERK, now=night)
    counts = at_once(raced, [lambda: jobs.destroy_past_due(night) for _ in range(4)])
    assert sorted(counts) == [0, 0, 0, 12]
    with raced.app_context():
        assert rows() == [("person", "admin" if is_approved else "setting", 12, DAY, DAY)]
        assert db.session.scalar(select(func.count()).where(Reservation.destroyed_at.is_not(None))) == 12
        assert len(entries("reservation.destroyed")) == 12


@pytest.mark.race
def test_an_approval_pressed_twice_at_once_is_one(raced: Flask) -> None:
    (token,) = furnish(raced)
    night = wall(date(2028, 3, 1), 4)
    with raced.app_context():
        book(token, 0)
        by_hand()

    def press() -> str:
        with transaction():
            service.approve_destruction("person", DAY, reason="결재", actor=CLERK, now=night)
        return "approved"

    assert sorted(at_once(raced, [press] * 4)) == ["already_approved"] * 3 + ["approved"]
