"""Nobody is destroyed before they were told of what somebody else may have done to their booking."""

from datetime import timedelta

import pytest
from flask import Flask

from booking.db import db, transaction
from booking.notices import jobs
from booking.notices.models import ConsoleMessage, Notice
from booking.notices.service import settle_call
from booking.reservations import errors, service
from booking.reservations.models import Reservation
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person
from tests.reservations.test_own_data import NEW, booked, correct, delete, told

__all__ = ["booked"]


def test_nobody_is_deleted_before_they_heard_of_the_cancelling(sqlite_app: Flask, booked: Reservation) -> None:
    with transaction():
        service.cancel(booked, actor=CITIZEN, now=NOW)
    with pytest.raises(errors.NotYetTold):
        delete(booked)
    db.session.rollback()
    jobs.deliver(NOW + timedelta(minutes=1))
    assert [row.recipient for row in db.session.query(ConsoleMessage) if "취소되었습니다" in row.body] != []
    assert delete(booked).name is None


def test_a_corrected_telephone_is_told_before_anybody_is_deleted(sqlite_app: Flask, booked: Reservation) -> None:
    correct(booked, NEW)
    over = booked.slot.ends_at
    with pytest.raises(errors.NotYetTold):
        delete(booked, now=over)
    db.session.rollback()
    assert "+821012345678" in told(NOW + timedelta(minutes=1))
    assert delete(booked, now=over).name is None


def test_a_call_about_the_cancelling_is_made_first(desk: Desk) -> None:
    row = desk.book(desk.slot(), a_person(phone="055-749-5114"))
    with transaction():
        service.cancel(row, actor=CITIZEN, now=NOW)
    jobs.deliver(NOW + timedelta(hours=1))
    with pytest.raises(errors.NotYetTold):
        delete(row)
    db.session.rollback()
    [call] = db.session.query(Notice).filter_by(kind="cancelled", channel="call")
    with transaction():
        settle_call(call.provider_key, "told", actor=CLERK, now=NOW + timedelta(hours=2))
    assert delete(row).name is None
