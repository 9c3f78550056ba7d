"""Seats that are kept for who calls or walks in: nobody else's until their release, then everybody's by time alone."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar.models import Slot
from booking.consultations import queries as consultations
from booking.consultations import rules
from booking.consultations import service as fields
from booking.consultations.errors import DeskSeatsTooMany
from booking.consultations.service import FieldValues, values_of
from booking.db import db, transaction
from booking.reservations import jobs, queries, service
from booking.reservations.errors import SlotKept, SlotTaken
from booking.reservations.models import Reservation
from booking.reservations.queries import days
from booking.reservations.queries.free import free_for_desk
from booking.reservations.queries.share import releases
from booking.reservations.rules.waiting import Wish
from tests.reservations import racing
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NOW, Desk, a_person
from tests.reservations.line import join

RELEASE = datetime.fromisoformat("2026-12-18T09:00+09:00")
"""One working day before Monday 21 December, by default at 09:00."""


@pytest.fixture
def kept(desk: Desk) -> Slot:
    """The second time of law, whose only seat is the desk's."""
    slot = desk.slot("law", 1)
    with transaction():
        slot.kept_seats = 1
    return desk.slot("law", 1)


def call_in(slot: Slot, name: str = "박정자", now: datetime = NOW, **more: str) -> Reservation:
    with transaction():
        person = a_person(name, "010-9999-1234")
        more = {"via": "telephone", "consent_version": "2026-11", **more}
        return service.book_for_caller(slot.token, person, actor=CLERK, now=now, **more)


@pytest.mark.parametrize(
    ("times", "seats", "shared"),
    [(4, 0, [0, 0, 0, 0]), (4, 1, [0, 0, 0, 1]), (4, 3, [0, 1, 1, 1]), (4, 6, [1, 1, 2, 2]), (0, 2, [])],
)
def test_the_share_lies_in_the_last_times_of_the_day(times: int, seats: int, shared: list[int]) -> None:
    assert rules.share_out(times, seats) == shared


def test_a_visitor_gets_no_seat_of_the_desk_and_a_caller_does(desk: Desk, kept: Slot) -> None:
    assert releases([DAY])[DAY] == RELEASE
    with pytest.raises(SlotTaken) as refused:
        desk.hold(kept, now=RELEASE - timedelta(seconds=1))
    assert isinstance(days.why_taken(refused.value, kept, NOW), SlotKept)
    assert queries.free_seats([kept], NOW) == {kept.id: 0} and free_for_desk([kept], NOW) == {kept.id: 1}
    assert call_in(kept).seat == 1
    with pytest.raises(SlotTaken):
        call_in(kept, "이순자")


def test_from_the_release_on_it_is_everybodys(desk: Desk, kept: Slot) -> None:
    assert queries.free_seats([kept], RELEASE) == {kept.id: 1}
    assert desk.hold(kept, now=RELEASE).seat == 1


def test_callers_take_the_desks_share_first_and_then_what_is_everybodys(desk: Desk) -> None:
    tax = desk.slot("national-tax")
    with transaction():
        tax.kept_seats = 1
    assert [call_in(tax, name).seat for name in ("가나다", "라마바")] == [2, 1]
    with pytest.raises(SlotTaken):
        call_in(tax, "사아자")


def test_a_booking_is_moved_onto_the_desks_share_by_staff_alone(desk: Desk, kept: Slot) -> None:
    row = desk.book(desk.slot("law", 0))
    with transaction(), pytest.raises(SlotTaken):
        service.move(row, kept.token, actor=CITIZEN, now=NOW)
    with transaction():
        assert service.move(row, kept.token, actor=CLERK, now=NOW).slot_id == kept.id


def test_who_waits_is_offered_it_at_the_release_and_not_before(desk: Desk, kept: Slot) -> None:
    desk.book(desk.slot("law", 0))
    entry = join(1, Wish(frozenset({"law"}), DAY, DAY), now=NOW)
    jobs.expire_holds(RELEASE - timedelta(seconds=1))
    assert queries.free_seats([kept], RELEASE) == {kept.id: 0}, "it is the line's, not a visitor's"
    assert _offers() == []
    jobs.expire_holds(RELEASE)
    assert _offers() == [(entry.id, kept.id)]


def test_a_freed_seat_of_the_desk_is_the_desks_again_before_the_release(desk: Desk, kept: Slot) -> None:
    desk.book(desk.slot("law", 0))
    join(1, Wish(frozenset({"law"}), DAY, DAY), now=NOW)
    row = call_in(kept)
    with transaction():
        service.cancel(row, actor=CLERK, now=NOW)
    assert _offers() == [] and free_for_desk([kept], NOW) == {kept.id: 1}


def _offers() -> list[tuple[int | None, int]]:
    db.session.rollback()
    rows = db.session.query(Reservation).filter_by(purpose="offer", state="held")
    return [(row.waiting_id, row.slot_id) for row in rows]


def test_a_field_keeps_seats_of_new_days_and_of_coming_ones_when_applied(
    sqlite_app: Flask, city: object, actor: Actor
) -> None:
    def change(**values: int) -> None:
        field = consultations.get_field("law")
        with transaction():
            fields.change_field("law", FieldValues(**vars(values_of(field)) | values), actor=actor, now=NOW)

    change(desk_seats=1)
    with transaction():
        fields.keep_days(NOW, actor)
    assert _kept() == [0, 1]
    change(desk_seats=2)
    assert _kept() == [0, 1]
    with transaction():
        desk_slot = calendar.list_slots(_december(), "law")[0]
        service.hold(desk_slot.token, "browser", now=NOW)
    with transaction():
        assert fields.apply_field(consultations.get_field("law"), NOW, actor).left == [], (
            "what is held stands in no way"
        )
    assert _kept() == [1, 1]
    with pytest.raises(DeskSeatsTooMany) as refused:
        change(desk_seats=3)
    assert refused.value.parameters == {"places": 2}


def _december():  # type: ignore[no-untyped-def]
    day = calendar.find_office_day("consultation", date(2026, 12, 21))
    assert day
    return day


def _kept() -> list[int]:
    db.session.expire_all()
    return [slot.kept_seats for slot in calendar.list_slots(_december(), "law")]


@pytest.mark.race
@pytest.mark.parametrize("is_guarded", [True, False])
def test_visitors_at_once_leave_the_desk_its_seats(
    raced: Flask, monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    """Twelve visitors want three seats of which one is kept; a clerk comes last. The control: nothing is kept."""
    (token,) = racing.furnish(raced, seats=3)
    with raced.app_context(), transaction():
        db.session.query(Slot).update({"kept_seats": 1 if is_guarded else 0})
    answers = Counter(racing.at_once(raced, [lambda n=n: racing.book(token, n) for n in range(12)]))
    assert answers["booked"] == (2 if is_guarded else 3)

    def clerk() -> int | None:
        with transaction():
            more = {"via": "telephone", "consent_version": "2026-11", "override": "전화"}
            return service.book_for_caller(token, a_person("박정자"), actor=CLERK, now=NOW, **more).seat

    assert racing.at_once(raced, [clerk]) == [3 if is_guarded else "slot_taken"]


def test_pages_say_for_whom_a_time_is_kept(
    sqlite_app: Flask, city: object, at: Callable[..., datetime], citizen: object, actor: Actor
) -> None:
    now = at("2026-11-23T12:00")
    with transaction():
        fields.keep_days(now, actor)
    with transaction():
        for slot in calendar.list_slots(_december(), "law"):
            slot.kept_seats = 1
    page = citizen.get("/consultations/2026-12-21?field=law")  # type: ignore[attr-defined]
    cards = [card for card in page.soup.select(".slot") if "전화·방문 접수용" in card.text]
    assert len(cards) == 2 and all(card.input.has_attr("disabled") for card in cards)
    assert "남아 있으니 전화로 문의해 주세요. 이 자리는 2026. 12. 18.(금) 오전 9시부터 인터넷으로도" in page.text
    assert "전화·방문 접수용" in citizen.get("/consultations").text  # type: ignore[attr-defined]
    english = citizen.get("/consultations/2026-12-21?field=law&lang=en")  # type: ignore[attr-defined]
    assert "For callers and visitors" in english.text
    at(RELEASE)
    assert "남아 있으니" not in citizen.get("/consultations/2026-12-21?field=law").text  # type: ignore[attr-defined]
    assert clock.office_date(now) < DAY and time(9) == clock.to_office(RELEASE).time()
