"""A service with times on Wednesday nights: a holiday closes one, and whoever booked it is rehoused like others."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from flask import Flask

from booking import clock
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import SlotPlan
from booking.db import db, transaction
from booking.nightoffice import jobs as night_jobs
from booking.notices import jobs as notices
from booking.notices.models import ConsoleMessage
from booking.recheck import recheck
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.queries import moving
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person
from tests.reservations.turned_out import accept, fresh, held, kept, kinds, lost
from tests.support.nights import put_kind
from tests.support.pages import Citizen

NIGHT, NEXT_NIGHT = date(2026, 12, 16), date(2026, 12, 23)
WINDOW = [SlotPlan("passport", time(18), time(18, 10), 1), SlotPlan("passport", time(18, 10), time(18, 20), 1)]


@pytest.fixture
def nights(desk: Desk) -> list[OfficeDay]:
    """Two nights on which a window takes bookings, beside consultation days that have nothing to do with it."""
    put_kind("passport", "여권 접수", NOW)
    with transaction():
        return [calendar.ensure_day("night", day, WINDOW, None, NOW) for day in (NIGHT, NEXT_NIGHT)]


@pytest.fixture
def booked(desk: Desk, nights: list[OfficeDay]) -> list[Reservation]:
    """Both times of the first night, the later one booked first."""
    slots = [desk.slot("passport", nth, nights[0]) for nth in (1, 0)]
    return [desk.book(slot, a_person("가가가", f"010-1234-{nth:04}")) for nth, slot in enumerate(slots, 1)]


def declare_holiday() -> None:
    with transaction():
        calendar.add_holiday(NIGHT, "임시공휴일", reason="의결", actor=CLERK, now=NOW)
        recheck(NOW, CLERK)


def starts(slot: Slot) -> tuple[date, time]:
    wall = clock.to_office(slot.starts_at)
    return wall.date(), wall.time()


def test_a_holiday_closes_the_night_and_holds_the_same_hours_of_the_next(
    booked: list[Reservation], nights: list[OfficeDay]
) -> None:
    declare_holiday()
    night = db.session.get_one(OfficeDay, nights[0].id, populate_existing=True)
    assert (night.state, night.closed_by, night.closed_reason) == ("closed", "rule", "holiday")
    assert [starts(kept(row).slot) for row in booked] == [(NEXT_NIGHT, time(18, 10)), (NEXT_NIGHT, time(18))]
    assert [(fresh(row).state, kinds(row)) for row in booked] == [("displaced", ["displaced"])] * 2
    night_jobs.keep_nights(NOW)
    assert [kinds(row) for row in booked] == [["displaced"]] * 2, "the nightly run does no harm"
    accepted = accept(booked[0], kept(booked[0]).token)
    assert (accepted.state, starts(accepted.slot), lost(accepted).answer) == (
        "reserved", (NEXT_NIGHT, time(18, 10)), "accepted",
    )  # fmt: skip


def test_the_nightly_rule_rehouses_too_and_reopening_brings_everybody_back(booked: list[Reservation]) -> None:
    declare_holiday()
    with transaction():
        calendar.remove_override(NIGHT, reason="취소", actor=CLERK, now=NOW)
        recheck(NOW, CLERK)
    assert [(fresh(row).state, starts(row.slot)[0], held(row)) for row in booked] == [("reserved", NIGHT, None)] * 2


def test_the_person_reads_it_and_chooses_another_night(
    sqlite_app: Flask,
    desk: Desk,
    booked: list[Reservation],
    nights: list[OfficeDay],
    citizen: Citizen,
    at: Callable[..., datetime],
) -> None:
    at(NOW)
    declare_holiday()
    notices.deliver(NOW)
    told = [one.body for one in db.session.query(ConsoleMessage) if one.recipient.endswith("0001")]
    assert any("여권 접수" in body and "임시공휴일" in body and "12. 23." in body for body in told), told
    with transaction():
        service.cancel(booked[0], actor=CITIZEN, now=NOW)
    citizen.get("/lookup")
    citizen.submit("/lookup", {"reference": booked[1].reference or "", "phone": "010-1234-0002"})
    page = citizen.get(f"/reservations/{booked[1].reference}")
    assert "공휴일(임시공휴일)" in page.text and "2026. 12. 23.(수) 오후 6시" in page.text
    times = [starts(one.slot) for one in moving.list_times_to_move_to(fresh(booked[1]), NOW)]
    assert [one for one in times if one[0] == NEXT_NIGHT] == [(NEXT_NIGHT, time(18)), (NEXT_NIGHT, time(18, 10))]
    citizen.get(f"/reservations/{booked[1].reference}/move")
    citizen.submit("/move", {"slot": desk.slot("passport", 1, nights[1]).token})
    assert (fresh(booked[1]).state, starts(booked[1].slot)) == ("reserved", (NEXT_NIGHT, time(18, 10)))
