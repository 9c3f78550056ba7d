"""A day that closes takes nobody with it: what is held for whom, and who goes before whom."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking import clock
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.db import db, transaction
from booking.reservations import jobs, queries, service
from booking.reservations.errors import SlotTaken
from booking.reservations.messages import bookings as messages
from booking.reservations.models import Reservation
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.reservations.line import join, sound, states
from tests.reservations.turned_out import accept, close, fresh, held, kept, kinds, lost, people

BEFORE = date(2026, 12, 7)


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


def test_an_earlier_day_that_is_nearer_goes_before_a_later_one(desk: Desk, open_day: Callable[..., OfficeDay]) -> None:
    open_day(BEFORE)
    row = desk.book(desk.slot("law", 0))
    close(DAY)
    assert kept(row).slot.day.date == BEFORE


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
