"""The access table: whose every route is, and what visitors are answered. `tests/test_access_matrix.py` walks it."""

from dataclasses import dataclass, field
from datetime import date

from tests.support import access_counter, access_guide, access_help, access_night
from tests.support.access_accounts import ADMINS, OWN, PROVIDER
from tests.support.access_admin import ADMINISTRATION
from tests.support.access_advising import ADVISING, ADVISING_DESK, LINKED
from tests.support.access_desk import DESK
from tests.support.access_kindness import CORRECTING, KINDNESS, MONITORS
from tests.support.access_kiosks import KIOSKS
from tests.support.access_masterdata import MASTERDATA
from tests.support.access_notices import NOTICES
from tests.support.access_programs import PROGRAMS
from tests.support.access_reports import OPEN_DATA, REPORTS, YEARS
from tests.support.access_roster import ROSTER
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
    "GET /consultations": public(),
    "GET /consultations/<text>": public(),
    "POST /holds": public(400),
    "GET /holds/<token>": holder(),
    "POST /holds/<token>/check": holder(400),
    "POST /holds/<token>/extend": holder(),
    "POST /holds/<token>": holder(400),
    "GET /lookup": public(),
    "POST /lookup": public(400),
    "GET /lookup/forgotten": public(),
    "POST /lookup/forgotten": public(400),
    "GET /r/<signed>": public(),
    "POST /r/<signed>": public(400),
    "GET /reservations/<reference>": own(),
    "GET /reservations/<reference>/calendar.ics": own(),
    "GET /reservations/<reference>/edit": own(),
    "POST /reservations/<reference>/edit": own(400),
    "GET /reservations/<reference>/data": own(),
    "GET /reservations/<reference>/data.json": own(),
    "GET /reservations/<reference>/delete": own(),
    "POST /reservations/<reference>/delete": own(409),  # an open booking is cancelled first
    "POST /reservations/<reference>/answer": own(400),
    "POST /reservations/<reference>/accept": own(410),  # nothing is held for it
    "GET /reservations/<reference>/cannot-come": own(),
    "GET /reservations/<reference>/cancel": own(),
    "POST /reservations/<reference>/cancel": own(303),
    "GET /reservations/<reference>/move": own(),
    "POST /reservations/<reference>/move": own(400),
    "GET /waiting": public(),
    "POST /waiting": public(400),
    "GET /waiting/find": public(),
    "POST /waiting/find": public(400),
    "GET /waiting/<token>": own(),
    "POST /waiting/<token>/accept": own(410),
    "POST /waiting/<token>/decline": own(303),
    "GET /waiting/<token>/leave": own(),
    "POST /waiting/<token>/leave": own(303),
    "GET /waiting/<token>/edit": own(),
    "POST /waiting/<token>/edit": own(400),
    "GET /waiting/<token>/data": own(),
    "GET /waiting/<token>/data.json": own(),
    "GET /waiting/<token>/delete": own(),
    "POST /waiting/<token>/delete": own(303),
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
    **{route: staff(status) for route, status in (REPORTS | access_counter.CASES).items()},
    **dict.fromkeys(OPEN_DATA, public()),
    "GET /staff/answers/": staff(303),
    "GET /staff/answers/<day>": staff(),
    "POST /staff/reservations/<reference>/answer": staff(400),
    "GET /staff/rehousing/<any(consultation, night):kind>/<day>": staff(),
    "POST /staff/reservations/<reference>/accept": staff(410),  # nothing is held for it
    "GET /staff/reservations/<reference>": staff(),
    "POST /staff/reservations/<reference>/reveal": staff(),
    "POST /staff/reservations/<reference>/<any('check-in', 'done', 'left', 'no-show'):step>": staff(
        409
    ),  # not the day yet
    "POST /staff/reservations/<reference>/undo": staff(409),
    "GET /staff/reservations/<reference>/cancel": staff(),
    "POST /staff/reservations/<reference>/cancel": staff(303),
    "GET /staff/waiting": staff(),
    "POST /staff/waiting": staff(303),
    "GET /staff/waiting/new": staff(),
    "POST /staff/waiting/new": staff(400),
    "GET /staff/waiting-order": staff(),
    "GET /staff/waiting/<entry>": staff(),
    "POST /staff/waiting/<entry>/reveal": staff(),
    "POST /staff/waiting/<entry>/accept": staff(400),
    "POST /staff/waiting/<entry>/decline": staff(400),
    "POST /staff/waiting/<entry>/remove": staff(303),
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
    "GET /staff/calendar/holiday-import": staff(),
    "POST /staff/calendar/holiday-import": staff(400),
    "POST /staff/calendar/holiday-import/apply": staff(400),
    "POST /staff/calendar/holiday-import/proposals/<int:year>": staff(404),
    "GET /staff/calendar/sessions/<text>": staff(),
    "POST /staff/calendar/sessions/<text>": staff(400),
    # fields and experts
    "GET /staff/consultations": staff(),
    "GET /staff/consultations/fields/new": staff(),
    "POST /staff/consultations/fields/new": staff(400),
    "GET /staff/consultations/fields/<key>": staff(),
    "POST /staff/consultations/fields/<key>": staff(400),
    "POST /staff/consultations/fields/<key>/apply": staff(303),
    "GET /staff/consultations/fields/<key>/questions/new": staff(),
    "POST /staff/consultations/fields/<key>/questions/new": staff(400),
    "GET /staff/consultations/fields/<key>/questions/<question>": staff(),
    "POST /staff/consultations/fields/<key>/questions/<question>": staff(400),
    "GET /staff/consultations/experts/new": staff(),
    "POST /staff/consultations/experts/new": staff(400),
    "GET /staff/consultations/experts/<token>": staff(),
    "POST /staff/consultations/experts/<token>": staff(400),
    "GET /staff/consultations/experts/<token>/absences": staff(),
    "POST /staff/consultations/experts/<token>/absences": staff(400),
    "POST /staff/consultations/experts/<token>/absences/<absence>/remove": staff(404),  # no such absence
    # kiosks
    **{route: staff(status) for route, status in KIOSKS.items()},
    "POST /staff/kiosks/<token>/working": staff(303, working="no"),
    # other doors
    "GET /staff/doors": staff(),
    "GET /staff/doors/new": staff(),
    "POST /staff/doors/new": staff(400),
    "GET /staff/doors/<token>": staff(),
    "POST /staff/doors/<token>": staff(400),
    # privacy
    "GET /staff/privacy/wordings": staff(),
    # admins
    "GET /staff/privacy/retention": admin(),
    "GET /staff/privacy/retention/<kind>": admin(),
    "POST /staff/privacy/retention/<kind>": admin(400),
    "POST /staff/privacy/retention/<kind>/withdraw": admin(404),
    "GET /staff/privacy/register": admin(),
    "GET /staff/reservations/<reference>/keep": admin(),
    "POST /staff/reservations/<reference>/keep": admin(400),
    "POST /staff/reservations/<reference>/release": admin(303),
    "GET /staff/settings": admin(),
    "GET /staff/settings/<name>": admin(),
    "POST /staff/settings/<name>": admin(400),
    "POST /staff/settings/<name>/reset": admin(303),
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
