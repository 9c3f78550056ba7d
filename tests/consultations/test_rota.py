"""Who advises at which session, for all experts and coming sessions at once."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import jobs, queries, service
from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.reservations import service as reservations
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from tests.support.pages import Page
from tests.support.work import Worker, entries

ROTA = "/staff/consultations/rota"
DEC, JAN = date(2026, 12, 21), date(2027, 1, 20)
WHY = "격월로 번갈아 맡음"


@pytest.fixture
def now(sqlite_app: Flask, city: object, at: Callable[[str], datetime]) -> datetime:
    """Three sessions are made; a second expert of the field law comes after the first."""
    moment = at("2026-11-23T12:00")
    first = _law()[0]
    values = service.ExpertValues("나둘째", "법률홈닥터", "law", first.position + 1)
    with transaction():
        service.add_expert(values, actor=Actor.command("tests"), now=moment)
    jobs.create_days(moment)
    return moment


@pytest.fixture
def clerk(sqlite_app: Flask, now: datetime) -> Worker:
    return Worker(sqlite_app)


def _law() -> list[Expert]:
    return queries.list_experts("law")


def _serving(day: date) -> list[str]:
    db.session.expire_all()
    return [one.name for one in queries.list_serving("law", day)]


def _send(clerk: Worker, page: Page, status: int, *, out: list[str], reason: str = WHY) -> Page:
    """The form of a page with these boxes unticked."""
    ticked = [str(box["value"]) for box in page.soup.select("input[name=serves][checked]")]
    sent = {name: value for name, value in page.filled(ROTA).items() if name != "serves"}
    answer = clerk.client.post(
        ROTA, data=sent | {"serves": [one for one in ticked if one not in out], "reason": reason}
    )
    return clerk._read(ROTA, answer, status)


def _names(day: date) -> list[str]:
    return [f"{day}:{expert.token}" for expert in _law()]


def _book(now: datetime, day: date) -> Reservation:
    found = calendar.find_office_day("consultation", day)
    assert found
    with transaction():
        return reservations.book_for_caller(
            *(calendar.list_slots(found, "law")[0].token, make_person("홍길동", "010-1234-5678", "", "")),
            via="telephone",
            consent_version="2026-11",
            actor=Actor.command("tests"),
            now=now,
            override="",
        )


def test_several_experts_of_a_field_take_turns(clerk: Worker) -> None:
    first, second = _law()
    _send(clerk, clerk.get(ROTA), 303, out=[_names(DEC)[1], _names(JAN)[0]])
    assert (_serving(DEC), _serving(JAN)) == ([first.name], [second.name])
    assert "2건을 저장했습니다." in clerk.get(ROTA).text
    absent = entries("expert.absent")
    assert sorted((one.subject, one.reason) for one in absent) == sorted(
        [(f"expert:{first.id}", WHY), (f"expert:{second.id}", WHY)]
    )
    page = clerk.get(ROTA)
    boxes = {str(box["value"]) for box in page.soup.select("input[name=serves]:not([checked])")}
    assert boxes == {_names(DEC)[1], _names(JAN)[0]}
    sent = {"offered": page.filled(ROTA)["offered"], "serves": page.filled(ROTA)["offered"].split()}
    assert clerk.client.post(ROTA, data=sent).status_code == 303
    assert _serving(DEC) == _serving(JAN) == [first.name, second.name] and len(entries("expert.present")) == 2


def test_the_page_as_it_stands_changes_nothing(clerk: Worker) -> None:
    _send(clerk, clerk.get(ROTA), 303, out=[], reason="")
    assert "바뀐 것이 없습니다." in clerk.get(ROTA).text and not entries("expert.absent")


def test_who_is_not_there_is_given_a_reason(clerk: Worker) -> None:
    page = _send(clerk, clerk.get(ROTA), 400, out=[_names(DEC)[0]], reason=" ")
    assert "사유를 적어 주세요." in page.text and len(_serving(DEC)) == 2
    assert not page.soup.select_one(f'input[value="{_names(DEC)[0]}"]').has_attr("checked"), "what was typed is kept"


def test_a_colleague_takes_the_bookings_and_a_field_without_anybody_rests(clerk: Worker, now: datetime) -> None:
    row = _book(now, DEC)
    first, second = _law()
    assert row.expert_id == first.id
    _send(clerk, clerk.get(ROTA), 303, out=[_names(DEC)[0]])
    db.session.expire_all()
    assert row.expert_id == second.id and row.state == "reserved"
    page = _send(clerk, clerk.get(ROTA), 200, out=[_names(DEC)[1]])
    assert "예약 1건의 일정이 바뀝니다." in page.text and _serving(DEC) == [second.name], "shown first"
    _send(clerk, page, 303, out=[])
    db.session.expire_all()
    assert _serving(DEC) == [] and row.state == "displaced"


def test_an_absence_of_several_days_is_not_taken_back_here(clerk: Worker, now: datetime) -> None:
    first = _law()[0]
    with transaction():
        service.add_absence(first.id, date(2026, 12, 14), DEC, reason="출장", actor=Actor.command("tests"), now=now)
    page = clerk.get(ROTA)
    assert f"{first.name} 부재 12. 14.(월) ~ 12. 21.(월)" in page.text
    assert not page.soup.select(f'input[value="{_names(DEC)[0]}"]')
    clerk.client.post(ROTA, data={"offered": _names(DEC)[0], "serves": _names(DEC)[0]})
    assert first.name not in _serving(DEC)


def test_what_the_page_did_not_offer_stays(clerk: Worker) -> None:
    """An expert who was added, or a day that was made, since the page was opened counts as not asked about."""
    assert clerk.client.post(ROTA, data={"offered": "nothing 2026-12-21:x", "reason": WHY}).status_code == 303
    assert len(_serving(DEC)) == 2
