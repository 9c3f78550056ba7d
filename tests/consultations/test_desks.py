"""Desks of two services in one table: each place asks for those that it means."""

from datetime import time

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from booking.consultations import queries
from booking.consultations.errors import FieldUnknown
from booking.consultations.models import Field
from booking.db import db, transaction
from tests.support.work import Worker

HOURS = {"starts": time(18), "ends": time(20)}


@pytest.fixture
def two_services(app: Flask) -> None:
    with transaction():
        db.session.add(Field(key="law", name="생활법률", starts=time(10), ends=time(16)))
        db.session.add(Field(key="passport", name="여권 신청", service="night", **HOURS))


@pytest.mark.usefixtures("two_services")
def test_fields_of_advice_are_no_desks_of_the_night() -> None:
    assert [field.key for field in queries.list_fields()] == ["law"]
    assert [field.key for field in queries.list_fields(service="night")] == ["passport"]
    assert [field.key for field in queries.list_desks()] == ["law", "passport"]
    assert queries.get_field("passport").name == "여권 신청"
    with pytest.raises(FieldUnknown):
        queries.get_field("passport", "consultation")


@pytest.mark.usefixtures("two_services")
def test_no_two_services_have_a_desk_of_the_same_key() -> None:
    with pytest.raises(IntegrityError), transaction():
        db.session.add(Field(key="law", name="법률 서류 접수", service="night", **HOURS))
    with pytest.raises(IntegrityError), transaction():
        db.session.add(Field(key="copy", name="등본", service="kiosk", **HOURS))


def test_the_pages_of_fields_know_no_desk_of_the_night(sqlite_app: Flask) -> None:
    with transaction():
        db.session.add(Field(key="passport", name="여권 신청", service="night", **HOURS))
    admin = Worker(sqlite_app, role="admin")
    assert "여권 신청" not in admin.get("/staff/consultations").text
    assert admin.client.get("/staff/consultations/fields/passport").status_code == 404
