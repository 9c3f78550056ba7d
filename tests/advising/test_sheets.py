"""Day sheets: a link that ends with its day, and questions only for who has the expert's telephone."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.advising.models import DaySheet
from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.notices.jobs import deliver
from booking.notices.models import ConsoleMessage, Notice
from booking.reservations.models import Reservation
from tests.reservations.conftest import DAY, NOW, Desk, a_person, wall
from tests.support.experts import as_expert
from tests.support.pages import Page, faults
from tests.support.work import Worker, entries

MORNING = wall(DAY, 9)


def lawyer() -> Expert:
    return db.session.query(Expert).filter_by(name="김법률").one()


@pytest.fixture
def booked(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> Reservation:
    """A booking of the day, whose morning it is; its expert has a telephone."""
    at(MORNING)
    with transaction():
        lawyer().phone = "+821099990000"
    return desk.book(desk.slot(), a_person(question="전세 보증금"))


def make(worker: Worker, path: str = f"/expert/days/{DAY}/sheet") -> str:
    """A new link; its path."""
    page = worker.post(path, 200)
    assert page.soup.select("img.sheet-code[src^='data:image/svg+xml;base64,']")
    shown = page.soup.select_one(".feed-address")
    assert shown is not None
    return "/sheets/" + shown.text.strip().split("/sheets/")[1]


def read(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    page = Page(path, answer.status_code, answer.text, [])
    assert answer.status_code == status and not list(faults(page.html)), answer.text
    return page.text


def sent() -> str:
    """The code of the latest message."""
    message = db.session.query(ConsoleMessage).order_by(ConsoleMessage.id.desc()).first()
    found = re.search(r"인증번호는 ([0-9]{6})", message.body if message else "")
    assert message and "9999" in message.recipient and found
    return found[1]


def test_the_link_shows_times_and_the_code_shows_questions_and_neither_a_name(
    sqlite_app: Flask, booked: Reservation
) -> None:
    path, anybody = make(as_expert(sqlite_app, "김법률")), sqlite_app.test_client()
    text = read(anybody, path)
    assert booked.shown_reference in text and "예약 완료" in text and "전세" not in text and "홍길동" not in text
    assert anybody.post(f"{path}/code").status_code == 200
    deliver(MORNING)
    assert anybody.post(path, data={"code": f"{(int(sent()) + 1) % 1000000:06}"}).status_code == 400
    assert "전세" not in read(anybody, path)
    assert anybody.post(path, data={"code": sent()}).status_code == 303
    text = read(anybody, path)
    assert "전세 보증금" in text and "홍길동" not in text and "5678" not in text
    assert "전세" not in read(sqlite_app.test_client(), path), "another browser needs a code of its own"
    assert anybody.post(path, data={"code": sent()}).status_code == 400, "a code opens once"
    assert {one.person for one in entries("sheet.read")} == {booked.person_key}
    assert len(entries("sheet.code_failed")) == 2 and {one.role for one in entries("sheet.viewed")} == {"expert"}


def test_guessing_ends_after_five_tries(sqlite_app: Flask, booked: Reservation) -> None:
    path, anybody = make(as_expert(sqlite_app, "김법률")), sqlite_app.test_client()
    anybody.post(f"{path}/code")
    deliver(MORNING)
    wrong = f"{(int(sent()) + 1) % 1000000:06}"
    assert [anybody.post(path, data={"code": one}).status_code for one in [wrong] * 5 + [sent()]] == [400] * 6
    sends = [anybody.post(f"{path}/code").status_code for _ in range(9)]
    assert 429 in sends and db.session.query(Notice).filter_by(kind="code").count() < 9


def test_it_ends_with_the_day_and_when_it_is_taken_back(
    sqlite_app: Flask, booked: Reservation, at: Callable[..., datetime]
) -> None:
    expert, anybody = as_expert(sqlite_app, "김법률"), sqlite_app.test_client()
    old = make(expert)
    path = make(expert)
    assert "새 링크를" in read(anybody, old, 404) and booked.shown_reference in read(anybody, path)
    assert "새 링크를" in read(anybody, path[:-3] + "xyz", 404)
    at(wall(DAY, 23, 59))
    read(anybody, path)
    at(wall(DAY + timedelta(days=1), 0))
    assert "기간이 지났습니다" in read(anybody, path, 410)
    at(MORNING)
    expert.post(f"/expert/days/{DAY}/sheet/revoke")
    read(anybody, path, 404)
    expert.post(f"/expert/days/{DAY - timedelta(days=7)}/sheet", 409)


def test_staff_make_it_from_the_roster_and_without_a_telephone_no_question_opens(
    sqlite_app: Flask, booked: Reservation
) -> None:
    clerk = Worker(sqlite_app)
    assert clerk.get(f"/staff/roster/{DAY}").soup.select(f"a[href='/staff/roster/{DAY}/experts']")
    token, anybody = lawyer().token, sqlite_app.test_client()
    with transaction():
        lawyer().phone = None
    path = make(clerk, f"/staff/roster/{DAY}/experts/{token}/sheet")
    answer = anybody.post(f"{path}/code")
    assert answer.status_code == 409 and "등록되어 있지 않습니다" in answer.text
    assert db.session.query(DaySheet).one().made_by == "clerk@city.example"
    clerk.post(f"/staff/roster/{DAY}/experts/{token}/sheet/revoke")
    read(anybody, path, 404)
    assert [len(entries(f"sheet.{one}")) for one in ("made", "revoked")] == [1, 1]


def test_staff_register_the_telephone_and_the_log_does_not_tell_it(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    clerk, path = Worker(sqlite_app), f"/staff/consultations/experts/{lawyer().token}"
    typed = {"name": "김법률", "organisation": "표본", "field_key": "law", "position": "0", "account_id": "none"}
    typed |= {"is_active": "y", "pledged_on": "2026-11-01"}
    form = clerk.get(path).soup.select_one("select[name=account_id] option")
    typed["account_id"] = str(form["value"]) if form else ""
    assert "문자를 받을 수 있는" in clerk.post(path, 400, **typed, phone="055-749-5114").text
    clerk.post(path, **typed, phone="010-9999-0000")
    assert lawyer().phone == "+821099990000"
    assert 'value="010-9999-0000"' in clerk.get(path).html
    [noted] = entries("expert.changed")
    assert "9999" not in (noted.after or "") and "phone_of_expert" in (noted.after or "")
    raw = db.session.connection().exec_driver_sql("SELECT phone FROM expert WHERE phone IS NOT NULL").scalar()
    assert "9999" not in str(raw)
