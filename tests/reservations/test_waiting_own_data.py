"""Who stands in line corrects how they are reached, and takes along what is stored; the place stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from booking.audit.models import AccessEntry
from booking.db import EncryptedText, db, transaction
from booking.errors import BookingError
from booking.notices.models import Notice
from booking.reservations import errors
from booking.reservations.messages import waiting as messages
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries.consent import waiting_notice_in_force
from booking.reservations.service import waiting, waiting_data, waiting_finding
from booking.reservations.service.consent import Later
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NOW, Desk, a_person
from tests.reservations.line import LAW, cancel, entry, join, leave, offer_of, sound, states
from tests.support.pages import Citizen

OTHER = "010-9999-8888"


def correct(row: WaitingEntry, phone: str = OTHER, email: str = "", said: bool | None = None) -> WaitingEntry:
    with transaction():
        return waiting_data.correct(row, phone, email, consent=Later(said), actor=CITIZEN, now=NOW)


def found(row: WaitingEntry, phone: str) -> bool:
    with transaction():
        return waiting_finding.look_up(row.reference, phone, actor=CITIZEN, now=NOW) is not None


def test_whatever_finds_the_place_follows_the_telephone(desk: Desk, full: list[Reservation]) -> None:
    first = join(1)
    join(2)
    correct(first)
    assert found(entry(1), OTHER) and not found(entry(1), "010-2222-0001")
    with pytest.raises(errors.AlreadyWaiting):
        join(9, person=a_person(str(first.name), OTHER))
    join(9, person=a_person(str(first.name), "010-2222-0001"))
    cancel(full[0])
    assert states() == ["offered", "waiting", "waiting"] and sound()
    [logged] = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "waiting.corrected"))
    assert "phone" in str(logged.after) and OTHER not in str(logged.after) and logged.person == entry(1).person_key


def test_a_telephone_that_makes_it_somebody_in_line_is_refused(desk: Desk, full: list[Reservation]) -> None:
    row = join(1)
    join(2, person=a_person(str(row.name), OTHER))
    with pytest.raises(errors.AlreadyWaiting) as refusal:
        correct(row)
    assert refusal.value.field == "phone"
    db.session.rollback()
    assert entry(1).shown_phone == "010-2222-0001"


def test_a_correction_is_no_way_around_the_limit(desk: Desk, full: list[Reservation]) -> None:
    with transaction():
        settings.put("waiting.per_phone", "1", actor=CLERK, now=NOW)
    row = join(1)
    join(2, person=a_person("김다른", OTHER))
    with pytest.raises(errors.TooManyWaits):
        correct(row)
    db.session.rollback()
    assert correct(entry(1), "010-2222-0001", "kim@example.org").email == "kim@example.org"


def test_who_was_offered_a_place_is_told_at_the_new_address(desk: Desk, full: list[Reservation]) -> None:
    row = join(1)
    cancel(full[0])
    offer = offer_of(entry(1))
    assert offer is not None
    correct(row, OTHER, "kim@example.org")
    channels = select(Notice.channel).where(Notice.kind == "offer").order_by(Notice.id)
    assert db.session.scalars(channels).all() == ["sms", "email"]
    message = messages.load("offer", f"waiting:{row.reference}", NOW)
    assert message is not None and message.recipients["person"].phone == "+821099998888"
    assert offer_of(entry(1)) == offer


def test_an_email_needs_the_consent_that_was_refused(desk: Desk, full: list[Reservation]) -> None:
    row = join(1, consent_optional="no")
    for said in (None, False):
        with pytest.raises(errors.OptionalMissing):
            correct(row, email="kim@example.org", said=said)
        db.session.rollback()
    row = correct(entry(1), email="kim@example.org", said=True)
    version = waiting_notice_in_force().version
    assert (row.consent_optional, row.optional_version, row.optional_at) == ("yes", version, NOW)


@pytest.mark.parametrize("typed", [("", ""), ("12", ""), (OTHER, "x"), ("900101-1234567", "")])
def test_what_reaches_nobody_is_refused(sqlite_app: Flask, desk: Desk, typed: tuple[str, str]) -> None:
    row = join(1)
    with pytest.raises(BookingError):
        correct(row, *typed)


def test_once_it_is_over_nothing_is_corrected(desk: Desk, full: list[Reservation]) -> None:
    row = join(1)
    leave(row)
    with pytest.raises(errors.NotAllowedNow):
        correct(entry(1))


@pytest.fixture
def own(sqlite_app: Flask, desk: Desk, full: list[Reservation], citizen: Citizen, at: Callable[..., Any]) -> str:
    """The address of an own place in line."""
    at(NOW)
    token = join(1, holder="browser", consent_optional="no").token
    with citizen.client.session_transaction() as session:
        session["browser"] = "browser"
    return f"/waiting/{token}"


def test_the_pages(own: str, citizen: Citizen) -> None:
    assert "연락처 고치기" in citizen.get(own).text
    citizen.get(f"{own}/edit")
    page = citizen.submit(f"{own}/edit", {"phone": OTHER, "email": "kim@example.org"})
    assert page.status == 400 and "선택 정보를 새로 적으시려면" in page.text
    page = citizen.submit(f"{own}/edit", {"phone": OTHER, "email": "kim@example.org", "optional": "y"})
    assert page.status == 200 and OTHER in page.text and "순서는 그대로입니다" in page.text
    page = citizen.get(f"{own}/data")
    assert OTHER in page.text and "선택 정보에 동의하신 때" in page.text
    citizen.get(f"{own}/leave")
    citizen.submit(f"{own}/leave")
    assert "연락처 고치기" not in citizen.get(own).text
    assert citizen.client.get(f"{own}/edit").status_code == 303


def test_the_file_holds_all_that_names_somebody(own: str, citizen: Citizen) -> None:
    stored: Any = citizen.client.get(f"{own}/data.json").json
    columns = {column.name for column in WaitingEntry.__table__.columns if isinstance(column.type, EncryptedText)}
    assert columns <= set(stored)
    assert (stored["phone"], stored["fields"], stored["first_date"]) == ("+821022220001", ["생활법률"], "2026-12-01")


@pytest.mark.parametrize(("last", "said"), [(DAY, "2026. 12. 21.(월)"), (None, "2027. 11. 24.(수)")])
def test_who_waited_in_vain_is_told(desk: Desk, full: list[Reservation], last: date | None, said: str) -> None:
    """Whose last day is over, and who set none and has waited as long as the office lets people wait."""
    row = join(1, wish=replace(LAW, last=last))
    later = NOW + timedelta(days=366)
    for _ in range(2):
        with transaction():
            waiting.end_past(later)
    [notice] = db.session.scalars(select(Notice).where(Notice.kind == "line_ended"))
    message = messages.load("line_ended", notice.subject, later)
    assert message is not None and entry(1).state == "ended" and row.reference in notice.subject
    assert (message.values["field"], message.values["date"], message.values["time"]) == ("생활법률", said, "")
