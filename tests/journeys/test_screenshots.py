"""Pictures of every page at 390 and 1280 (`make screenshots`): a few into docs/pictures, all of them into var/pictures.

Those of citizens are the states of `tests/support/walks.py`, in every language.

They are taken on a fixed day, so that a picture changes only when its page does.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from booking.consultations import queries as consultations
from booking.db import transaction
from tests.support.people import PASSWORD, make_account
from tests.support.stage import DAY, Stage, languages, prepare
from tests.support.walks import WALKS

ROOT = Path(__file__).resolve().parent.parent.parent
SHOWN = {"booking-times-390", "booking-times-1280", "booking-done-390", "staff-roster-1280"}
"""What the README and docs/ show."""

pytestmark = [pytest.mark.screenshots, pytest.mark.parametrize("width", [390, 1280])]


@pytest.fixture
def take(width: int) -> Callable[[Page, str], None]:
    """`take(page, name)`: the whole page as a picture."""

    def shoot(page: Page, name: str) -> None:
        page.evaluate("() => document.fonts.ready")
        folders = [ROOT / "var" / "pictures", *([ROOT / "docs" / "pictures"] if f"{name}-{width}" in SHOWN else [])]
        for folder in folders:
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)

    return shoot


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("walk", WALKS)
def test_pages_of_citizens(
    lead: Callable[..., Stage], take: Callable[[Page, str], None], walk: str, language: str
) -> None:
    stage = lead(walk, language)
    for state in WALKS[walk].walk(stage):
        take(stage.page, state if language == "ko" else f"{state}-{language}")


@pytest.fixture
def _busy_city(city: Path, at: Callable[[str], object], page: Page, sqlite_app: Flask) -> None:
    prepare(at)
    stage = Stage(page, sqlite_app, at)
    for desk, nth, name in (("law", 0, "김영희"), ("local-tax", 1, "이철수")):
        stage.taken(desk, nth, booked=name)


@pytest.mark.usefixtures("_busy_city")
@pytest.mark.parametrize("role", ["admin", "expert"])
def test_pages_of_work(sqlite_app: Flask, page: Page, take: Callable[[Page, str], None], role: str) -> None:
    account = make_account("somebody@city.example", role, display_name="김담당").id
    with transaction():
        consultations.list_experts("law")[0].account_id = account if role == "expert" else None
    page.goto("/login")
    take(page, "login")
    page.get_by_label("전자우편").fill("somebody@city.example")
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    entries = sqlite_app.extensions["work_pages"]
    with sqlite_app.test_request_context():
        paths = {one.endpoint: sqlite_app.url_for(one.endpoint) for one in entries if role in one.roles}
    for endpoint, path in paths.items():
        page.goto(path)
        take(page, f"{role}-{endpoint.replace('.', '-')}")
    if role == "admin":
        page.goto(f"/staff/roster/{DAY}")
        take(page, "staff-roster")
