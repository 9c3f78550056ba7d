"""Every route × every visitor: who gets in, and what everybody else is answered. A new route needs a row here.

A row says whose route it is and what who may is answered; the answers to all others follow from whose it is. Routes
are called as they would be with the least input, so many of the POSTs answer 400 to who may and change nothing.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.accounts.models import User
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.consultations import service as consultations_service
from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.nightoffice import service as nightoffice
from booking.notices import service as notices
from booking.notices.service import Recipient
from booking.reservations.models import Reservation
from tests.support.people import log_in, make_account

NOW = "2026-11-23T12:00"
DAY = date(2026, 12, 21)

ACCOUNTS = {
    "expert": "law@city.example",
    "other expert": "tax@city.example",
    "staff": "clerk@city.example",
    "admin": "admin@city.example",
}
VISITORS = ("nobody", "citizen", "other citizen", *ACCOUNTS)
"""`citizen` owns the booking that routes are called with; it is with `expert`. Staff come after who may do less."""

TO_LOG_IN = "303 to the log-in page"
Answer = int | str


@dataclass(frozen=True)
class Row:
    """What each visitor is answered. data: what is sent."""

    answers: dict[str, Answer]
    data: dict[str, str] = field(default_factory=dict)


def public(status: int = 200, **data: str) -> Row:
    """Everybody, logged in or not. Holds belong here too: their random token is the key."""
    return Row(dict.fromkeys(VISITORS, status), data)


def own(status: int = 200, **data: str) -> Row:
    """The citizen in whose browser the booking was made, and nobody else, staff included: they have their own pages."""
    return Row({**dict.fromkeys(VISITORS, 403), "citizen": status}, data)


def guest(status: int = 200) -> Row:
    """Who is not logged in; the others are led to their start page."""
    return Row({**dict.fromkeys(VISITORS, status), **dict.fromkeys(ACCOUNTS, 303)})


def account(status: int = 200, **data: str) -> Row:
    """Who is logged in."""
    return _for(tuple(ACCOUNTS), status, data)


def expert(status: int = 200, **data: str) -> Row:
    """Experts. That they see their own appointments only, `tests/reservations/test_expert_pages.py` holds."""
    return _for(("expert", "other expert"), status, data)


def staff(status: int = 200, **data: str) -> Row:
    """Staff and admins."""
    return _for(("staff", "admin"), status, data)


def admin(status: int = 200, **data: str) -> Row:
    """Admins."""
    return _for(("admin",), status, data)


def _for(insiders: tuple[str, ...], status: int, data: dict[str, str]) -> Row:
    others = {visitor: 403 if visitor in ACCOUNTS else TO_LOG_IN for visitor in VISITORS}
    return Row({**others, **dict.fromkeys(insiders, status)}, data)


ROUTES: dict[str, Row] = {
    # citizens
    "GET /": public(),
    "GET /consultations": public(),
    "GET /consultations/<text>": public(),
    "POST /holds": public(400),
    "GET /holds/<token>": public(),
    "POST /holds/<token>/check": public(400),
    "POST /holds/<token>/extend": public(),
    "POST /holds/<token>": public(400),
    "GET /lookup": public(),
    "POST /lookup": public(400),
    "GET /reservations/<reference>": own(),
    "GET /reservations/<reference>/cancel": own(),
    "POST /reservations/<reference>/cancel": own(303),
    "GET /reservations/<reference>/move": own(),
    "POST /reservations/<reference>/move": own(400),
    "GET /night-office": public(),
    "GET /privacy": public(),
    "GET /calendar/consultations.ics": public(),
    "GET /calendar/night-office.ics": public(),
    "GET /static/<path:filename>": public(),
    # operators' machines; metrics only to the networks of METRICS_ALLOWED, which the tests call from
    "GET /healthz": public(),
    "GET /readyz": public(),
    "GET /metrics": public(),
    # logging in and the own account
    "GET /login": guest(),
    "POST /login": guest(400),
    "GET /login/code": Row({**dict.fromkeys(VISITORS, TO_LOG_IN), **dict.fromkeys(ACCOUNTS, 303)}),
    "POST /login/code": Row({**dict.fromkeys(VISITORS, TO_LOG_IN), **dict.fromkeys(ACCOUNTS, 303)}),
    "GET /login/help": public(),
    "POST /logout": Row(dict.fromkeys(VISITORS, TO_LOG_IN)),
    "GET /account": account(),
    "GET /account/start": account(303),
    "GET /account/password": account(),
    "POST /account/password": account(400),
    "GET /account/password/again": account(),
    "POST /account/password/again": account(400),
    "GET /account/second-factor": account(),
    "POST /account/second-factor": account(400),
    # experts
    "GET /expert/": expert(),
    # the desk
    "GET /staff/": staff(303),
    "GET /staff/roster/<day>": staff(),
    "POST /staff/roster/<day>": staff(200, q="홍길동"),
    "GET /staff/reservations/<reference>": staff(),
    "GET /staff/reservations/<reference>/booked": staff(),
    "POST /staff/reservations/<reference>/reveal": staff(),
    "POST /staff/reservations/<reference>/<any('check-in', 'done', 'no-show'):step>": staff(409),  # not the day yet
    "POST /staff/reservations/<reference>/undo": staff(409),
    "GET /staff/reservations/<reference>/cancel": staff(),
    "POST /staff/reservations/<reference>/cancel": staff(303),
    "POST /staff/reservations/<reference>/move": staff(400),
    "GET /staff/book/": staff(303),
    "GET /staff/book/<day>": staff(),
    "POST /staff/book/<day>": staff(400),
    # messages and jobs
    "GET /staff/calls": staff(),
    "POST /staff/calls/<key>/reveal": staff(),
    "POST /staff/calls/<key>/outcome": staff(400),
    "GET /staff/notices": staff(),
    "GET /staff/outbox": staff(),
    "GET /staff/jobs": staff(),
    "POST /staff/jobs/<name>/run": staff(303),
    # the calendar
    "GET /staff/calendar": staff(),
    "GET /staff/calendar/days/<any(consultation, night):kind>/<text>": staff(),
    "POST /staff/calendar/days/<any(consultation, night):kind>/<text>/close": staff(400),
    "POST /staff/calendar/days/<any(consultation, night):kind>/<text>/reopen": staff(400),
    "GET /staff/calendar/holidays": staff(),
    "POST /staff/calendar/holidays": staff(400),
    "GET /staff/calendar/holidays/<text>": staff(),
    "POST /staff/calendar/holidays/<text>/withdraw": staff(400),
    "POST /staff/calendar/holidays/<text>/remove": staff(400),
    "GET /staff/calendar/sessions/<text>": staff(),
    "POST /staff/calendar/sessions/<text>": staff(400),
    # fields and experts
    "GET /staff/consultations": staff(),
    "GET /staff/consultations/fields/new": staff(),
    "POST /staff/consultations/fields/new": staff(400),
    "GET /staff/consultations/fields/<key>": staff(),
    "POST /staff/consultations/fields/<key>": staff(400),
    "POST /staff/consultations/fields/<key>/apply": staff(303),
    "GET /staff/consultations/experts/new": staff(),
    "POST /staff/consultations/experts/new": staff(400),
    "GET /staff/consultations/experts/<token>": staff(),
    "POST /staff/consultations/experts/<token>": staff(400),
    # admins
    "GET /staff/accounts": admin(),
    "GET /staff/accounts/new": admin(),
    "POST /staff/accounts/new": admin(400),
    "GET /staff/accounts/<token>": admin(),
    "POST /staff/accounts/<token>/activate": admin(303),
    "POST /staff/accounts/<token>/deactivate": admin(303),
    "POST /staff/accounts/<token>/end-sessions": admin(303),
    "POST /staff/accounts/<token>/password": admin(),
    "POST /staff/accounts/<token>/reset-second-factor": admin(303),
    "POST /staff/accounts/<token>/role": admin(400),
    "POST /staff/accounts/<token>/unlock": admin(303),
    "GET /staff/audit": admin(),
    "GET /staff/audit/verification": admin(),
    "GET /staff/settings": admin(),
    "GET /staff/settings/<name>": admin(),
    "POST /staff/settings/<name>": admin(400),
    "POST /staff/settings/<name>/reset": admin(303),
}

VALUES = {
    "day": DAY.isoformat(),
    "text": DAY.isoformat(),
    "kind": "consultation",
    "step": "check-in",
    "key": "law",
    "filename": "img/logo.svg",
    "/staff/calendar/sessions/<text>": "2026-12",
    "/staff/calendar/holidays/<text>": "2026-12-25",
    "/staff/settings/<name>": "office.name",
    "/staff/jobs/<name>": "expire_holds",
}
"""What stands for a placeholder, everywhere or below the beginning of a rule. The house adds tokens and references."""


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

        def fill(found: re.Match[str]) -> str:
            beginnings = [name for name in self.values if name.startswith("/") and rule.startswith(name)]
            return self.values[max(beginnings, key=len)] if beginnings else self.values[found[1]]

        return re.sub(r"<(?:[a-z]+(?:\(.*?\))?:)?(\w+)>", fill, rule)


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
        for email, key in ((ACCOUNTS["expert"], "law"), (ACCOUNTS["other expert"], "national-tax")):
            [first, *_] = consultations.list_experts(key)
            first.account_id = db.session.scalars(select(User.id).where(User.email == email)).one()
    values = {**VALUES, **_book(browsers["citizen"]), **_tokens(now)}
    values["/holds/<token>"] = _hold(browsers["other citizen"], 1)
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
    return {"reference": answer.headers["Location"].rpartition("/")[2]}


def _tokens(now: datetime) -> dict[str, str]:
    booked = db.session.scalars(select(Reservation)).one()
    with transaction():
        [call] = notices.plan(
            "confirmed", f"reservation:{booked.reference}", [Recipient("other", None, None)],
            due=now, useful_until=None, now=now,
        )  # fmt: skip
        call_key = call.provider_key
    return {
        "/staff/accounts/<token>": db.session.scalars(select(User.token).where(User.email.like("dummy%"))).one(),
        "/staff/consultations/experts/<token>": db.session.scalars(select(Expert.token).limit(1)).one(),
        "/staff/calls/<key>": call_key,
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
    assert not unlisted, f"these routes need a row in ROUTES, whose are they? {unlisted}"
    assert not stale, f"these rows have no route any more: {stale}"


def test_the_decorator_of_each_work_page_says_what_its_row_says(sqlite_app: Flask) -> None:
    """The table is about what visitors meet; this one about why: no page relies on another's guard."""
    for rule in sqlite_app.url_map.iter_rules():
        if not rule.rule.startswith(("/staff", "/expert")):
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
