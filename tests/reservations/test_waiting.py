"""The waiting list on both databases: every way a seat gets free gives it to the first in line, and to nobody else."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.calendar.service import SlotPlan
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import errors, jobs, queries, service
from booking.reservations.messages import waiting as messages
from booking.reservations.models import Reservation
from booking.reservations.queries import waiting as line
from booking.reservations.rules.waiting import Wish
from booking.reservations.service import waiting_line
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NOW, Desk, wall
from tests.reservations.line import cancel, entry, join, offer_of, sound, states

MINUTE = timedelta(minutes=1)


def test_a_cancelled_place_is_offered_to_the_first_in_line(desk: Desk, full: list[Reservation]) -> None:
    first, second = join(1), join(2)
    assert (offer_of(first), offer_of(second)) == (None, None)
    cancel(full[0])
    offer = offer_of(first)
    assert offer is not None
    assert (offer.slot_id, offer.state, offer.purpose, offer.waiting_id) == (full[0].slot_id, "held", "offer", first.id)
    assert offer.expires_at == NOW + 120 * MINUTE  # Monday noon, far from the quiet hours
    assert states() == ["offered", "waiting"]
    [notice] = db.session.scalars(select(Notice).where(Notice.kind == "offer"))
    assert (notice.subject, notice.due_at, notice.useful_until) == (f"waiting:{first.reference}", NOW, offer.expires_at)
    assert sound()


def test_nobody_overtakes_the_line(desk: Desk, full: list[Reservation]) -> None:
    slot = full[0].slot
    join(1)
    with transaction():  # what no use case does: a place that is free though somebody waits
        full[0].state, full[0].seat, full[0].open_key = "cancelled", None, None
    assert queries.free_seats([slot], NOW)[slot.id] == 0, "the pages call a place free that a claim would not give"
    with pytest.raises(errors.LineFirst):
        desk.hold(slot)
    with transaction():
        waiting_line.serve(NOW)
    assert states() == ["offered"]
    with pytest.raises(errors.SlotTaken):
        desk.hold(slot)


def test_at_the_opening_moment_the_line_comes_before_visitors(
    desk: Desk, open_day: Callable[..., OfficeDay], full: list[Reservation]
) -> None:
    opens = wall(date(2027, 1, 21), 9)
    day = open_day(date(2027, 2, 22), opens)
    slots = [desk.slot("law", nth, day) for nth in (0, 1)]
    join(1)
    assert states() == ["waiting"], "offered before booking opens"
    assert queries.free_seats(slots, opens - MINUTE) == {slots[0].id: 1, slots[1].id: 1}
    assert queries.free_seats(slots, opens) == {slots[0].id: 0, slots[1].id: 1}
    taken = desk.hold(slots[1], now=opens)  # the line has the first place; this one is what is left
    offer = offer_of(entry(1))
    assert offer is not None
    assert (offer.slot_id, taken.slot_id) == (slots[0].id, slots[1].id)
    assert sound()


def test_who_stands_in_line_keeps_one_place_from_visitors_and_not_one_in_every_slot(
    desk: Desk, open_day: Callable[..., OfficeDay], full: list[Reservation]
) -> None:
    opens = wall(date(2027, 1, 21), 9)
    day, later = open_day(date(2027, 2, 22), opens), open_day(date(2027, 3, 22), opens)
    slots = [desk.slot(field, nth, one) for one in (day, later) for field in ("law", "national-tax") for nth in (0, 1)]
    join(1, Wish(frozenset({"law", "national-tax"}), date(2027, 2, 22), None))
    assert states() == ["waiting"]
    before = queries.free_seats(slots, opens)
    assert list(before.values()) == [0, 1, 2, 2, 1, 1, 2, 2], "one person was kept more than the first place"
    assert queries.free_seats(slots[4:], opens) == {slot.id: before[slot.id] for slot in slots[4:]}
    with transaction():
        waiting_line.serve(opens)
    assert queries.free_seats(slots, opens) == before


def test_nothing_is_kept_for_whom_it_is_of_no_use(desk: Desk, full: list[Reservation]) -> None:
    tax = desk.slot("national-tax", 1)
    join(1, Wish(frozenset({"national-tax"}), DAY, DAY), now=NOW - 60 * MINUTE)
    with transaction():
        waiting_line.serve(NOW)
    with transaction():  # the offer is gone, and the person has a booking on that day
        waiting_line.end_offer(line.list_offers()[1], "withdrawn", NOW)
        full[0].slot_id, full[0].seat, full[0].person_key = tax.id, 1, entry(1).person_key
    assert queries.free_seats([tax], NOW) == {tax.id: 1}


def test_the_job_gives_what_only_time_makes_free(desk: Desk, full: list[Reservation]) -> None:
    cancel(full[0])
    desk.hold(full[0].slot)
    join(1)
    jobs.expire_holds(NOW + 9 * MINUTE)
    assert states() == ["waiting"], "a hold that runs was taken away"
    assert jobs.expire_holds(NOW + 10 * MINUTE) == 1
    assert states() == ["offered"]


def test_a_lapsed_form_hold_goes_to_the_line_before_another_visitor(desk: Desk, full: list[Reservation]) -> None:
    cancel(full[0])
    held = desk.hold(full[0].slot)
    join(1)
    later = NOW + 10 * MINUTE
    with pytest.raises(errors.LineFirst):
        desk.hold(full[0].slot, holder="another", now=later)
    with transaction():
        waiting_line.serve(later)
    with pytest.raises(errors.HoldGone):
        desk.reserve(held, now=later)
    assert states() == ["offered"]


def test_a_given_up_hold_a_move_and_a_browsers_oldest_hold_free_for_the_line(
    desk: Desk, full: list[Reservation]
) -> None:
    cancel(full[0])
    held = desk.hold(full[0].slot)
    cancel(full[1])
    desk.hold(full[1].slot, holder="other")
    for number in (1, 2, 3):
        join(number)
    with transaction():
        service.give_up(held.token, now=NOW)
    assert states() == ["offered", "waiting", "waiting"]
    with transaction():
        settings.put("reservations.holds_per_browser", "1", actor=CLERK, now=NOW)
    desk.hold(desk.slot("national-tax"), holder="other", now=NOW + MINUTE)
    assert states() == ["offered", "offered", "waiting"]
    free = desk.slot("law", 0, desk.next_day)
    with transaction():
        service.cancel(full[2], actor=CITIZEN, now=NOW)
    assert free.id in {row.slot_id for row in line.list_offers().values()}
    assert states() == ["offered"] * 3
    assert sound()


def test_a_move_leaves_its_old_place_to_the_line(desk: Desk, full: list[Reservation]) -> None:
    cancel(full[3])
    desk_slot = full[3].slot
    join(1, Wish(frozenset({"law"}), DAY, DAY))
    with transaction():
        service.move(full[0], desk_slot.token, actor=CITIZEN, now=NOW)
    offer = offer_of(entry(1))
    assert offer is not None
    assert offer.slot == desk.slot("law", 0)


def test_more_seats_and_an_opened_day_are_offered(
    app: Flask, desk: Desk, open_day: Callable[..., OfficeDay], full: list[Reservation]
) -> None:
    join(1)
    with transaction():
        plans = [SlotPlan("law", time(10), time(10, 30), 2), SlotPlan("law", time(10, 30), time(11), 1)]
        assert calendar.replan_desk(desk.day, "law", plans)
        waiting_line.serve(NOW)
    assert states() == ["offered"]
    join(2)
    extra = open_day(date(2027, 2, 22))
    with transaction():
        calendar.close_day(extra, closed_by="staff", reason="staff", text="점검", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    assert states() == ["offered", "waiting"]
    with transaction():
        calendar.reopen_day(extra, reason="착오", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    assert states() == ["offered", "offered"]


def test_an_offer_on_a_day_that_closes_is_withdrawn_and_the_person_keeps_their_place(
    desk: Desk, full: list[Reservation]
) -> None:
    join(1)
    cancel(full[0])
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="점검", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    assert states() == ["waiting"]
    assert entry(1).lapses == 0
    [notice] = db.session.scalars(select(Notice).where(Notice.kind == "offer_withdrawn"))
    message = messages.load("offer_withdrawn", notice.subject, NOW)
    assert message is not None
    assert (message.values["reason"], message.values["time"]) == ("점검", "오전 10시")
    assert messages.load("offer", notice.subject, NOW) is None
    assert sound()
