"""Every route × every visitor: who gets in, and what everybody else is answered.

A new route needs a row in `tests/support/access.py`. A row says whose route it is and what who may is answered; the
answers to all others follow from whose it is. Routes are called as they would be with the least input, so many of the
POSTs answer 400 to who may and change nothing.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking import links
from booking.accounts.models import User
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.consultations import service as consultations_service
from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.guide.models import Door
from booking.kiosks.models import Kiosk
from booking.nightoffice import service as nightoffice
from booking.notices import service as notices
from booking.notices.service import Recipient
from booking.reservations.models import Reservation, WaitingEntry
from tests.support import kindness
from tests.support.access import ACCOUNTS, DAY, ROUTES, TO_LOG_IN, VALUES, VISITORS, Answer
from tests.support.people import log_in, make_account
from tests.support.work_pages import fill

NOW = "2026-11-23T12:00"


@dataclass
class House:
    """The product with one booking, one hold and every kind of visitor; and how it was before anybody touched it."""

    file: Path
    kept: Path
    cookies: dict[str, str]
    values: dict[str, str]

    def put_back(self) -> None:
        """Make the database as it was when the house was built."""
        db.session.rollback()
        db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        shutil.copy(self.kept, self.file)

    def path(self, rule: str) -> str:
        """The address of a rule, its placeholders filled in."""
        return fill(rule, self.values)


_built: dict[str, House] = {}


@pytest.fixture
def house(
    sqlite_app: Flask,
    request: pytest.FixtureRequest,
    at: Callable[..., datetime],
    tmp_path_factory: pytest.TempPathFactory,
) -> House:
    """One house for all tests, put back before each: building it takes as long as twenty requests."""
    now = at(NOW)
    if "house" not in _built:
        request.getfixturevalue("city")
        _built["house"] = _build(sqlite_app, now, tmp_path_factory.mktemp("matrix") / "kept.sqlite3")
    _built["house"].put_back()
    return _built["house"]


def _build(app: Flask, now: datetime, kept: Path) -> House:
    actor = Actor.command("tests")
    flask_migrate.stamp(str(Path(__file__).resolve().parent.parent / "migrations"))
    with transaction():
        consultations_service.keep_days(now, actor)
        nightoffice.keep_nights(now, actor)
    browsers = {name: app.test_client() for name in VISITORS}
    for name, email in ACCOUNTS.items():
        make_account(email, name.split()[-1])
        assert log_in(browsers[name], email).status_code == 303
    make_account("dummy@city.example", "staff")
    with transaction():
        asked = consultations_service.QuestionValues("준비한 서류")
        consultations_service.add_question("law", VALUES["question"], asked, actor=actor, now=now)
        for email, key in ((ACCOUNTS["expert"], "law"), (ACCOUNTS["other expert"], "national-tax")):
            [first, *_] = consultations.list_experts(key)
            first.account_id = db.session.scalars(select(User.id).where(User.email == email)).one()
    values = {**VALUES, **_book(browsers["citizen"]), **_tokens(now)}
    values["/holds/<token>"] = _hold(browsers["other citizen"], 1)
    values |= _stand_in_line(browsers["citizen"])
    cookies = {name: _cookie(browser) for name, browser in browsers.items()}
    file = Path(str(db.engine.url.database))
    db.session.rollback()
    db.engine.dispose()
    shutil.copy(file, kept)
    return House(file, kept, cookies, values)


def _hold(browser: FlaskClient, nth: int) -> str:
    day = calendar.find_office_day("consultation", DAY)
    assert day is not None
    answer = browser.post("/holds", data={"slot": calendar.list_slots(day, "law")[nth].token})
    return answer.headers["Location"].rpartition("/")[2]


def _book(browser: FlaskClient) -> dict[str, str]:
    data = {"name": "홍길동", "phone": "010-1234-5678", "question": "상속 포기", "consent": "y"}
    answer = browser.post(f"/holds/{_hold(browser, 0)}", data=data)
    reference = answer.headers["Location"].rpartition("/")[2]
    return {"reference": reference, "signed": links.sign("booking", reference)}


def _stand_in_line(browser: FlaskClient) -> dict[str, str]:
    data = {"desks": "survey", "name": "홍길동", "phone": "010-1234-5678", "first": "2027-06-01", "consent": "y"}
    token = browser.post("/waiting", data=data).headers["Location"].rpartition("/")[2]
    reference = db.session.scalars(select(WaitingEntry.reference)).one()
    return {"/waiting/<token>": token, "/staff/waiting/<entry>": reference}


def _tokens(now: datetime) -> dict[str, str]:
    booked = db.session.scalars(select(Reservation)).one()
    with transaction():
        [call] = notices.plan(
            "confirmed", f"reservation:{booked.reference}", [Recipient("other", None, None)],
            due=now, useful_until=None, now=now,
        )  # fmt: skip
        call_key = call.provider_key
    expert = db.session.scalars(select(Expert.token).limit(1)).one()
    return {
        **kindness.house(now, ACCOUNTS["monitor"]),
        "/staff/roster/<day>/experts/<token>": expert,
        "/staff/accounts/<token>": db.session.scalars(select(User.token).where(User.email.like("dummy%"))).one(),
        "/staff/consultations/experts/<token>": expert,
        **dict.fromkeys(
            ("/staff/kiosks/<token>", "/kiosks/<token>"), db.session.scalars(select(Kiosk.token).limit(1)).one()
        ),
        "/staff/kiosks/documents/<key>": "resident-copy",
        "/staff/outcomes/<key>": "advised",
        "/staff/doors/<token>": db.session.scalars(select(Door.token).limit(1)).one(),
        "/staff/calls/<key>": call_key,
        "/staff/notices/<key>": call_key,
    }


def _cookie(browser: FlaskClient) -> str:
    cookie = browser.get_cookie("booking")
    return cookie.value if cookie else ""


def _browser(app: Flask, house: House, visitor: str) -> FlaskClient:
    browser = app.test_client()
    if house.cookies[visitor]:
        browser.set_cookie("booking", house.cookies[visitor])
    return browser


def test_each_route_has_a_row_and_each_row_a_route(sqlite_app: Flask) -> None:
    routes = {
        f"{method} {rule}"
        for rule in sqlite_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    unlisted, stale = sorted(routes - set(ROUTES)), sorted(set(ROUTES) - routes)
    assert not unlisted, f"these routes need a row in tests/support/access.py, whose are they? {unlisted}"
    assert not stale, f"these rows have no route any more: {stale}"


def test_the_decorator_of_each_work_page_says_what_its_row_says(sqlite_app: Flask) -> None:
    """The table is about what visitors meet; this one about why: no page relies on another's guard."""
    for rule in sqlite_app.url_map.iter_rules():
        if not rule.rule.startswith(("/staff", "/expert", "/monitor")):
            continue
        roles = getattr(sqlite_app.view_functions[rule.endpoint], "roles", ())
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            allowed = {
                name.split()[-1] for name, answer in ROUTES[f"{method} {rule}"].answers.items()
                if name in ACCOUNTS and answer != 403
            }  # fmt: skip
            assert set(roles) == allowed, f"{method} {rule}"


@pytest.mark.parametrize("route", ROUTES)
def test_who_gets_in(sqlite_app: Flask, house: House, route: str) -> None:
    method, rule = route.split(" ", 1)
    path, row = house.path(rule), ROUTES[route]
    met: dict[str, Answer] = {}
    for visitor in VISITORS:
        answer = _browser(sqlite_app, house, visitor).open(path, method=method, data=row.data or None)
        is_sent_away = answer.status_code == 303 and answer.headers["Location"].startswith("/login")
        met[visitor] = TO_LOG_IN if is_sent_away else answer.status_code
        if row.answers[visitor] in (403, TO_LOG_IN):
            assert "상속 포기" not in answer.text and "1234-5678" not in answer.text
        answer.close()
    assert met == row.answers
