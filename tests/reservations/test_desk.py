"""What staff do: book for callers, check in, done, not come, undo; finding people; the expert's list."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.audit.models import AccessEntry
from booking.calendar.errors import DayClosed
from booking.calendar.models import OfficeDay
from booking.calendar.service import close_day
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import errors, queries, service
from booking.reservations.models import Reservation
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NOW, Desk, a_person, wall

TEN = wall(DAY, 10)


def answer(booked: Reservation, wanted: str, now=TEN) -> Reservation:  # type: ignore[no-untyped-def]
    with transaction():
        return service.answer_state(booked, wanted, actor=CLERK, now=now)


def call_in(desk: Desk, slot, person=None, **more) -> Reservation:  # type: ignore[no-untyped-def]
    arguments = {"via": "telephone", "consent_version": "2026-11", "actor": CLERK, "now": NOW, **more}
    with transaction():
        return service.book_for_caller(slot.token, person or a_person(), **arguments)


def test_a_visit_goes_from_arrival_to_done(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    assert answer(booked, "checked_in").state == "checked_in"
    assert answer(booked, "checked_in").state == "checked_in"  # a second press is harmless
    assert answer(booked, "done").seat == 1
    actions = db.session.scalars(select(AccessEntry.action).where(AccessEntry.account_id == CLERK.account_id)).all()
    assert actions == ["reservation.checked_in", "reservation.done"]


def test_nobody_is_checked_in_the_day_before_or_absent_before_the_start(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    with pytest.raises(errors.NotAllowedNow):
        answer(booked, "checked_in", now=TEN - timedelta(days=1))
    with pytest.raises(errors.NotAllowedNow):
        answer(booked, "no_show", now=TEN - timedelta(minutes=1))
    assert answer(booked, "no_show").seat is None


def test_done_is_not_reached_without_arriving(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    with pytest.raises(errors.NotAllowedNow):
        answer(booked, "done")


@pytest.mark.parametrize(
    ("steps", "after"),
    [(["checked_in"], "reserved"), (["checked_in", "done"], "checked_in"), (["no_show"], "reserved")],
)
def test_the_last_step_can_be_taken_back(desk: Desk, steps: list[str], after: str) -> None:
    booked = desk.book(desk.slot())
    for step in steps:
        answer(booked, step)
    with transaction():
        undone = service.undo(booked, actor=CLERK, now=TEN)
    assert (undone.state, undone.seat, undone.open_key is not None) == (after, 1, True)


def test_a_seat_given_away_after_a_no_show_is_not_taken_back(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    answer(booked, "no_show")
    walk_in = call_in(desk, desk.slot(), a_person("이순신"), via="walk_in", now=TEN, override="빈자리")
    assert walk_in.via == "walk_in"
    with pytest.raises(errors.SlotTaken), transaction():
        service.undo(booked, actor=CLERK, now=TEN)


def test_a_caller_is_booked_in_one_step_and_told(desk: Desk) -> None:
    booked = call_in(desk, desk.slot())
    assert (booked.state, booked.via, booked.consent_by) == ("reserved", "telephone", CLERK.name)
    assert db.session.scalars(select(Notice.channel)).all() == ["sms"]


def test_who_has_only_a_landline_stands_on_the_call_list_unless_on_the_line_right_now(desk: Desk) -> None:
    call_in(desk, desk.slot("law", 0), a_person(phone="055-749-5114"))
    assert db.session.scalars(select(Notice.channel)).all() == []
    desk.book(desk.slot("law", 1), a_person("이순신", phone="055-749-5114"))
    assert db.session.scalars(select(Notice.channel)).all() == ["call"]


def test_citizens_rules_hold_for_callers_unless_a_reason_overrides_them(desk: Desk) -> None:
    late = wall(DAY - timedelta(days=3), 17)
    with pytest.raises(errors.CutOffPassed):
        call_in(desk, desk.slot("law", 0), now=late)
    first = call_in(desk, desk.slot("law", 0), now=late, override="전화로 급히 요청")
    second = call_in(desk, desk.slot("law", 1), now=late, override="두 건 필요")
    assert (first.state, first.is_extra, first.open_key is not None) == ("reserved", False, True)
    assert (second.state, second.is_extra, second.open_key) == ("reserved", True, None)
    reasons = set(db.session.scalars(select(AccessEntry.reason).where(AccessEntry.action == "reservation.reserved")))
    assert reasons == {"전화로 급히 요청", "두 건 필요"}


def test_no_reason_overrides_a_taken_seat_or_a_closed_day(desk: Desk) -> None:
    desk.book(desk.slot("law", 0))
    with pytest.raises(errors.SlotTaken):
        call_in(desk, desk.slot("law", 0), a_person("이순신"), override="부탁")
    with transaction():
        day = db.session.get_one(OfficeDay, desk.day.id)
        close_day(day, closed_by="staff", reason="staff", text="강사 사정", actor=CLERK, now=NOW)
    with pytest.raises(DayClosed):
        call_in(desk, desk.slot("law", 1), a_person("이순신"), override="부탁")


def test_the_roster_is_in_order_and_knows_what_became_of_each(desk: Desk) -> None:
    late = desk.book(desk.slot("law", 1), a_person("나중"))
    early = desk.book(desk.slot("law", 0), a_person("먼저"))
    desk.hold(desk.slot("national-tax", 0))
    with transaction():
        service.cancel(late, actor=CITIZEN, now=NOW)
    rows = queries.roster(desk.day)
    assert [(row.name, row.state) for row in rows] == [("먼저", "reserved"), ("나중", "cancelled")]
    assert early.id == rows[0].id


@pytest.mark.parametrize("text", ["홍길동", "길동", "홍 길동", "010-1234-5678", "01012345678", "5678", "REFERENCE"])
def test_people_are_found_by_name_telephone_or_reference(desk: Desk, text: str) -> None:
    booked = desk.book(desk.slot())
    desk.book(desk.slot("law", 1), a_person("이순신", "010-8765-4321"))
    text = text.replace("REFERENCE", (booked.reference or "")[:4].lower())
    assert [row.id for row in queries.search(text, desk.day)] == [booked.id]


@pytest.mark.parametrize("text", ["", "  ", "없는이", "0000"])
def test_what_fits_nobody_finds_nobody(desk: Desk, text: str) -> None:
    desk.book(desk.slot())
    assert queries.search(text, desk.day) == []


def test_an_expert_sees_only_own_appointments(desk: Desk) -> None:
    law = desk.book(desk.slot("law"))
    tax = desk.book(desk.slot("national-tax"))
    assert law.expert_id is not None
    assert tax.expert_id is not None
    assert [row.id for row in queries.for_expert(law.expert_id, DAY, DAY)] == [law.id]
    assert queries.for_expert(law.expert_id, DAY + timedelta(days=1), DAY + timedelta(days=60)) == []
    with transaction():
        service.cancel(tax, actor=CITIZEN, now=NOW)
    assert queries.for_expert(tax.expert_id, DAY, DAY) == []


def test_asking_for_hidden_data_is_logged_with_whose_it_was(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    with transaction():
        service.reveal(booked, actor=CLERK, now=NOW)
    entry = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "reservation.revealed")).one()
    assert (entry.person, entry.account_id) == (booked.person_key, CLERK.account_id)


def test_bookings_are_listed_by_telephone(desk: Desk) -> None:
    first = desk.book(desk.slot("law", 0))
    second = desk.book(desk.slot("law", 0, desk.next_day), a_person("홍길순"))
    assert [row.id for row in queries.list_by_phone("010 1234 5678", DAY)] == [first.id, second.id]
    assert [row.id for row in queries.list_by_phone("010 1234 5678", DAY + timedelta(days=1))] == [second.id]


def test_a_no_show_of_an_extra_booking_can_be_taken_back(desk: Desk) -> None:
    desk.book(desk.slot("law", 0))
    extra = call_in(desk, desk.slot("law", 1), override="두 건 필요")
    answer(extra, "no_show", now=wall(DAY, 11))
    with transaction():
        assert service.undo(extra, actor=CLERK, now=wall(DAY, 11)).state == "reserved"


def test_what_happened_on_paper_is_entered_until_the_day_is_over(desk: Desk) -> None:
    walk_in = call_in(desk, desk.slot("law", 0), via="walk_in", now=wall(DAY, 17), override="종이 접수")
    assert walk_in.state == "reserved"
    with pytest.raises(errors.SlotOver):
        call_in(desk, desk.slot("law", 1), now=wall(DAY + timedelta(days=1), 9), override="종이 접수")
