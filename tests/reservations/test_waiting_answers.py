"""Who stands in line answers, leaves, is passed by, and is forgotten in time; on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from booking import clock
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import errors, jobs, queries, service
from booking.reservations.messages import waiting as messages
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import waiting as line
from booking.reservations.rules.waiting import Wish
from booking.reservations.service import waiting, waiting_finding
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.reservations.line import accept, cancel, decline, entry, join, leave, offer_of, somebody, sound, states

MINUTE = timedelta(minutes=1)


def test_accepting_books_under_the_usual_rules_and_again_is_the_same_booking(
    desk: Desk, full: list[Reservation]
) -> None:
    join(1)
    cancel(full[0])
    offer = offer_of(entry(1))
    assert offer is not None
    booked = accept(entry(1), offer.token)
    assert (booked.id, booked.state, booked.name, booked.expert.name) == (
        offer.id,
        "reserved",
        somebody(1).name,
        "김법률",
    )
    assert booked.open_key and booked.holder == "browser 1" and booked.consent_version == "waiting-2026-11"
    assert accept(entry(1), offer.token).reference == booked.reference
    assert states() == ["served"]
    kinds = sorted(db.session.scalars(select(Notice.kind).where(Notice.subject.like("%" + (booked.reference or "")))))
    assert kinds == ["confirmed"]
    assert sound()


def test_declining_passes_the_place_on_at_once_and_twice_declines_no_other(desk: Desk, full: list[Reservation]) -> None:
    join(1), join(2)
    cancel(full[0])
    offer = offer_of(entry(1))
    assert offer is not None
    decline(entry(1), offer.token)
    assert states() == ["waiting", "offered"]
    cancel(full[1])
    other = offer_of(entry(1))
    assert other is not None
    decline(entry(1), offer.token)  # pressed again on the old page
    assert states() == ["offered", "offered"]
    with pytest.raises(errors.OfferOver):
        accept(entry(1), offer.token)
    leave(entry(2))
    assert queries.free_seats([full[0].slot], NOW)[full[0].slot_id] == 1, "who declined is not offered it again"
    assert desk.hold(full[0].slot).seat == 1
    assert sound()


def test_an_unanswered_offer_lapses_to_the_next_and_twice_ends_the_entry(desk: Desk, full: list[Reservation]) -> None:
    join(1), join(2)
    cancel(full[0])
    offer = offer_of(entry(1))
    assert offer is not None and offer.expires_at
    with pytest.raises(errors.OfferOver):
        accept(entry(1), offer.token, now=offer.expires_at)
    jobs.expire_holds(offer.expires_at - MINUTE)
    assert states() == ["offered", "waiting"]
    jobs.expire_holds(offer.expires_at)
    assert states() == ["waiting", "offered"]
    cancel(full[1], now=offer.expires_at)
    again = offer_of(entry(1))
    assert again is not None and again.expires_at
    jobs.expire_holds(again.expires_at)
    assert states()[0] == "ended"
    [notice] = db.session.scalars(select(Notice).where(Notice.kind == "line_left"))
    message = messages.load("line_left", notice.subject, again.expires_at)
    assert message is not None and message.values["time"] == "오전 10시 30분"
    assert sound()


def test_a_cancellation_never_brings_an_old_offer_back(desk: Desk, full: list[Reservation]) -> None:
    join(1), join(2)
    cancel(full[0])
    old = offer_of(entry(1))
    assert old is not None and old.expires_at
    jobs.expire_holds(old.expires_at)
    new = offer_of(entry(2))
    assert new is not None
    booked = accept(entry(2), new.token, now=old.expires_at)
    cancel(booked, now=old.expires_at)
    assert offer_of(entry(1)) is None, "offered a place again that was not answered for"
    with pytest.raises(errors.OfferOver):
        accept(entry(1), old.token, now=old.expires_at)
    with pytest.raises(errors.HoldUnknown):
        desk.reserve(old.token, now=old.expires_at)
    with transaction(), pytest.raises(errors.HoldUnknown):
        service.extend(old.token, now=old.expires_at)


def test_joining_when_something_is_free_is_answered_at_once(desk: Desk) -> None:
    entry = join(1)
    offer = offer_of(entry)
    assert offer is not None and offer.slot == desk.slot("law", 0)


def test_offers_only_while_citizens_may_book_and_never_beyond_the_cut_off(desk: Desk, full: list[Reservation]) -> None:
    join(1, Wish(frozenset({"law"}), DAY, DAY))
    friday = wall(date(2026, 12, 18), 16)
    cancel(full[0], now=friday)
    offer = offer_of(entry(1))
    assert offer is not None
    assert offer.expires_at == wall(date(2026, 12, 18), 17)
    jobs.expire_holds(offer.expires_at)
    assert (states(), entry(1).lapses) == (["waiting"], 0), "an offer of one hour instead of two counts as a lapse"
    cancel(full[1], now=wall(date(2026, 12, 18), 17))
    assert len(line.list_offers()) <= 1
    jobs.expire_holds(wall(date(2026, 12, 18), 17))
    assert line.list_offers() == {}, "offered after the cut-off"
    morning = wall(DAY, 9)
    assert queries.free_seats([full[1].slot], morning)[full[1].slot_id] == 1, "walk-ins take what is free"
    with transaction():
        row = service.book_for_caller(
            full[1].slot.token, a_person(), via="telephone", consent_version="2026-11", actor=CLERK, now=morning,
            override="당일 방문",
        )  # fmt: skip
    assert row.state == "reserved"


def test_at_night_nobody_is_written_to_and_the_time_stands_still(desk: Desk, full: list[Reservation]) -> None:
    join(1, person=a_person("김지선", "055-749-1234"))
    night = wall(date(2026, 12, 1), 23)
    cancel(full[0], now=night)
    offer = offer_of(entry(1))
    assert offer is not None
    assert offer.expires_at == wall(date(2026, 12, 2), 11), "the office calls from 9 on"
    [notice] = db.session.scalars(select(Notice).where(Notice.kind == "offer"))
    assert (notice.channel, notice.due_at) == ("call", wall(date(2026, 12, 2), 8)), (
        "a landline is called in the morning"
    )


def test_whom_only_a_call_reaches_is_given_hours_in_which_the_office_calls(desk: Desk, full: list[Reservation]) -> None:
    landline = join(1, person=a_person("김지선", "055-749-1234"))
    friday = wall(date(2026, 12, 4), 19)
    cancel(full[0], now=friday)
    offer = offer_of(entry(1))
    assert offer is not None
    assert offer.expires_at == wall(date(2026, 12, 7), 11), "evening and weekend were counted"
    jobs.expire_holds(wall(date(2026, 12, 7), 11))
    assert entry(landline.id).lapses == 1


def test_a_text_message_that_failed_and_became_a_call_at_night_is_no_lapse(desk: Desk, full: list[Reservation]) -> None:
    join(1)
    cancel(full[0], now=wall(date(2026, 12, 4), 18))
    offer, told = offer_of(entry(1)), entry(1).told_at
    assert offer is not None and offer.expires_at == wall(date(2026, 12, 4), 20)
    with transaction():
        [notice] = db.session.scalars(select(Notice).where(Notice.kind == "offer"))
        notice.channel = "call"
    assert notice.due_at == told
    jobs.expire_holds(offer.expires_at)
    assert (states(), entry(1).lapses) == (["waiting"], 0)


def test_who_books_otherwise_lets_the_offer_pass_on_without_a_lapse(desk: Desk, full: list[Reservation]) -> None:
    day = Wish(frozenset({"national-tax"}), DAY, DAY)
    rows = [desk.book(desk.slot("national-tax", nth // 2), somebody(10 + nth)) for nth in range(4)]
    join(1, day), join(2, day), join(3, day)
    for row in rows[:2]:
        cancel(row)
    assert states() == ["offered", "offered", "waiting"]
    cancel(rows[2])
    assert states() == ["offered"] * 3
    leave(entry(3))
    desk.book(desk.slot("national-tax", 1), somebody(1))
    assert states() == ["waiting", "offered", "left"]
    assert entry(1).lapses == 0
    assert not list(db.session.scalars(select(Notice).where(Notice.kind == "offer_withdrawn")))
    assert sound()


def test_staff_keep_the_order_and_may_leave_it_with_a_reason(desk: Desk, full: list[Reservation]) -> None:
    slot = full[0].slot
    join(1)
    with transaction():  # a place that is free though somebody waits
        full[0].state, full[0].seat, full[0].open_key = "cancelled", None, None

    def book(override: str) -> Reservation:
        with transaction():
            return service.book_for_caller(
                slot.token, a_person(), via="telephone", consent_version="2026-11", actor=CLERK, now=NOW,
                override=override,
            )  # fmt: skip

    with pytest.raises(errors.LineFirst):
        book("")
    assert book("거동이 불편하신 분").state == "reserved"
    found = line.verify()
    assert (len(found.overrides), found.is_sound) == (1, True)


def test_who_has_a_booking_that_day_is_passed_by(desk: Desk, full: list[Reservation]) -> None:
    desk.book(desk.slot("national-tax"), somebody(1))
    tax = Wish(frozenset({"national-tax"}), DAY, NEXT)
    for number in range(4):
        desk.book(desk.slot("national-tax", number // 2, desk.next_day), somebody(20 + number))
    rows = [desk.book(desk.slot("national-tax"), somebody(10)), desk.book(desk.slot("national-tax", 1), somebody(11))]
    desk.book(desk.slot("national-tax", 1), somebody(12))
    join(1, tax), join(2, tax)
    cancel(rows[0])
    assert states() == ["waiting", "offered"]
    assert sound()


def test_one_place_in_line_for_the_same_and_so_many_for_a_telephone(desk: Desk, full: list[Reservation]) -> None:
    first = join(1, token="a" * 22)
    assert join(1, token="a" * 22).id == first.id, "sent twice it is the same entry"
    with pytest.raises(errors.AlreadyWaiting):
        join(1, holder="another browser")
    both = Wish(frozenset({"law", "national-tax"}), DAY, DAY)
    phone = somebody(1).phone
    for name in ("가가가", "나나나"):
        join(1, both, person=a_person(name, phone))
    with pytest.raises(errors.TooManyWaits):
        join(1, both, person=a_person("다다다", phone))
    leave(first)
    join(1, person=a_person("다다다", phone))


def test_what_is_over_ends_and_is_destroyed_in_its_time(desk: Desk, full: list[Reservation]) -> None:
    join(1, Wish(frozenset({"law"}), DAY, DAY), person=a_person("김지선", "010-9876-5432", "kim@example.com"))
    join(2)
    jobs.expire_holds(wall(DAY, 23))
    assert states() == ["waiting", "waiting"]
    over = wall(DAY + timedelta(days=1), 0)
    jobs.expire_holds(over)
    assert states() == ["ended", "waiting"]
    jobs.expire_holds(wall(date(2027, 11, 23), 12))
    assert states() == ["ended", "ended"], "an entry without an end stands for ever"
    jobs.destroy_past_due(over + timedelta(days=30, hours=23))
    assert entry(1).name
    jobs.destroy_past_due(over + timedelta(days=31))
    gone = entry(1)
    assert {gone.name, gone.phone, gone.email, gone.phone_index, gone.person_key, gone.holder} == {None}
    assert gone.joined_at and gone.wish.desks == {"law"}
    assert sound()


@pytest.mark.parametrize(
    ("desks", "first", "last", "error", "field"),
    [
        ([], DAY, DAY, errors.FieldMissing, "desks"),
        (["cooking"], DAY, DAY, errors.FieldMissing, "desks"),
        (["law"], DAY, DAY - timedelta(days=1), errors.DatesBackwards, "last"),
        (["law"], DAY, date(2026, 11, 22), errors.DatesPast, "last"),
    ],
)
def test_a_wish_that_cannot_come_true_is_refused(
    desk: Desk, desks: list[str], first: date, last: date, error: type[Exception], field: str
) -> None:
    with pytest.raises(error) as refused:
        waiting.make_wish(desks, first, last, NOW)
    assert refused.value.field == field  # type: ignore[attr-defined]
    assert waiting.make_wish(["law"], date(2026, 1, 1), None, NOW).first == clock.office_date(NOW)


def test_an_entry_is_found_by_reference_and_telephone_alone(desk: Desk, full: list[Reservation]) -> None:
    made = join(1)

    def look(reference: str, phone: str) -> WaitingEntry | None:
        with transaction():
            return waiting_finding.look_up(reference, phone, actor=CITIZEN, now=NOW)

    assert look(made.shown_reference.lower(), somebody(1).phone) == made
    assert look(made.reference, "010-9999-9999") is None
    assert look("2222-2222", somebody(1).phone) is None
