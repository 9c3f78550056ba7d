"""Names, telephones and questions that are typed everywhere are found nowhere they do not belong.

They are planted by citizens, at the desk, at the expert's, in practice and in requests that fail. Then they are looked
for in the process's log, in addresses (of redirects, links and forms), in error pages, in the metrics, in the raw
database files and in the folder of sealed rosters.
"""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking import clock
from booking.accounts.queries import get_user_by_email
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.db import db, transaction
from booking.notices.jobs import deliver
from booking.practice import mount
from booking.reservations import jobs, service
from tests.support.people import enter
from tests.support.stage import CLERK, DAY, prepare
from tests.test_logs import stderr

__all__ = ["stderr"]  # the fixture

NAME, PHONE, QUESTION = "남궁갈매기", "010-7391-5826", "고욤나무 아래에 묻은 항아리"
PLANTS = (NAME, "갈매기", PHONE, PHONE.replace("-", ""), "73915826", "7391-5826", "고욤나무")
FORMS = [
    form for text in PLANTS for form in (text, quote(text), json.dumps(text).strip('"'), json.dumps(text)[1:-1].upper())
]
"""As they are typed, in an address, and as JSON writes them."""

TYPED = {"name": NAME, "phone": PHONE, "question": QUESTION, "consent": "y", "via": "telephone"}


def planted_in(text: str | bytes) -> list[str]:
    """Which plants stand in a text or in the bytes of a file."""
    if isinstance(text, bytes):
        spelt = [(form, form.encode(code)) for form in FORMS for code in ("utf-8", "utf-16-le", "cp949")]
        return [form for form, spelling in spelt if spelling in text]
    return [form for form in FORMS if form in text or form in unquote(text)]


class Walker:
    """A browser whose answers have no plant in an address, and whose error pages have none at all."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str) -> TestResponse:
        return self._look(path, self.client.get(path), is_form=False)

    def post(self, path: str, is_form: bool = True, **data: str) -> TestResponse:
        """Send a form. is_form: a refusal shows what was typed at its fields, as it must."""
        return self._look(path, self.client.post(path, data=data), is_form)

    def _look(self, path: str, answer: TestResponse, is_form: bool) -> TestResponse:
        assert not planted_in(answer.headers.get("Location", "")), path
        if answer.mimetype == "text/html":
            soup = BeautifulSoup(answer.text, "html.parser")
            addresses = [
                str(tag[name]) for tag in soup.find_all(True) for name in ("href", "src", "action") if name in tag.attrs
            ]
            # A telephone that a clerk asked to see can be called by a press: that address leaves for no server.
            assert not [one for one in addresses if planted_in(one) and not one.startswith("tel:")], path
        if answer.status_code >= 400 and not is_form:
            assert not planted_in(answer.text), path
        return answer


@pytest.fixture
def walker(sqlite_app: Flask) -> Callable[[str], Walker]:
    """`walker("staff")`: somebody logged in; `walker("")`: a citizen."""

    def start(role: str) -> Walker:
        client = sqlite_app.test_client()
        if role:
            enter(client, f"{role}@city.example", role)
        return Walker(client)

    return start


@pytest.fixture
def folder(sqlite_app: Flask, city: Path, at: Callable[[str], datetime], tmp_path: Path) -> Iterator[Path]:
    """The folder of the sealed rosters, beside a practice day of the test's own."""
    prepare(at)
    (exports := tmp_path / "exports").mkdir()
    file = str(tmp_path / "practice.sqlite3")
    sqlite_app.config.update(EXPORT_DIR=str(exports), PRACTICE_FILE=file, PROPAGATE_EXCEPTIONS=False)
    with transaction():
        service.set_export_password("버드나무 아래서 1", actor=CLERK, now=clock.now())
    yield exports
    if made := mount._made.pop(file, None):
        with made.app_context():
            db.session.remove()
            db.engine.dispose()


def test_what_is_planted_is_found_nowhere(
    sqlite_app: Flask, folder: Path, walker: Callable[[str], Walker], stderr: io.StringIO, at: Callable[[str], datetime]
) -> None:
    citizen, staff, expert = walker(""), walker("staff"), walker("expert")
    reference = _a_citizen(citizen)
    _at_the_desk(staff, reference)
    _what_fails(staff, citizen, reference)
    _at_the_experts(expert, at)
    _in_practice(staff)
    deliver(clock.now())
    assert jobs.export_roster(clock.now()) == 1
    written = stderr.getvalue()
    assert written.count('"event"') > 30 and not planted_in(written)
    assert not planted_in(sqlite_app.test_client().get("/metrics").text)
    files = _files(sqlite_app, folder)
    assert len(files) >= 3
    assert {file.name: found for file in files if (found := planted_in(file.read_bytes()))} == {}


def _slot(nth: int, desk: str = "law") -> str:
    day = calendar.find_office_day("consultation", clock.office_date(clock.parse(DAY)))
    assert day is not None
    found = calendar.list_slots(day, desk)[nth].token
    db.session.rollback()
    return found


def _a_citizen(citizen: Walker) -> str:
    """Books, slips first, looks the booking up, and stands in line; the reference."""
    hold = citizen.post("/holds", slot=_slot(0)).headers["Location"]
    assert citizen.post(f"{hold}/check", **{**TYPED, "consent": ""}).status_code == 400
    reference = citizen.post(hold, **TYPED).headers["Location"].rsplit("/", 1)[1]
    citizen.post("/lookup", reference="ABCD-2345", phone=PHONE)
    citizen.post("/lookup/forgotten", phone=PHONE, name=NAME)
    citizen.post("/waiting", desks="survey", first=DAY, **TYPED)
    citizen.get(f"/reservations/{reference}")
    return reference


def _at_the_desk(staff: Walker, reference: str) -> None:
    for text in (NAME, PHONE):
        assert staff.post(f"/staff/roster/{DAY}", q=text).status_code == 200
        staff.post("/staff/waiting/find", q=text)
    staff.post(f"/staff/reservations/{reference}/reveal", back="booking")
    staff.post(f"/staff/book/{DAY}", slot=_slot(1), **{**TYPED, "consent": ""})
    staff.post(f"/staff/book/{DAY}", slot=_slot(1), override_reason="두 번째 예약", **TYPED)
    staff.post(f"/staff/reservations/{reference}/correct", name=NAME, phone=PHONE)
    staff.post(f"/staff/reservations/{reference}/move", slot="nosuch", override_reason=f"{NAME} {PHONE}")
    staff.post("/staff/waiting/new", desks="law", first=DAY, **TYPED)
    staff.get(f"/staff/help?q={quote('휴무')}")


def _what_fails(staff: Walker, citizen: Walker, reference: str) -> None:
    """What no form shows again: error pages say nothing of what was sent or asked for."""
    citizen.post(f"/holds/{'x' * 22}", is_form=False, **TYPED)
    citizen.post("/nosuch", is_form=False, **TYPED)
    citizen.get(f"/{quote(NAME)}/{PHONE}")
    staff.get(f"/staff/{quote(NAME)}")
    staff.get(f"/staff/reservations/{quote(NAME)}")
    staff.post(f"/staff/reservations/{reference}/outcome", is_form=False, **TYPED)
    staff.post("/expert/absences", is_form=False, reason=NAME)
    citizen.post("/staff/calls", is_form=False, q=PHONE)


def _at_the_experts(expert: Walker, at: Callable[[str], datetime]) -> None:
    with transaction():
        lawyer = consultations.list_experts("law")[0]
        lawyer.account_id, lawyer.pledged_on = get_user_by_email("expert@city.example").id, clock.today()
    at(f"{DAY}T09:59")
    enter_again = expert.client.post(
        "/login", data={"email": "expert@city.example", "password": "correct horse of the tests"}
    )
    assert enter_again.status_code == 303
    page = expert.get("/expert/")
    assert NAME in page.text and "고욤나무" in page.text  # it does belong here
    [mine, *_] = re.findall(r'id="r-(\w+)"', page.text)
    expert.post(f"/expert/appointments/{mine}/outcome", code="nosuch", note=f"{NAME} {PHONE}")
    expert.get(f"/expert/appointments/{mine}/card")
    expert.post(f"/expert/appointments/{mine}/conflict", code="other")
    expert.get(f"/expert/appointments/{mine}/{quote(NAME)}")


def _in_practice(staff: Walker) -> None:
    """Who types a real name while practising is spared no care."""
    assert (
        staff.client.post(
            "/login", data={"email": "staff@city.example", "password": "correct horse of the tests"}
        ).status_code
        == 303
    )
    door = BeautifulSoup(staff.get("/account/practice").text, "html.parser").select_one("main input[name=pass]")
    assert door is not None
    assert staff.post("/practice/enter", **{"pass": str(door["value"])}).status_code == 303
    inner = mount.practice_of(staff.client.application)
    with inner.app_context():
        slot = _slot(1, "survey")
    staff.post(f"/practice/staff/roster/{DAY}", q=NAME)
    kept = staff.post(f"/practice/staff/book/{DAY}", slot=slot, override_reason="연습", **TYPED)
    assert kept.status_code == 303, kept.text
    staff.get(f"/practice/staff/{quote(NAME)}")
    staff.get(f"/practice/{quote(NAME)}")


def _files(app: Flask, folder: Path) -> list[Path]:
    """The real database, the practice day's, with their logs, and the sealed rosters."""
    db.session.rollback()
    bases = [Path(str(db.engine.url.database)), Path(app.config["PRACTICE_FILE"])]
    return [file for base in bases for file in base.parent.glob(base.name + "*")] + list(folder.iterdir())


def test_they_are_found_where_they_are() -> None:
    """The search itself can fail."""
    for text in (f"/x?q={quote(NAME)}", json.dumps({"q": NAME}), f"tel {PHONE}", QUESTION.encode("cp949")):
        assert planted_in(text)
    assert not planted_in("김영희 010-1234-5678")
