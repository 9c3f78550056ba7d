"""The access table: whose every route is, and what visitors are answered. `tests/test_access_matrix.py` walks it."""

from dataclasses import dataclass, field
from datetime import date

from tests.support import access_counter, access_guide, access_help, access_night, access_reservations
from tests.support.access_accounts import ADMINS, OWN, PROVIDER
from tests.support.access_admin import ADMINISTRATION
from tests.support.access_advising import ADVISING, ADVISING_DESK, LINKED
from tests.support.access_calendar import CALENDAR
from tests.support.access_consultations import FIELDS
from tests.support.access_desk import DESK
from tests.support.access_kindness import CORRECTING, KINDNESS, MONITORS
from tests.support.access_kiosks import KIOSKS
from tests.support.access_masterdata import MASTERDATA
from tests.support.access_notices import NOTICES
from tests.support.access_privacy import RETENTION, WORDINGS
from tests.support.access_programs import PROGRAMS
from tests.support.access_reports import OPEN_DATA, REPORTS, YEARS
from tests.support.access_roster import ROSTER
from tests.support.access_settings import SETTINGS
from tests.support.access_survey import OWN_RESULTS, RESULTS, SURVEY

DAY = date(2026, 12, 21)

ACCOUNTS = {
    "expert": "law@city.example",
    "other expert": "tax@city.example",
    "monitor": "monitor@city.example",
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
    """Everybody, logged in or not."""
    return Row(dict.fromkeys(VISITORS, status), data)


def own(status: int = 200, **data: str) -> Row:
    """The citizen in whose browser the booking was made, and nobody else, staff included: they have their own pages."""
    return Row({**dict.fromkeys(VISITORS, 403), "citizen": status}, data)


def holder(status: int = 200) -> Row:
    """The other citizen, in whose browser the hold was made; to everybody else it does not exist."""
    return Row({**dict.fromkeys(VISITORS, 404), "other citizen": status})


def guest(status: int = 200) -> Row:
    """Who is not logged in; the others are led to their start page."""
    return Row({**dict.fromkeys(VISITORS, status), **dict.fromkeys(ACCOUNTS, 303)})


def account(status: int = 200, **data: str) -> Row:
    """Who is logged in."""
    return _for(tuple(ACCOUNTS), status, data)


def expert(own: int, other: int) -> Row:
    """Experts. That they see their own appointments only, `tests/advising/test_appointments.py` holds."""
    return Row({**_for(("expert",), own, {}).answers, "other expert": other})


def monitor(status: int = 200) -> Row:
    """Monitors. That they see their own contacts only, `tests/quality/test_monitors.py` holds."""
    return _for(("monitor",), status, {})


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
    **{route: public(status) for route, status in access_reservations.ANYBODY.items()},
    **{route: holder(status) for route, status in access_reservations.HELD.items()},
    **{route: own(status) for route, status in access_reservations.OWN.items()},
    **{route: public(status) for route, status in (access_night.NIGHT | access_counter.COUNTER).items()},
    "GET /guide": public(),
    "GET /kiosks": public(),
    "GET /kiosks/<token>": public(),
    "GET /accessibility": public(),
    "GET /privacy": public(),
    "GET /calendar/consultations.ics": public(),
    "GET /calendar/night-office.ics": public(),
    "GET /static/<path:filename>": public(),
    # programs; the API knows no browser, so nobody's cookies open anything: tests/api/test_access.py
    **{route: public(status) for route, status in {**PROGRAMS, **access_guide.GUIDE, **access_guide.SENT}.items()},
    **{route: public(status) for route, status in SURVEY.items()},
    # operators' machines; metrics only to the networks of METRICS_ALLOWED, which the tests call from
    "GET /robots.txt": public(),
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
    **{route: expert(*statuses) for route, statuses in {**ADVISING, **access_help.EXPERT_HELP, **OWN_RESULTS}.items()},
    **{route: public(status) for route, status in LINKED.items()},
    **{route: staff(status) for route, status in {**ADVISING_DESK, **access_help.HELP}.items()},
    "GET /staff/": staff(303),
    **{route: _for(who, status, data) for route, (who, status, data) in (ROSTER | ADMINISTRATION).items()},
    **{route: staff(status) for route, status in (DESK | KINDNESS | NOTICES | RESULTS | access_night.DESK).items()},
    **{route: admin(status) for route, status in (ADMINS | CORRECTING).items()},
    **{route: monitor(status) for route, status in (MONITORS | access_help.MONITOR_HELP).items()},
    **{route: public(status) for route, status in PROVIDER.items()},
    **{route: account(status) for route, status in OWN.items()},
    **{route: admin(status) for route, status in (MASTERDATA | access_counter.CORRECTIONS).items()},
    **{route: staff(status) for route, status in (REPORTS | access_counter.CASES | access_guide.WORK).items()},
    **dict.fromkeys(OPEN_DATA, public()),
    **{route: staff(status) for route, status in KIOSKS.items()},
    "POST /staff/kiosks/<token>/working": staff(303, working="no"),
    **{route: staff(status) for route, status in (access_reservations.STEPS | CALENDAR | FIELDS).items()},
    **{route: staff(status) for route, status in (access_guide.DOORS | WORDINGS).items()},
    **{route: admin(status) for route, status in (access_reservations.KEEPING | RETENTION | SETTINGS).items()},
}

VALUES = {
    **dict.fromkeys(("day", "text", "date"), DAY.isoformat()),
    "kind": "consultation",
    "step": "check-in",
    "year": "2027",
    "key": "law",
    "field": "law",
    "question": "papers",
    "slot": "nosuch",
    **dict.fromkeys(("walk_in", "absence", "name", "/calendar/experts/<token>"), "nosuch"),
    "hold": "nosuch",
    "filename": "img/logo.svg",
    "/staff/calendar/sessions/<text>": "2026-12",
    "/staff/calendar/holidays/<text>": "2026-12-25",
    "/staff/privacy/retention/<kind>": "question",
    "/staff/notices/templates/<kind>": "confirmed",
    "/staff/notices/templates/<kind>/<channel>": "sms",
    "/staff/notices/templates/<kind>/<channel>/<language>": "ko",
    "/staff/settings/<name>": "office.name",
    "/staff/jobs/<name>": "expire_holds",
    **access_counter.VALUES,
    **access_help.VALUES,
    "/survey/<code>": "AAAAAAAAA",
    **access_night.VALUES,
    **access_guide.VALUES,
    **YEARS,
}
"""What stands for a placeholder, everywhere or below the beginning of a rule. The house adds tokens and references."""
