"""Visits to the Wednesday night are booked by the mechanism of the consultations, under settings of their own."""

from datetime import date, datetime, time, timedelta

import pytest

from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.db import db, transaction
from booking.errors import BookingError
from booking.recheck import recheck
from booking.reservations import queries, service
from booking.reservations.errors import (
    AlreadyReserved,
    CutOffPassed,
    NotOpenYet,
    OtherDesk,
    SlotTaken,
    TooManyBookings,
    TooManyVisits,
)
from booking.reservations.queries import figures, moving, waiting_days
from booking.reservations.queries import waiting as line
from booking.reservations.rules.people import Person
from booking.reservations.rules.waiting import Wish
from booking.reservations.service import waiting
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person, wall
from tests.reservations.turned_out import fresh, kept
from tests.support.nights import put_kind

NIGHT, NEXT_NIGHT = date(2026, 12, 2), date(2026, 12, 9)
KINDS = (("passport", "여권 신청"), ("birth", "출생신고"))
WINDOWS = [SlotPlan(key, time(18, n), time(18, n + 10), 3) for key, _name in KINDS for n in (0, 10)]


@pytest.fixture
def nights(desk: Desk) -> list[OfficeDay]:
    """Two nights with two windows of three seats for each of two kinds, beside the days of advice."""
    for key, name in KINDS:
        put_kind(key, name, NOW, seats=3)
    with transaction():
        return [calendar.ensure_day("night", day, WINDOWS, None, NOW) for day in (NIGHT, NEXT_NIGHT)]


def person(number: int) -> Person:
    return a_person("가나다라마바사아자차"[number % 10] * 3, f"010-7777-{number:04}")


def put(name: str, text: str) -> None:
    with transaction():
        settings.put(name, text, actor=CLERK, now=NOW)


def window(nights: list[OfficeDay], nth: int = 0, key: str = "passport", night: int = 0) -> Slot:
    return [slot for slot in nights[night].slots if slot.desk == key][nth]


def test_a_window_has_three_seats_and_no_expert(desk: Desk, nights: list[OfficeDay]) -> None:
    rows = [desk.book(window(nights), person(number)) for number in range(3)]
    assert sorted(row.seat or 0 for row in rows) == [1, 2, 3]
    assert {row.expert_id for row in rows} == {None}
    with pytest.raises(SlotTaken):
        desk.hold(window(nights))
    with transaction():
        assert service.reappoint(NOW) == 0
    assert queries.nearest_free(window(nights), NOW)[0].id == window(nights, 1).id


def test_one_visit_brings_two_matters_but_none_of_them_twice(desk: Desk, nights: list[OfficeDay]) -> None:
    desk.book(window(nights))
    desk.book(window(nights, 1, "birth"))
    with pytest.raises(AlreadyReserved):
        desk.book(window(nights, 1))
    desk.book(window(nights, 1, night=1))


def test_a_telephone_has_so_many_open_bookings_of_each_service(desk: Desk, nights: list[OfficeDay]) -> None:
    put("reservations.open_per_phone", "1")
    desk.book(desk.slot())
    visit = desk.book(window(nights))
    for slot, refusal in ((window(nights, 0, "birth"), TooManyVisits), (desk.slot("national-tax"), TooManyBookings)):
        with pytest.raises(refusal) as refused:
            desk.book(slot)
        assert type(refused.value) is refusal
    with transaction():
        service.cancel(fresh(visit), actor=CITIZEN, now=NOW)
    desk.book(window(nights, 0, "birth"))


@pytest.mark.parametrize(("minutes", "last"), [("0", wall(NIGHT, 18, 10)), ("30", wall(NIGHT, 17, 40))])
def test_a_window_can_be_booked_until_so_many_minutes_before_it(
    desk: Desk, nights: list[OfficeDay], minutes: str, last: datetime
) -> None:
    put("nightoffice.cutoff_minutes", minutes)
    second = window(nights, 1)
    row = desk.book(second, now=last - timedelta(seconds=1))
    assert row.state == "reserved"
    assert queries.cutoff(second) == last
    assert queries.bookable([second], last) == []
    assert queries.bookable([second], last - timedelta(seconds=1)) == [second]
    with pytest.raises(CutOffPassed):
        desk.hold(second, now=last)
    with pytest.raises(CutOffPassed), transaction():
        service.move(fresh(row), window(nights, 0, night=1).token, actor=CITIZEN, now=last)
    assert queries.may_cancel(fresh(row), last) == (minutes != "0")


def test_a_night_that_is_not_open_for_booking_yet_says_so(desk: Desk, nights: list[OfficeDay]) -> None:
    with transaction():
        night = db.session.get_one(OfficeDay, nights[1].id)
        night.opens_at = NOW + timedelta(hours=1)
    with pytest.raises(NotOpenYet):
        desk.hold(window(nights, night=1))
    desk.hold(window(nights, night=1), now=NOW + timedelta(hours=1))


def test_a_visit_moves_among_the_windows_of_its_own_kind(desk: Desk, nights: list[OfficeDay]) -> None:
    row = desk.book(window(nights))
    times = [one.slot.id for one in moving.list_times_to_move_to(row, NOW)]
    assert times == [window(nights, nth, night=night).id for night, nth in ((0, 1), (1, 0), (1, 1))]
    assert [day.date for day, *_others in queries.ways_to_move(row, NOW)] == [NIGHT, NEXT_NIGHT]
    for other in (window(nights, 0, "birth"), desk.slot()):
        with pytest.raises(OtherDesk), transaction():
            service.move(fresh(row), other.token, actor=CITIZEN, now=NOW)


def test_a_holiday_takes_nobody_along(desk: Desk, nights: list[OfficeDay]) -> None:
    rows = [desk.book(window(nights), person(number)) for number in range(3)]
    with transaction():
        calendar.add_holiday(NIGHT, "임시공휴일", reason="의결", actor=CLERK, now=NOW)
        recheck(NOW, CLERK)
    assert {fresh(row).state for row in rows} == {"displaced"}
    assert {kept(row).slot_id for row in rows} == {window(nights, night=1).id}
    with pytest.raises(SlotTaken):
        desk.hold(window(nights, night=1))


def join(desks: set[str], last: date, number: int = 9) -> str:
    with transaction():
        wish = waiting.make_wish(sorted(desks), NOW.date(), last, NOW)
        by = {"holder": "browser", "consent_version": "2026-11", "actor": CITIZEN, "now": NOW}
        return waiting.join(wish, person(number), **by).token


def test_the_line_gives_a_freed_seat_of_a_night_to_who_waits_for_its_kind(desk: Desk, nights: list[OfficeDay]) -> None:
    rows = [desk.book(slot, person(n)) for n, slot in enumerate(s for s in passports(nights) for _ in range(3))]
    others = join({"birth", "law"}, NEXT_NIGHT, 8)
    mine = join({"passport"}, NEXT_NIGHT)
    offered = line.find_entry(others)
    assert offered is not None and offered.state == "offered", "a kind that has places is offered at once"
    with transaction():
        service.cancel(rows[4], actor=CITIZEN, now=NOW)
    entry = line.find_entry(mine)
    assert entry is not None and entry.state == "offered"
    offer = line.find_offer(entry)
    assert offer is not None and offer.slot_id == rows[4].slot_id
    with pytest.raises(BookingError):
        desk.hold(window(nights, 1))
    assert line.verify().is_sound


def passports(nights: list[OfficeDay]) -> list[Slot]:
    return [window(nights, nth, night=night) for night in (0, 1) for nth in (0, 1)]


def test_what_waits_for_nights_knows_until_when_nights_are_planned(desk: Desk, nights: list[OfficeDay]) -> None:
    with transaction():
        for night in nights:
            calendar.close_day(night, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
    coming = waiting_days.list_coming(NOW.date())
    assert coming.has_none(Wish(frozenset({"passport"}), NIGHT, NEXT_NIGHT))
    assert not coming.has_none(Wish(frozenset({"passport"}), NIGHT, NEXT_NIGHT + timedelta(days=1)))
    assert not coming.has_none(Wish(frozenset({"passport", "law"}), NIGHT, date(2026, 12, 21)))


def test_walk_ins_of_a_night_take_a_number_and_a_free_window(desk: Desk, nights: list[OfficeDay]) -> None:
    there = wall(NIGHT, 18, 5)
    by = {"consent_version": "2026-11", "actor": CLERK, "now": there}
    with transaction():
        row = service.arrive(nights[0], "passport", a_person("김방문"), token="n" * 22, **by)
    with transaction():
        booking = service.seat_walk_in(row, actor=CLERK, now=there)
    assert (booking.state, booking.slot.desk, booking.expert_id) == ("checked_in", "passport", None)


def test_figures_of_consultations_count_no_visits(desk: Desk, nights: list[OfficeDay]) -> None:
    desk.book(window(nights))
    desk.book(desk.slot())
    with transaction() as session:
        for key in ("passport", "law"):
            service.count_unmet(session, NOW.date(), NIGHT, key, "web")
    assert [one.field for one in figures.list_counted(NIGHT, date(2026, 12, 31))] == ["law"]
    assert [one.field for one in figures.list_demand(NIGHT, NIGHT, NOW.date())] == ["law"]
