"""A hold that is asked for twice under one name, and one that is given up."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.calendar.errors import SlotUnknown
from booking.db import db, transaction
from booking.reservations import errors, queries, service
from booking.reservations.models import Reservation
from tests.reservations.conftest import NOW, Desk, wall
from tests.reservations.racing import at_once, furnish

NAME = "a name of 22 letters.."


def ask(slot: str, holder: str = "program", name: str = NAME) -> str:
    with transaction():
        return service.hold(slot, holder, now=NOW, token=name).token


def count_held() -> int:
    return db.session.scalar(select(func.count()).where(Reservation.state == "held")) or 0


def test_asking_again_gives_the_same_hold(desk: Desk) -> None:
    slot = desk.slot("national-tax").token
    assert [ask(slot), ask(slot), ask(slot)] == [NAME] * 3
    assert count_held() == 1


def test_asking_again_gives_what_became_of_the_hold(desk: Desk) -> None:
    slot = desk.slot().token
    ask(slot)
    desk.reserve(NAME, holder="program")
    with transaction():
        again = service.hold(slot, "program", now=wall(desk.day.date, 9), token=NAME)  # after the cut-off
    assert again.state == "reserved"


def test_the_name_of_another_gives_nothing(desk: Desk) -> None:
    ask(desk.slot().token)
    for slot in (desk.slot(), desk.slot("law", 1)):
        with pytest.raises(errors.RequestRepeatedOtherwise):
            ask(slot.token, holder="another program")
    assert count_held() == 1


def test_a_name_excuses_from_no_rule(desk: Desk) -> None:
    desk.hold(desk.slot())
    with pytest.raises(errors.SlotTaken):
        ask(desk.slot().token)
    with pytest.raises(SlotUnknown):
        ask("no such slot")
    assert queries.find_hold(NAME) is None


@pytest.mark.parametrize("seats", [1, 3])
def test_asking_many_times_at_once_gives_one_hold(raced: Flask, seats: int) -> None:
    [slot] = furnish(raced, seats=seats)
    assert at_once(raced, [lambda: ask(slot)] * 8) == [NAME] * 8
    with raced.app_context():
        assert count_held() == 1


def test_what_is_given_up_is_free_at_once(desk: Desk) -> None:
    held = desk.hold(desk.slot())
    for _ in range(2):
        with transaction():
            assert service.give_up(held.token, now=NOW).state == "expired"
    assert desk.hold(desk.slot(), holder="another").seat == 1


def test_a_booking_is_not_given_up_but_cancelled(desk: Desk) -> None:
    booked = desk.book(desk.slot())
    with pytest.raises(errors.NotAllowedNow), transaction():
        service.give_up(booked.token, now=NOW)
    assert db.session.get_one(Reservation, booked.id).state == "reserved"


def test_only_a_hold_that_exists_is_given_up(desk: Desk) -> None:
    with pytest.raises(errors.HoldUnknown), transaction():
        service.give_up("nobody's", now=NOW)
