"""A day that closes takes nobody with it: what is held for whom, every answer to it, and what comes of silence."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import jobs, queries, service
from booking.reservations.errors import AlreadyReserved, ReplacementOver, SlotTaken
from booking.reservations.messages import bookings as messages
from booking.reservations.models import Displacement, Reservation
from booking.reservations.queries import rehousing
from booking.reservations.rules.people import Person
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.reservations.line import join, sound, states

BEFORE = date(2026, 12, 7)


def close(day: date, now: datetime = NOW, kind: str = "consultation") -> int:
    with transaction():
        row = db.session.scalars(select(OfficeDay).where(OfficeDay.date == day, OfficeDay.kind == kind)).one()
        calendar.close_day(row, closed_by="staff", reason="staff", text="전기 공사", actor=CLERK, now=now)
        return service.rehouse(now, CLERK)


def reopen(day: date, now: datetime = NOW) -> None:
    with transaction():
        row = db.session.scalars(select(OfficeDay).where(OfficeDay.date == day)).one()
        calendar.reopen_day(row, reason="착오", actor=CLERK, now=now)
        service.rehouse(now, CLERK)


def accept(row: Reservation, token: str, now: datetime = NOW, actor: Actor = CITIZEN) -> Reservation:
    with transaction():
        return service.accept(row, token, actor=actor, now=now)


def fresh(row: Reservation) -> Reservation:
    db.session.rollback()
    return db.session.get_one(Reservation, row.id, populate_existing=True)


def held(row: Reservation) -> Reservation | None:
    db.session.rollback()
    return rehousing.find_replacement(row.id)


def kept(row: Reservation) -> Reservation:
    found = held(row)
    assert found is not None, "nothing is held"
    return found


def lost(row: Reservation) -> Displacement:
    found = rehousing.find_latest(row.id)
    assert found is not None
    return found


def kinds(row: Reservation) -> list[str]:
    notices = db.session.scalars(select(Notice).where(Notice.subject == f"reservation:{row.reference}"))
    return [notice.kind for notice in notices if notice.kind != "confirmed"]


def people(count: int) -> list[Person]:
    return [a_person("가나다라마바사아"[n] * 3, f"010-5555-{n:04}") for n in range(count)]


def test_the_nearest_day_and_time_are_held_in_the_order_of_booking(desk: Desk) -> None:
    late, early = people(2)
    first = desk.book(desk.slot("law", 1), late, now=NOW)
    second = desk.book(desk.slot("law", 0), early, now=NOW + timedelta(minutes=1))
    blocked = desk.book(desk.slot("law", 1, desk.next_day), a_person())
    assert close(DAY, NOW + timedelta(hours=1)) == 2
    hold = kept(first)
    assert (hold.slot.day.date, clock.to_office(hold.slot.starts_at).time()) == (NEXT, time(10)), "the time left there"
    assert (hold.state, hold.purpose, hold.seat, hold.name) == ("held", "replacement", 1, None)
    assert held(second) is None, "who booked later waits"
    with transaction():
        service.cancel(blocked, actor=CITIZEN, now=NOW + timedelta(hours=2))
    assert clock.to_office(kept(second).slot.starts_at).time() == time(10, 30)
    assert (kinds(first), kinds(second)) == (["displaced"], ["displaced", "replacement"])
    with transaction():
        assert service.rehouse(NOW + timedelta(hours=3)) == 0
    assert (kinds(first), kinds(second)) == (["displaced"], ["displaced", "replacement"]), "twice does no harm"


def test_the_own_hour_is_held_where_it_is_free(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 1))
    close(DAY)
    assert clock.to_office(kept(row).slot.starts_at).time() == time(10, 30)


@pytest.mark.parametrize(("days", "is_held"), [(1, False), (2, True)])
def test_an_earlier_day_is_held_only_where_it_leaves_notice(
    desk: Desk, open_day: Callable[..., OfficeDay], days: int, is_held: bool
) -> None:
    open_day(date(2026, 11, 23) + timedelta(days=days))
    row = desk.book(desk.slot("law", 0, desk.next_day))
    close(DAY)
    close(NEXT)
    assert (held(row) is not None) == is_held


def test_a_later_day_goes_before_an_earlier_one(desk: Desk, open_day: Callable[..., OfficeDay]) -> None:
    open_day(BEFORE)
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    assert kept(row).slot.day.date == NEXT


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (NOW, date(2026, 11, 26)),  # three working days from a Monday
        (wall(date(2026, 11, 27), 20), date(2026, 12, 2)),  # from a Friday night
        (wall(date(2026, 12, 16), 9), date(2026, 12, 18)),  # no longer than booking for that Monday
    ],
)
def test_it_is_held_for_working_days_and_no_longer_than_booking_is_open(desk: Desk, now: datetime, until: date) -> None:
    row = desk.book(desk.slot("law", 0, desk.next_day))
    with transaction():
        day = db.session.get_one(OfficeDay, desk.next_day.id)
        calendar.close_day(day, closed_by="staff", reason="staff", text="공사", actor=CLERK, now=now)
        service.rehouse(now, CLERK)
    assert kept(row).expires_at == wall(until, 17)


def test_whom_the_office_turned_out_need_not_wait_for_the_opening(
    desk: Desk, open_day: Callable[..., OfficeDay]
) -> None:
    with transaction():
        db.session.get_one(OfficeDay, desk.next_day.id).opens_at = wall(date(2026, 12, 21), 9)
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    assert kept(row).slot.day.date == NEXT
    with transaction():
        service.move(row, desk.slot("law", 1, desk.next_day).token, actor=CITIZEN, now=NOW)
    assert fresh(row).slot_id == desk.slot("law", 1, desk.next_day).id


def test_nobody_is_held_a_second_time_on_a_day(desk: Desk, open_day: Callable[..., OfficeDay]) -> None:
    third = open_day(date(2027, 2, 22))
    rows = [desk.book(desk.slot("law", 0)), desk.book(desk.slot("law", 1, desk.next_day))]
    close(DAY, NOW + timedelta(hours=1))
    assert kept(rows[0]).slot.day.date == third.date, "on the nearest day this person has a time already"


def test_accepting_keeps_the_reference_and_takes_the_held_seat(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    hold = kept(row)
    token, slot = hold.token, hold.slot_id
    for _ in range(3):
        assert accept(row, token).reference == row.reference
    now_is = fresh(row)
    assert (now_is.state, now_is.slot_id, now_is.seat, now_is.moved_at) == ("reserved", slot, 1, NOW)
    assert now_is.open_key and now_is.expert is not None
    assert db.session.get_one(Reservation, hold.id).state == "expired"
    assert (lost(row).answer, lost(row).answered_by) == ("accepted", "citizen")
    assert kinds(row) == ["displaced", "moved"]
    with transaction():
        service.forget_expired(NOW + timedelta(days=2))
    assert accept(row, token, NOW + timedelta(days=2)).state == "reserved", "a thousand presses later"


def test_only_the_place_that_was_shown_is_accepted(desk: Desk) -> None:
    mine, other = desk.book(desk.slot("law", 0)), desk.book(desk.slot("law", 1), a_person("이순신", "010-1111-2222"))
    close(DAY)
    for token in ("", "nothing", kept(other).token):
        with pytest.raises(ReplacementOver):
            accept(mine, token)
    assert fresh(mine).state == "displaced"


def test_accepting_is_refused_where_the_person_booked_that_day_meanwhile(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    token = kept(row).token
    desk.book(desk.slot("law", 1, desk.next_day))
    with pytest.raises(AlreadyReserved):
        accept(row, token)
    assert kept(row).token == token


def test_another_time_gives_the_held_seat_back_only_when_it_is_sure(desk: Desk) -> None:
    row, taken = desk.book(desk.slot("law", 0)), desk.slot("law", 1, desk.next_day)
    desk.book(taken, a_person("이순신", "010-1111-2222"))
    close(DAY)
    with pytest.raises(SlotTaken), transaction():
        service.move(row, taken.token, actor=CITIZEN, now=NOW)
    held_slot = kept(row).slot_id
    third = db.session.get_one(Reservation, row.id)
    with transaction():
        cancelled = db.session.scalars(select(Reservation).where(Reservation.slot_id == taken.id)).first()
        assert cancelled is not None
        service.cancel(cancelled, actor=CITIZEN, now=NOW)
    with transaction():
        service.move(third, taken.token, actor=CLERK, now=NOW)
    assert (fresh(row).slot_id, held(row), lost(row).answer, lost(row).answered_by) == (
        taken.id, None, "chosen", "staff",
    )  # fmt: skip
    assert queries.free_seats(desk.next_day.slots, NOW)[held_slot] == 1


def test_choosing_just_the_held_time_is_to_accept_it(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    with transaction():
        service.move(row, kept(row).slot.token, actor=CITIZEN, now=NOW)
    assert (fresh(row).state, lost(row).answer) == ("reserved", "accepted")


def test_who_cancels_gives_the_held_seat_to_the_line(desk: Desk, full: list[Reservation]) -> None:
    with transaction():
        service.cancel(full[2], actor=CITIZEN, now=NOW)
    close(DAY)
    join(1)
    assert states() == ["waiting"]
    with transaction():
        service.cancel(full[0], actor=CITIZEN, now=NOW)
    assert (held(full[0]), lost(full[0]).answer) == (None, "cancelled")
    assert held(full[1]) is not None, "the next of the displaced goes before the line"
    assert states() == ["waiting"] and sound()


def test_the_displaced_go_before_the_line_and_visitors(desk: Desk, full: list[Reservation]) -> None:
    join(1)
    close(DAY)
    assert [held(row) for row in full[:2]] == [None, None]
    slot = desk.slot("law", 0, desk.next_day)
    with transaction():
        service.cancel(full[2], actor=CITIZEN, now=NOW)
    assert kept(full[0]).slot_id == slot.id and states() == ["waiting"] and sound()
    with pytest.raises(SlotTaken):
        desk.hold(slot)
    with pytest.raises(SlotTaken):
        desk.hold(slot, now=NOW + timedelta(days=9))  # lapsed, and not passed on yet: no visitor takes it over
    assert queries.free_seats([slot], NOW + timedelta(days=9))[slot.id] == 0


def test_a_new_day_is_first_for_who_waits_since_the_closing(
    desk: Desk, full: list[Reservation], open_day: Callable[..., OfficeDay]
) -> None:
    close(DAY)
    third = open_day(date(2027, 2, 22))
    free = queries.free_seats(third.slots, NOW)
    assert [free[slot.id] for slot in third.slots if slot.desk == "law"] == [0, 0], "they are spoken for"
    with pytest.raises(SlotTaken):
        desk.hold(desk.slot("law", 0, third))
    jobs.rehouse(NOW + timedelta(hours=1))
    assert [kept(row).slot.day.date for row in full[:2]] == [third.date] * 2
    assert kinds(full[0]) == ["displaced", "replacement"]


def test_silence_gives_the_place_on_and_the_person_is_told_and_kept(desk: Desk, full: list[Reservation]) -> None:
    with transaction():
        service.cancel(full[2], actor=CITIZEN, now=NOW)
    close(DAY)
    join(1)
    until = kept(full[0]).expires_at
    assert until is not None
    jobs.expire_holds(until - timedelta(seconds=1))
    assert held(full[0]) is not None
    jobs.expire_holds(until)
    assert (fresh(full[0]).state, held(full[0]), lost(full[0]).lapses) == ("displaced", None, 1)
    assert held(full[1]) is not None and kinds(full[0]) == ["displaced", "replacement_over"]
    jobs.expire_holds(until + timedelta(days=9))
    assert states() == ["offered"], "nobody who was turned out waits any more, so the line is next"
    jobs.rehouse(until + timedelta(days=10))
    assert held(full[0]) is None and kinds(full[0]) == ["displaced", "replacement_over"], "asked once"
    assert lost(full[0]).open_for == full[0].id, "and still not settled"


def test_a_late_answer_counts_while_nobody_else_has_the_seat(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    hold = kept(row)
    assert hold.expires_at is not None
    assert accept(row, hold.token, hold.expires_at + timedelta(minutes=1)).state == "reserved"


def test_an_answer_after_the_place_passed_on_is_refused(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    hold = kept(row)
    token, until = hold.token, hold.expires_at
    assert until is not None
    jobs.expire_holds(until)
    with pytest.raises(ReplacementOver):
        accept(row, token, until)


def test_a_reopened_day_takes_everybody_back_who_has_not_chosen(desk: Desk) -> None:
    rows = [desk.book(desk.slot("national-tax", 0), person) for person in people(2)]
    rows.append(desk.book(desk.slot("law", 0), a_person("이순신", "010-1111-2222")))
    close(DAY)
    accept(rows[1], kept(rows[1]).token)
    reopen(DAY)
    assert [fresh(row).slot.day.date for row in rows] == [DAY, NEXT, DAY]
    assert [fresh(row).state for row in rows] == ["reserved"] * 3 and not held(rows[0])
    assert [lost(row).answer for row in rows] == ["returned", "accepted", "returned"]
    assert [kinds(row)[1:] for row in rows] == [["taken_back"], ["moved"], ["taken_back"]], "nobody is told twice"
    reopen(DAY)
    assert [kinds(row)[1:] for row in rows] == [["taken_back"], ["moved"], ["taken_back"]]


def test_a_replacement_whose_day_is_closed_too_gives_way_to_another(
    desk: Desk, open_day: Callable[..., OfficeDay]
) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    third, later = open_day(date(2027, 2, 22)), NOW + timedelta(hours=1)
    close(NEXT, later)
    assert kept(row).slot.day.date == third.date and kinds(row) == ["displaced", "replacement"]
    close(third.date, later + timedelta(hours=1))
    assert held(row) is None and kinds(row) == ["displaced", "replacement", "replacement_over"]
    assert lost(row).lapses == 0, "that was not their silence"


def test_who_accepted_and_is_turned_out_again_gets_the_next_one(desk: Desk, open_day: Callable[..., OfficeDay]) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    accept(row, kept(row).token)
    third = open_day(date(2027, 2, 22))
    close(NEXT, NOW + timedelta(days=1))
    assert kept(row).slot.day.date == third.date
    assert [one.answer for one in rehousing.list_of(row.id)] == ["accepted", None]


def test_messages_tell_the_time_that_is_held_and_until_when(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    subject = f"reservation:{row.reference}"
    message = messages.load("displaced", subject, NOW)
    assert message is not None
    assert (message.values["date"], message.values["new_date"]) == ("2026. 12. 21.(월)", "2027. 1. 20.(수)")
    assert (message.values["new_time"], message.values["until"]) == ("오전 10시", "2026. 11. 26.(목) 오후 5시")
    assert message.values["reason"] == "전기 공사"
    jobs.expire_holds(wall(date(2026, 11, 26), 17))
    over = messages.load("replacement_over", subject, NOW)
    assert over is not None and over.due == wall(date(2026, 11, 26), 17)
    assert (over.values["new_date"], over.values["reason"]) == ("2027. 1. 20.(수)", "")
    with transaction():
        service.cancel(row, actor=CITIZEN, now=NOW)
    assert messages.load("replacement_over", subject, NOW) is None


def test_the_database_holds_one_replacement_for_one_booking(desk: Desk) -> None:
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    hold = kept(row)
    more = {"slot_id": desk.slot("law", 1, desk.next_day).id, "seat": 1, "held_at": NOW, "changed_at": NOW}
    second = Reservation(state="held", purpose="replacement", replaces_id=row.id, expires_at=hold.expires_at, **more)
    with pytest.raises(IntegrityError), transaction():
        db.session.add(second)


def test_any_service_with_slots_is_rehoused_the_same_way(desk: Desk) -> None:
    plans = [SlotPlan("passport", time(18), time(18, 10), 1)]
    with transaction():
        nights = [calendar.ensure_day("night", date(2026, 12, day), plans, None, NOW) for day in (2, 9)]
        slots = [db.session.scalars(select(Slot).where(Slot.office_day_id == night.id)).one() for night in nights]
    row = desk.book(slots[0])
    assert close(date(2026, 12, 2), kind="night") == 1
    assert kept(row).slot_id == slots[1].id
    message = messages.load("displaced", f"reservation:{row.reference}", NOW)
    assert message is not None and message.values["new_date"] == "2026. 12. 9.(수)"
    accept(row, kept(row).token)
    assert fresh(row).slot_id == slots[1].id
