"""Missed visits pause online booking, where the office wants it; staff may book all the same."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask

from booking import clock
from booking.calendar.models import OfficeDay
from booking.db import db, transaction
from booking.reservations import errors, service
from booking.reservations.models import Reservation
from booking.reservations.rules.pauses import paused_until
from booking.reservations.rules.people import make_person
from booking.settings import service as settings
from tests.reservations.conftest import CLERK, DAY, NEXT, NOW, Desk, a_person
from tests.reservations.walking import TYPED
from tests.support.pages import Citizen


def at_noon(text: str) -> datetime:
    return clock.at_office(date.fromisoformat(text), time(12))


@pytest.mark.parametrize(
    ("missed", "limit", "until"),
    [
        (["2026-10-20"], 0, None),
        (["2026-10-20"], 1, "2027-01-20"),
        (["2026-10-20"], 2, None),
        (["2026-05-20", "2026-10-20"], 2, "2027-01-20"),  # within six months
        (["2026-04-20", "2026-10-20"], 2, None),  # six months to the day are not within
        (["2026-10-20", "2026-05-20", "2026-09-21"], 2, "2027-01-20"),  # in any order, the last counts
        (["2025-01-20", "2026-05-20", "2026-10-20"], 3, None),
        (["2026-11-30"], 1, "2027-02-28"),  # the month has no 30th
    ],
)
def test_when_a_pause_ends(missed: list[str], limit: int, until: str | None) -> None:
    found = paused_until([at_noon(day) for day in missed], limit=limit, within=6, pause=3)
    assert found == (at_noon(until) if until else None)


def switch_on(limit: int = 1) -> None:
    with transaction():
        settings.put("reservations.no_show_limit", str(limit), actor=CLERK, now=NOW)


def miss(desk: Desk, **who: str) -> Reservation:
    row = desk.book(desk.slot(), a_person(**who))
    with transaction():
        return service.answer_state(row, "no_show", actor=CLERK, now=row.slot.starts_at)


AFTER = clock.at_office(DAY + timedelta(days=2), time(12))


def book_next(desk: Desk, now: datetime = AFTER, **who: str) -> Reservation:
    return desk.book(desk.slot(day=desk.next_day), a_person(**who), now=now)


def test_it_is_off_until_the_office_switches_it_on(desk: Desk) -> None:
    miss(desk)
    assert book_next(desk).is_booked


@pytest.mark.parametrize("who", [{}, {"name": "홍 길 동"}, {"name": "홍길순"}])
def test_person_and_telephone_are_paused(desk: Desk, who: dict[str, str]) -> None:
    switch_on()
    miss(desk)
    with pytest.raises(errors.BookingPaused) as refusal:
        book_next(desk, **who)
    assert refusal.value.parameters["until"] == clock.at_office(date(2027, 3, 21), time(10))


def test_others_are_not_and_neither_is_who_booked_for_the_person(desk: Desk) -> None:
    switch_on()
    miss(desk)
    assert book_next(desk, phone="010-9999-8888").is_booked
    for_another = make_person(
        "홍길동", "010-1234-5678", who="proxy", person_name="홍판서", person_phone="010-3333-4444"
    )
    assert desk.book(desk.slot(nth=1, day=desk.next_day), for_another, now=AFTER).is_booked


def test_a_telephone_that_is_the_proxys_too_pauses_the_person_alone(desk: Desk) -> None:
    switch_on()
    daughter = {"name": "홍길순", "phone": "010-1234-5678"}
    father = make_person(*daughter.values(), who="proxy", person_name="홍판서", person_phone=daughter["phone"])
    row = desk.book(desk.slot(), father)
    with transaction():
        service.answer_state(row, "no_show", actor=CLERK, now=row.slot.starts_at)
    assert book_next(desk, **daughter).is_booked
    with pytest.raises(errors.BookingPaused):
        desk.book(desk.slot(nth=1, day=desk.next_day), father, now=AFTER)


def test_who_missed_visits_books_for_somebody_else_with_the_own_telephone(desk: Desk) -> None:
    switch_on()
    miss(desk)
    other = make_person("홍길동", "010-1234-5678", who="proxy", person_name="홍판서", person_phone="010-1234-5678")
    assert desk.book(desk.slot(day=desk.next_day), other, now=AFTER).is_booked


def test_undoing_lifts_it(desk: Desk) -> None:
    switch_on()
    row = miss(desk)
    with transaction():
        service.undo(row, actor=CLERK, now=row.slot.starts_at)
    assert book_next(desk).is_booked


def test_staff_book_with_a_reason(desk: Desk) -> None:
    switch_on()
    miss(desk)
    token = desk.slot(day=desk.next_day).token

    def call(override: str) -> Reservation:
        with transaction():
            return service.book_for_caller(
                token, a_person(), via="telephone", consent_version="2026-11", actor=CLERK, now=AFTER, override=override
            )

    with pytest.raises(errors.BookingPaused):
        call("")
    assert call("입원 중이었음").is_booked


def test_it_is_told_before_the_form_is_sent(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object], open_day: Callable[..., OfficeDay]
) -> None:
    switch_on()
    row = miss(desk)
    at(AFTER)
    with transaction():
        held = service.hold(desk.slot(day=desk.next_day).token, "x", now=AFTER)
        service.give_up(held.token, now=AFTER)
    citizen.get(f"/consultations/{NEXT}")
    citizen.submit("/holds", {"slot": desk.slot(day=desk.next_day).token})
    page = citizen.submit("/check", TYPED)
    assert page.status == 409
    assert "2027. 3. 21.(일)" in page.text and "전화해 주세요" in page.text
    assert page.filled("/check")["question"] == TYPED["question"]
    db.session.rollback()
    assert db.session.get_one(Reservation, row.id).state == "no_show"
