"""A long call list: it has pages, and asks the database as often for many people as for few."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as closing
from booking.db import db, transaction
from booking.notices import service
from booking.notices.models import Notice
from booking.notices.rules import Message, Recipient
from booking.reservations import jobs as reservations
from booking.reservations import service as booking
from booking.reservations.rules.people import make_person
from tests.notices.conftest import NOW, VALUES, VISIT, Desk
from tests.support.measure import statements
from tests.support.pages import Citizen
from tests.support.people import log_in, make_account

At = Callable[[datetime | str], datetime]

LANDLINE = Recipient("person", "+82557495114", None)
BOOKED, DAY = clock.parse("2026-11-24T12:00"), date(2026, 12, 21)


@pytest.fixture
def clerk(sqlite_app: Flask, at: At) -> Citizen:
    at(NOW)
    make_account("clerk@city.example")
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    clerk = Citizen(sqlite_app)
    assert log_in(clerk.client, "clerk@city.example").status_code == 303
    return clerk


@pytest.fixture
def long_list(clerk: Citizen, desk: Desk) -> Citizen:
    """51 calls; the last is the least pressing."""
    desk.message = Message({"person": LANDLINE}, VALUES)
    for number in range(51):
        until = VISIT + timedelta(minutes=number) if number < 50 else None
        desk.plan(LANDLINE, subject=f"reservation:{number:08d}", useful_until=until)
    return clerk


def test_the_list_has_pages(long_list: Citizen) -> None:
    page = long_list.get("/staff/calls")
    assert "전화할 분 51명" in page.text and "0000-0049" in page.text and "0000-0050" not in page.text
    assert "뒤쪽" in page.text and "앞쪽" not in page.text
    page = long_list.get("/staff/calls?page=2")
    assert "전화할 분 51명 (2쪽)" in page.text and "0000-0050" in page.text and "0000-0049" not in page.text
    assert "앞쪽" in page.text and "뒤쪽" not in page.text


def test_a_clerk_stays_on_the_page_and_comes_back_when_it_is_empty(long_list: Citizen) -> None:
    (last,) = db.session.query(Notice).filter_by(subject="reservation:00000050")
    key = last.provider_key
    long_list.get("/staff/calls?page=2")
    page = long_list.submit(f"/staff/calls/{key}/reveal")
    assert "055-749-5114" in page.text and "0000-0050" in page.text
    page = long_list.submit(f"/staff/calls/{key}/outcome", also={"outcome": ""})
    assert page.status == 400 and "통화 결과를 골라 주세요." in page.text
    page = long_list.submit(f"/staff/calls/{key}/outcome", {"outcome": "told"})
    assert page.redirects == [303] and "전화할 분 50명" in page.text and "0000-0000" in page.text


def test_by_when_an_answer_is_awaited_counts_on_every_page(long_list: Citizen, desk: Desk) -> None:
    until = VISIT - timedelta(days=1)
    plain = desk.message
    desk.change(answer_by=until)
    service.register("displaced", lambda subject, now: desk.message)
    service.register("reminder", lambda subject, now: plain)
    desk.plan(LANDLINE, kind="displaced", subject="reservation:R7K39MXW", useful_until=None)
    page = long_list.get("/staff/calls")
    first = page.soup.select("tbody tr")[0].get_text(" ", strip=True)
    assert "2026. 12. 20.(일) 오전 10시" in first and "R7K3-9MXW" in first


def test_from_a_call_one_gets_to_where_its_answer_is_noted(clerk: Citizen, desk: Desk) -> None:
    desk.message = Message({"person": LANDLINE}, VALUES)
    desk.plan(LANDLINE, subject="reservation:AAAAAAAA")
    desk.plan(LANDLINE, kind="replacement_over", useful_until=None)
    links = [link["href"] for link in clerk.get("/staff/calls").soup.select("main a") if "답 기록하기" in link.text]
    assert links == ["/staff/reservations/R7K39MXW#do"]
    (call,) = db.session.query(Notice).filter_by(kind="replacement_over")
    answer = clerk.client.post(f"/staff/calls/{call.provider_key}/outcome", data={"outcome": "told"})
    assert answer.headers["Location"] == links[0]


@pytest.mark.parametrize("page", ["0", "x", "²"])
def test_a_page_that_there_is_not(clerk: Citizen, page: str) -> None:
    assert clerk.get(f"/staff/calls?page={page}").status == 404


@pytest.mark.parametrize("kind", ["confirmed", "reminder", "displaced"])
def test_many_calls_need_no_more_statements_than_one(
    clerk: Citizen, city: object, command: Callable[..., object], kind: str
) -> None:
    command("jobs", "run", "create_days", "--at", BOOKED.isoformat())
    _book(6)
    if kind == "reminder":
        reservations.queue_reminders(NOW)
    if kind == "displaced":
        _close()
        reservations.rehouse(NOW)
    for_six = _statements(clerk, kind, 6)
    assert _statements(clerk, kind, 1) == for_six


def _statements(clerk: Citizen, kind: str, people: int) -> int:
    """How many statements the list needs when only so many people have to be called, about `kind`."""
    with transaction() as session:
        calls = select(Notice.id).where(Notice.kind == kind, Notice.state == "planned")
        kept = session.scalars(calls.limit(people)).all()
        session.execute(delete(Notice).where(Notice.id.not_in(kept)))
    with statements(db.engine) as sent:
        text = clerk.get("/staff/calls").text
    assert f"전화할 분 {people}명" in text
    return len(sent)


def _close() -> None:
    with transaction():
        day = calendar.find_office_day("consultation", DAY)
        assert day is not None
        closing.close_day(day, closed_by="staff", reason="other", text="공사", actor=Actor.job("test"), now=NOW)


def _book(count: int) -> None:
    """So many people with landlines, each at a time of their own."""
    day = calendar.find_office_day("consultation", DAY)
    assert day is not None
    tokens = [slot.token for slot in day.slots][:count]
    for number, token in enumerate(tokens):
        with transaction():
            held = booking.hold(token, "browser", now=BOOKED)
        person = make_person("홍길동", f"055-749-51{number:02d}", "", "")
        citizen = Actor(None, "", "citizen", "192.0.2.1")
        with transaction():
            booking.reserve(held.token, person, holder="browser", consent_version="1", actor=citizen, now=BOOKED)
