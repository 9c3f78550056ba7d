"""What staff noted of a call belongs to the people of a booking: they see it, take it along, and it ends with them."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.db import transaction
from booking.notices import queries
from booking.notices import service as notices
from booking.notices.rules import Recipient
from booking.reservations import jobs, service
from booking.reservations.models import Reservation
from booking.reservations.service import waiting_data
from booking.reservations.service.telling import subject_of
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, NOW, Desk, a_person
from tests.reservations.line import join
from tests.support.pages import Citizen

NOTE = "21일 오후 2시로 옮기기로 함"


@pytest.fixture
def called(desk: Desk) -> Reservation:
    """A booking whose people were called, and a note of what was agreed."""
    row = desk.book(desk.slot(), a_person(phone="055-749-5114", question="보증금"))
    with transaction():
        (call,) = [one for one in queries.list_about(subject_of(row)) if one.channel == "call"]
        notices.settle_call(call.provider_key, "told", note=NOTE, actor=CLERK, now=NOW)
    return row


def noted(row: Reservation) -> list[str | None]:
    with transaction():
        return [one.note for one in queries.list_notes(subject_of(row))]


def test_people_see_it_and_take_it_along(
    sqlite_app: Flask, called: Reservation, citizen: Citizen, at: Callable[..., object]
) -> None:
    at(NOW)
    with citizen.client.session_transaction() as session:
        session["looked_up"] = [called.reference]
    assert NOTE in citizen.get(f"/reservations/{called.reference}/data").text
    assert json.loads(citizen.client.get(f"/reservations/{called.reference}/data.json").text)["calls"] == [NOTE]


def test_it_is_deleted_with_them(app: Flask, called: Reservation) -> None:
    assert noted(called) == [NOTE]
    with transaction():
        service.delete_own_data(called, actor=CITIZEN, now=called.slot.ends_at)
    assert noted(called) == []


@pytest.mark.parametrize("setting", ["privacy.question_months", "privacy.person_months"])
def test_it_is_destroyed_in_its_time(app: Flask, called: Reservation, setting: str) -> None:
    with transaction():
        settings.put("privacy.question_months", "60", actor=CLERK, now=NOW)
        settings.put("privacy.person_months", "60", actor=CLERK, now=NOW)
        settings.put(setting, "1", actor=CLERK, now=NOW)
    jobs.destroy_past_due(NOW + timedelta(days=20))
    assert noted(called) == [NOTE]
    jobs.destroy_past_due(datetime(2027, 3, 1, tzinfo=NOW.tzinfo))
    assert noted(called) == []


def test_who_stands_in_line_has_it_among_the_own_data_too(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object]
) -> None:
    at(NOW)
    entry = join(1)
    with transaction():
        whom = [Recipient("person", None, None)]
        subject = f"waiting:{entry.reference}"
        (call,) = notices.plan("line_left", subject, whom, due=NOW, useful_until=None, now=NOW)
        notices.settle_call(call.provider_key, "told", note=NOTE, actor=CLERK, now=NOW)
    with citizen.client.session_transaction() as session:
        session["waiting"] = [entry.token]
    assert NOTE in citizen.get(f"/waiting/{entry.token}/data").text
    assert json.loads(citizen.client.get(f"/waiting/{entry.token}/data.json").text)["calls"] == [NOTE]
    with transaction():
        waiting_data.delete(entry, actor=CITIZEN, now=NOW)
        assert queries.list_notes(subject) == []
