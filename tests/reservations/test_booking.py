"""Hold, extend and reserve: what a citizen is promised, and when it is refused."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from booking.audit.models import AccessEntry
from booking.calendar.errors import DayClosed, SlotUnknown
from booking.calendar.models import OfficeDay
from booking.calendar.service import close_day
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import errors, jobs, queries, service
from booking.reservations.models import Reservation
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person, wall

TEN = timedelta(minutes=10)
SECOND = timedelta(seconds=1)


def count(state: str) -> int:
    return db.session.scalar(select(func.count()).where(Reservation.state == state)) or 0


def test_a_held_seat_is_nobody_elses(desk: Desk) -> None:
    desk.hold(desk.slot())
    with pytest.raises(errors.SlotTaken):
        desk.hold(desk.slot(), holder="another")
    assert queries.free_seats([desk.slot()], NOW) == {desk.slot().id: 0}


def test_a_slot_gives_as_many_seats_as_it_has(desk: Desk) -> None:
    slot = desk.slot("national-tax")
    seats = {desk.hold(slot, holder=f"browser {n}").seat for n in range(2)}
    assert seats == {1, 2}
    with pytest.raises(errors.SlotTaken):
        desk.hold(slot, holder="a third")


def test_a_lapsed_hold_is_taken_over_at_once_and_not_a_second_earlier(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    with pytest.raises(errors.SlotTaken):
        desk.hold(desk.slot(), holder="another", now=NOW + TEN - SECOND)
    assert queries.free_seats([desk.slot()], NOW + TEN)[desk.slot().id] == 1
    taken = desk.hold(desk.slot(), holder="another", now=NOW + TEN)
    assert (taken.seat, taken.id != held.id) == (1, True)
    assert db.session.get_one(Reservation, held.id).state == "expired"


def test_a_browser_that_holds_more_than_it_may_lets_go_of_its_oldest(desk: Desk) -> None:
    first = desk.hold(desk.slot("law", 0))
    desk.hold(desk.slot("law", 1), now=NOW + SECOND)
    desk.hold(desk.slot("national-tax", 0), now=NOW + 2 * SECOND)
    limit = 3
    with transaction():
        settings.put("reservations.holds_per_browser", str(limit), actor=CLERK, now=NOW)
    desk.hold(desk.slot("national-tax", 1), now=NOW + 3 * SECOND)
    assert count("held") == limit
    assert db.session.get_one(Reservation, first.id).state == "expired"


def test_booking_makes_a_reference_an_expert_a_message_and_a_log_entry(desk: Desk) -> None:
    booked = desk.book(desk.slot(), a_person(email="hong@example.com", question="임대차"))
    assert (booked.state, len(booked.reference or ""), booked.expert.name) == ("reserved", 8, "김법률")
    assert (booked.phone, booked.consent_version, booked.consent_at) == ("+821012345678", "2026-11", NOW)
    planned = db.session.scalars(select(Notice).where(Notice.kind == "confirmed")).all()
    assert {notice.channel for notice in planned} == {"sms", "email"}
    entry = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "reservation.reserved")).one()
    assert (entry.person, entry.subject) == (booked.person_key, f"reservation:{booked.reference}")


def test_two_seats_of_one_time_have_two_experts(desk: Desk) -> None:
    slot = desk.slot("national-tax")
    first = desk.book(slot, a_person("가나다"))
    second = desk.book(slot, a_person("라마바"))
    assert {first.expert.name, second.expert.name} == {"이세무", "박세무"}


def test_the_person_is_unreadable_in_the_database(desk: Desk) -> None:
    booked = desk.book(desk.slot(), a_person("홍길동", "010-1234-5678", "hong@example.com", "비밀 상담"))
    assert booked.name == "홍길동"
    raw = db.session.connection().exec_driver_sql("SELECT * FROM reservation")
    text = " ".join(str(value) for value in raw.one())
    for secret in ("홍길동", "1012345678", "hong@", "비밀"):
        assert secret not in text


def test_a_repeated_submit_gives_the_first_booking_whoever_is_named(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    first = desk.reserve(held)
    again = desk.reserve(held.token, a_person("다른이", "010-9999-9999"), now=NOW + timedelta(days=1))
    assert (again.id, again.name, count("reserved")) == (first.id, "홍길동", 1)
    assert db.session.scalar(select(func.count()).where(Notice.kind == "confirmed")) == 1


def test_a_repeated_submit_after_cancelling_does_not_book_again(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    booked = desk.reserve(held)
    with transaction():
        service.cancel(booked, actor=CITIZEN, now=NOW)
    assert desk.reserve(held.token).state == "cancelled"


def test_a_hold_that_lapsed_while_typing_is_claimed_again(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    later = NOW + 3 * TEN
    with transaction():
        assert service.expire_holds(later) == 1
    assert desk.reserve(held.token, now=later).state == "reserved"


def test_a_hold_whose_seat_went_to_somebody_else_is_gone(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    desk.hold(desk.slot(), holder="another", now=NOW + TEN)
    with pytest.raises(errors.HoldGone):
        desk.reserve(held.token, now=NOW + TEN)
    assert (count("held"), count("reserved")) == (1, 0)


def test_an_unknown_token_is_no_hold(desk: Desk) -> None:
    with pytest.raises(errors.HoldUnknown):
        desk.reserve("no-such-token")
    with pytest.raises(SlotUnknown), transaction():
        service.hold("no-such-slot", "browser", now=NOW)


def test_a_booking_needs_consent(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    with pytest.raises(errors.ConsentMissing):
        desk.reserve(held, consent_version="")


def test_a_hold_is_extended_ten_times(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    now = NOW
    for _ in range(10):
        now += TEN - SECOND
        with transaction():
            assert service.extend(held.token, now=now).expires_at == now + TEN
    with pytest.raises(errors.NoMoreExtensions), transaction():
        service.extend(held.token, now=now)


def test_a_lapsed_hold_can_be_extended_while_its_seat_is_free(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    with transaction():
        service.expire_holds(NOW + 2 * TEN)
    with transaction():
        assert service.extend(held.token, now=NOW + 2 * TEN).state == "held"


def test_one_person_has_one_open_reservation_a_field_and_day(desk: Desk) -> None:
    desk.book(desk.slot("law", 0))
    held = desk.hold(desk.slot("law", 1))
    with pytest.raises(errors.AlreadyReserved) as caught:
        desk.reserve(held, a_person("홍 길동", "+82 10 1234 5678"))
    assert caught.value.field == "name"
    assert db.session.get_one(Reservation, held.id).state == "held", "the seat is kept for another name"
    desk.reserve(held.token, a_person("홍길순"))  # the family shares a telephone
    desk.book(desk.slot("national-tax"))  # another field
    desk.book(desk.slot("law", 0, desk.next_day))  # another day
    assert count("reserved") == 4


def test_one_a_day_is_a_setting_and_ends_with_cancelling(desk: Desk) -> None:
    first = desk.book(desk.slot("law", 0))
    with transaction():
        service.cancel(first, actor=CITIZEN, now=NOW)
    desk.book(desk.slot("law", 0))
    with transaction():
        settings.put("reservations.one_per_field_and_day", "no", actor=CLERK, now=NOW)
    desk.book(desk.slot("law", 1))
    assert count("reserved") == 2


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        (wall(date(2026, 12, 20), 8, 59), errors.NotOpenYet),
        (wall(date(2026, 12, 20), 9), None),
        (wall(date(2027, 1, 19), 16, 59), None),
        (wall(date(2027, 1, 19), 17), errors.CutOffPassed),
        (wall(date(2027, 1, 20), 10), errors.CutOffPassed),
    ],
)
def test_online_booking_is_open_between_two_moments(desk: Desk, now, refusal) -> None:  # type: ignore[no-untyped-def]
    with transaction():
        db.session.get_one(OfficeDay, desk.next_day.id).opens_at = wall(date(2026, 12, 20), 9)
    slot = desk.slot("law", 0, desk.next_day)
    if refusal is None:
        assert desk.hold(slot, now=now).state == "held"
    else:
        with pytest.raises(refusal):
            desk.hold(slot, now=now)


def test_the_cut_off_counts_working_days(desk: Desk) -> None:
    # Monday 2026-12-21: the working day before is Friday the 18th.
    assert queries.cutoff(desk.slot()) == wall(date(2026, 12, 18), 17)


def test_who_is_typing_at_the_cut_off_may_finish(desk: Desk) -> None:
    held = desk.hold(desk.slot(), now=wall(date(2026, 12, 18), 16, 55))
    assert desk.reserve(held, now=wall(date(2026, 12, 18), 17, 2)).state == "reserved"


def test_a_closed_day_takes_no_hold_and_no_booking(desk: Desk, open_day: Callable[..., OfficeDay]) -> None:
    held = desk.hold(desk.slot())
    with transaction():
        day = db.session.get_one(OfficeDay, desk.day.id)
        close_day(day, closed_by="staff", reason="staff", text="강사 사정", actor=CLERK, now=NOW)
    with pytest.raises(DayClosed):
        desk.hold(desk.slot("law", 1))
    with pytest.raises(DayClosed):
        desk.reserve(held.token)


def test_old_lapsed_holds_are_forgotten(desk: Desk) -> None:
    desk.hold(desk.slot())
    jobs.expire_holds(NOW + TEN)
    assert count("expired") == 1
    jobs.expire_holds(NOW + TEN + timedelta(days=1))
    assert count("expired") == 0


def test_a_time_that_has_begun_is_not_booked_even_without_a_cut_off(desk: Desk) -> None:
    with transaction():
        settings.put("reservations.cutoff_working_days", "0", actor=CLERK, now=NOW)
    assert desk.hold(desk.slot("law", 0), now=wall(desk.day.date, 9, 59)).state == "held"
    with pytest.raises(errors.SlotOver):
        desk.hold(desk.slot("law", 0), holder="another", now=wall(desk.day.date, 10, 15))
