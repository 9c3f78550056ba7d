"""Look up, move and cancel."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.accounts.errors import Locked
from booking.calendar.models import OfficeDay
from booking.calendar.service import close_day
from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import errors, queries, service
from booking.reservations.models import Reservation
from booking.reservations.rules.states import show_reference
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person, wall


def look_up(reference: str, phone: str) -> Reservation | None:
    with transaction():
        return service.look_up(reference, phone, actor=CITIZEN, now=NOW)


def move(booked: Reservation, slot, now=NOW, **more) -> Reservation:  # type: ignore[no-untyped-def]
    with transaction():
        return service.move(booked, slot.token, **{"actor": CITIZEN, "now": now, **more})


def test_a_booking_is_found_by_reference_and_telephone_in_any_spelling(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    shown = show_reference(booked.reference or "")
    found = look_up(shown.lower(), "+82 10 1234 5678")
    assert found is not None
    assert found.id == booked.id


@pytest.mark.parametrize("case", ["wrong telephone", "unknown reference"])
def test_what_does_not_fit_has_one_answer(desk: Desk, case: str) -> None:
    booked = desk.book(desk.slot())
    reference = booked.reference or "" if case == "wrong telephone" else "22222222"
    assert look_up(reference, "010-9999-9999") is None


def test_guessing_locks_the_reference_even_for_who_knows(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    for _ in range(5):
        assert look_up(booked.reference or "", "010-9999-9999") is None
    with pytest.raises(Locked):
        look_up(booked.reference or "", "010-1234-5678")


def test_moving_keeps_reference_and_token_and_frees_the_old_seat(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0))
    reference, token = booked.reference, booked.token
    moved = move(booked, desk.slot("law", 1))
    assert (moved.reference, moved.token, moved.state) == (reference, token, "reserved")
    assert moved.slot_id == desk.slot("law", 1).id
    assert queries.free_seats(desk.day.slots, NOW)[desk.slot("law", 0).id] == 1
    assert db.session.scalars(select(Notice.kind).where(Notice.kind == "moved")).first()


def test_a_move_to_a_taken_seat_changes_nothing(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0))
    desk.book(desk.slot("law", 1), a_person("이순신"))
    with pytest.raises(errors.SlotTaken):
        move(booked, desk.slot("law", 1))
    row = db.session.get_one(Reservation, booked.id)
    assert (row.slot_id, row.seat, row.state, row.moved_at) == (desk.slot("law", 0).id, 1, "reserved", None)
    assert not db.session.scalars(select(Notice).where(Notice.kind == "moved")).all()


def test_a_move_to_a_day_with_a_booking_of_the_same_person_is_refused(desk: Desk) -> None:
    desk.book(desk.slot("law", 0, desk.next_day))
    booked = desk.book(desk.slot("law", 0))
    with pytest.raises(errors.AlreadyReserved):
        move(booked, desk.slot("law", 1, desk.next_day))
    assert db.session.get_one(Reservation, booked.id).slot_id == desk.slot("law", 0).id


def test_a_move_stays_in_its_field_and_to_the_same_place_is_nothing(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0))
    with pytest.raises(errors.OtherDesk):
        move(booked, desk.slot("national-tax", 0))
    assert move(booked, desk.slot("law", 0)).moved_at is None


def test_online_moving_ends_at_the_cut_off_and_staff_may_later(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0))
    late = wall(DAY - timedelta(days=3), 17)
    with pytest.raises(errors.CutOffPassed):
        move(booked, desk.slot("law", 1), now=late)
    with pytest.raises(errors.CutOffPassed):
        move(booked, desk.slot("law", 0, desk.next_day), now=late)
    assert move(booked, desk.slot("law", 1), now=late, actor=CLERK, override="전화 요청").state == "reserved"


def test_a_displaced_person_may_choose_another_day(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0))
    with transaction():
        day = db.session.get_one(OfficeDay, desk.day.id)
        close_day(day, closed_by="staff", reason="staff", text="강사 사정", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    moved = move(booked, desk.slot("law", 0, desk.next_day))
    assert (moved.state, moved.slot.day.id, moved.open_key is not None) == ("reserved", desk.next_day.id, True)


def test_cancelling_frees_the_seat_and_tells_and_twice_is_once(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    for _ in range(2):
        with transaction():
            assert service.cancel(booked, actor=CITIZEN, now=NOW).seat is None
    assert desk.hold(desk.slot(), holder="another").state == "held"
    assert len(db.session.scalars(select(Notice).where(Notice.kind == "cancelled")).all()) == 1


def test_cancelling_is_open_until_the_start(desk: Desk) -> None:
    first, second = desk.book(desk.slot("law", 0)), desk.book(desk.slot("national-tax", 0))
    with transaction():
        service.cancel(first, actor=CITIZEN, now=wall(DAY, 9, 59))
    with pytest.raises(errors.AlreadyStarted), transaction():
        service.cancel(second, actor=CITIZEN, now=wall(DAY, 10))


def test_a_cancelled_booking_is_not_moved(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    with transaction():
        service.cancel(booked, actor=CITIZEN, now=NOW)
    with pytest.raises(errors.NotAllowedNow):
        move(booked, desk.slot("law", 1))


def test_nearest_free_places_are_at_the_same_desk_and_open(desk: Desk) -> None:
    desk.book(desk.slot("law", 0))
    near = queries.nearest_free(desk.slot("law", 0), NOW)
    assert [slot.id for slot in near] == [
        desk.slot("law", 1).id,
        desk.slot("law", 0, desk.next_day).id,
        desk.slot("law", 1, desk.next_day).id,
    ]
    with transaction():
        settings.put("reservations.cutoff_working_days", "10", actor=CLERK, now=NOW)
    late = wall(DAY - timedelta(days=10), 12)
    assert desk.slot("law", 1).id not in {slot.id for slot in queries.nearest_free(desk.slot("law", 0), late)}


def test_what_tells_of_a_move_is_useful_until_the_new_time(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0))
    moved = move(booked, desk.slot("law", 0, desk.next_day))
    notice = db.session.scalars(select(Notice).where(Notice.kind == "moved")).one()
    assert notice.useful_until == moved.slot.starts_at == desk.slot("law", 0, desk.next_day).starts_at


def test_a_move_leads_to_the_expert_of_the_new_day(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0))
    with transaction():
        first = db.session.get_one(Expert, booked.expert_id)
        first.term_to = DAY
        db.session.add(Expert(name="다음이", organisation="표본", field_key="law", term_from=NEXT))
    moved = move(booked, desk.slot("law", 0, desk.next_day))
    assert moved.expert is not None
    assert moved.expert.name == "다음이"


def test_nobody_moves_or_is_moved_into_the_past(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0, desk.next_day))
    with pytest.raises(errors.SlotOver):
        move(booked, desk.slot("law", 0), now=wall(DAY + timedelta(days=1), 9), actor=CLERK, override="부탁")


def test_staff_may_move_somebody_beside_another_booking_of_theirs(desk: Desk) -> None:
    desk.book(desk.slot("law", 0, desk.next_day))
    booked = desk.book(desk.slot("law", 0))
    moved = move(booked, desk.slot("law", 1, desk.next_day), actor=CLERK, override="두 건 필요")
    assert (moved.is_extra, moved.open_key) == (True, None)


def test_a_move_by_staff_keeps_the_rule_of_one_a_day(desk: Desk) -> None:
    booked = desk.book(desk.slot("law", 0))
    move(booked, desk.slot("law", 1), actor=CLERK, override="전화 요청")
    with pytest.raises(errors.AlreadyReserved):
        desk.book(desk.slot("law", 0))
