"""What is practised touches nothing that is real, and nobody practises who could not do the same at the desk."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from booking import clock
from booking.audit.rules import Actor
from booking.calendar.models import OfficeDay
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.practice import days, jobs, mount
from booking.reservations.models import Reservation
from booking.settings import service as settings
from tests.support.people import enter

NOW = "2026-11-23T11:00"
NO_REAL_TABLE = {"account_session", "access_entry"}
"""What any look at the real site adds to: when this log-in was last used."""


@pytest.fixture
def practice(
    sqlite_app: Flask, city: Path, at: Callable[[str], datetime], tmp_path: Path
) -> Iterator[Callable[[str], FlaskClient]]:
    """`practice("staff")`: a browser of the real site that has gone through the door."""
    sqlite_app.config["PRACTICE_FILE"] = file = str(tmp_path / "practice.sqlite3")
    at(NOW)

    def go_in(role: str) -> FlaskClient:
        browser = sqlite_app.test_client()
        enter(browser, f"{role}@city.example", role)
        answer = go(browser)
        assert answer.status_code == 303, answer.text
        return browser

    yield go_in
    if made := mount._made.pop(file, None):
        with made.app_context():
            db.session.remove()
            db.engine.dispose()


def go(browser: FlaskClient) -> TestResponse:
    """Press the door's button."""
    page = BeautifulSoup(browser.get("/account/practice").text, "html.parser")
    form = page.select_one("main form")
    assert form is not None
    sent = {str(field["name"]): str(field.get("value", "")) for field in form.select("input")}
    return browser.post(str(form["action"]), data=sent)


def _rows(file: str) -> dict[str, list[object]]:
    """Every row of every table of a database file."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608
    connection.close()
    return {name: rows for name, rows in found.items() if name not in NO_REAL_TABLE}


def _practised(app: Flask) -> Flask:
    return mount.practice_of(app)


def test_a_whole_practice_leaves_the_real_database_alone(
    sqlite_app: Flask, practice: Callable[[str], FlaskClient]
) -> None:
    browser = practice("admin")
    real = str(db.engine.url.database)
    before = _rows(real)
    page = browser.get("/practice/staff/roster/2026-11-23").text
    assert "연습하나" in page and "연습 중입니다." in page and "시범용 화면" not in page
    inner = _practised(sqlite_app)
    with inner.app_context():
        references = [row.reference for row in db.session.scalars(select(Reservation).order_by(Reservation.id))]
        slots = [slot.token for slot in db.session.scalars(select(OfficeDay)).first().slots]
        db.session.remove()
    for reference, step in ((references[0], "check-in"), (references[1], "no-show")):
        browser.post(f"/practice/staff/reservations/{reference}/{step}", data={"back": "time"})
    assert (
        browser.post(f"/practice/staff/reservations/{references[4]}/cancel", data={"reason": "연습"}).status_code == 303
    )
    caller = {"via": "telephone", "slot": slots[-1], "name": "연습이름", "phone": "010-2345-0099", "consent": "y"}
    sent = {**caller, "override_reason": "연습"}
    assert browser.post("/practice/staff/book/2026-11-23", data=sent).status_code == 303
    closed = {"text": "연습", "document_number": "연습-1", "approved_on": "2026-11-23"}
    browser.post("/practice/staff/calendar/days/consultation/2026-12-21/close", data=closed)
    browser.post("/practice/staff/settings/office.name", data={"value": "연습시"})
    with inner.app_context():
        rows = db.session.scalars(select(Reservation).order_by(Reservation.id)).all()
        states = [row.state for row in rows]
        assert states[:2] == ["checked_in", "no_show"] and states[4] == "cancelled"
        assert rows[-1].name == "연습이름" and db.session.scalars(select(Notice)).all()
        db.session.remove()
    assert _rows(real) == before
    assert not db.session.scalars(select(Notice)).all() and not db.session.scalars(select(Reservation)).all()


def test_monitors_practise_on_a_sheet_of_their_own(practice: Callable[[str], FlaskClient]) -> None:
    inside = practice("monitor")
    page = inside.get("/practice/monitor/")
    assert page.status_code == 200 and "새로 채점하기" in page.text
    assert inside.get("/practice/staff/").status_code == 403


def test_staff_practise_on_scores_of_the_half_before(practice: Callable[[str], FlaskClient]) -> None:
    inside = practice("staff")
    page = inside.get("/practice/staff/kindness?half=2026-1&kind=phone").text
    assert "종료: 종료 연습 항목" in page and "보여 드릴 만큼" not in page
    assert "연습 모니터" in inside.get("/practice/staff/monitors").text


def test_nobody_comes_in_but_through_the_door(sqlite_app: Flask, practice: Callable[[str], FlaskClient]) -> None:
    inside = practice("staff")
    stranger = sqlite_app.test_client()
    for path in ("/practice/staff/", "/practice/", "/practice/login", "/practice/api/v1/days", "/practice/metrics"):
        assert stranger.get(path).headers.get("Location") == "/account/practice", path
    for path in ("/practice/", "/practice/login", "/practice/consultations", "/practice/account/practice"):
        assert inside.get(path).status_code == 404, path
    assert stranger.get("/account/practice").headers["Location"].startswith("/login")
    for pass_ in ("", "admin", sqlite_app.extensions["practice_serializer"].dumps("admin") + "x"):
        assert stranger.post("/practice/enter", data={"pass": pass_}).headers["Location"] == "/account/practice"
    assert stranger.get("/practice/staff/").status_code == 303 and "practice" not in str(
        stranger.get_cookie("practice")
    )


def test_it_is_reached_from_where_the_real_pages_are(
    sqlite_app: Flask, practice: Callable[[str], FlaskClient], actor: Actor
) -> None:
    inside = practice("staff")
    with transaction():
        for whose in ("staff", "expert"):
            settings.put(f"accounts.{whose}_networks", "10.1.0.0/16", actor=actor, now=clock.now())
    office, elsewhere = {"REMOTE_ADDR": "10.1.2.3"}, {"REMOTE_ADDR": "203.0.113.7"}
    assert inside.get("/practice/staff/roster/2026-11-23", environ_base=office).status_code == 200
    for browser in (inside, sqlite_app.test_client()):
        answer = browser.get("/practice/staff/roster/2026-11-23", environ_base=elsewhere)
        assert answer.status_code == 404 and "풀리고 업무" not in answer.text and "로그인" not in answer.text
    assert inside.post("/practice/enter", data={"pass": "x"}, environ_base=elsewhere).status_code == 404


def test_it_begins_anew_at_will_and_every_night(
    sqlite_app: Flask, practice: Callable[[str], FlaskClient], at: Callable[[str], datetime]
) -> None:
    assert jobs.start_practice_over(at(NOW)) == 0
    browser = practice("staff")
    inner = _practised(sqlite_app)

    def cancel_one() -> None:
        with inner.app_context():
            reference = db.session.scalars(select(Reservation.reference).order_by(Reservation.id.desc())).first()
            db.session.remove()
        browser.post(f"/practice/staff/reservations/{reference}/cancel", data={"reason": "연습"})
        assert _states(inner) == {"cancelled", "reserved"}

    cancel_one()
    assert browser.post("/practice/start-over").headers["Location"] == "/practice/staff/"
    assert _states(inner) == {"reserved"}
    assert browser.get("/practice/staff/calls").status_code == 200
    cancel_one()
    night = at("2026-11-24T03:40")
    assert jobs.start_practice_over(night) == 1
    assert _states(inner) == {"reserved"}
    assert browser.get("/practice/staff/").headers["Location"] == "/account/practice"
    with inner.app_context():
        assert days._is_of_today(night) and not days._is_of_today(at("2026-11-25T09:00"))
        db.session.remove()


def _states(app: Flask) -> set[str]:
    with app.app_context():
        found = {row.state for row in db.session.scalars(select(Reservation))}
        db.session.remove()
    return found


def test_nothing_leaves_and_nothing_is_laid_down(sqlite_app: Flask, tmp_path: Path) -> None:
    sqlite_app.config.update(
        PRACTICE_FILE=str(tmp_path / "p.sqlite3"), EXPORT_DIR="/srv/x", SMS_URL="agent:", MAIL_URL="smtp://x",
        HOLIDAYS_KEY="k", BOOKING_MODE="production",
    )  # fmt: skip
    inner = mount.practice_of(sqlite_app)
    mount._made.pop(str(tmp_path / "p.sqlite3"))
    shut = {name: inner.config[name] for name in mount.SHUT}
    assert shut == mount.SHUT and inner.config["SECRET_KEY"] != sqlite_app.config["SECRET_KEY"]


def test_a_file_of_another_version_is_made_anew(sqlite_app: Flask, practice: Callable[[str], FlaskClient]) -> None:
    browser, file = practice("staff"), sqlite_app.config["PRACTICE_FILE"]
    with mount._made.pop(file).app_context():
        db.session.remove()
        db.engine.dispose()
    with sqlite3.connect(file) as connection:
        connection.execute("ALTER TABLE account_session RENAME COLUMN browser TO was_called_so")
        connection.execute("CREATE TABLE of_old (id INTEGER PRIMARY KEY, day INTEGER REFERENCES office_day (id))")
        connection.execute("INSERT INTO of_old (day) SELECT id FROM office_day LIMIT 1")
        connection.execute("PRAGMA user_version=5")
    connection.close()
    assert browser.get("/practice/staff/").headers["Location"] == "/account/practice"
    assert go(browser).headers["Location"] == "/practice/staff/"
    assert browser.get("/practice/staff/roster/2026-11-23").status_code == 200


def test_an_installation_can_do_without(make_app: Callable[..., Flask]) -> None:
    app = make_app(tables=True, PRACTICE_FILE="")
    client = app.test_client()
    assert client.get("/account/practice").status_code == 404
    assert client.get("/practice/staff/").status_code == 404
