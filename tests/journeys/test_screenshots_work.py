"""Pictures of every work page at 390 and 1280 (`make screenshots`), and those that the help pages show.

The pages come from the url map: a new one has its picture by itself, or fails here because nothing stands for a
placeholder of its address (`tests/support/work_pages.py`).
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Error, Page

from booking import clock
from booking.consultations import queries as consultations
from booking.db import transaction
from tests.support.browser import accessibility_faults, overflow
from tests.support.people import PASSWORD, make_account
from tests.support.stage import Stage, prepare
from tests.support.work_pages import busy_day, fill, values, work_pages

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / "docs" / "pictures"
HEIGHTS = {390: 844, 1280: 900}
HELP_HEIGHT = 1200

HELP = {
    "staff": {
        "roster": "/staff/roster/<day>",
        "book": "/staff/book/<day>",
        "walk-ins": "/staff/walk-ins/<day>",
        "booking": "/staff/reservations/<reference>",
        "close-day": "/staff/calendar/days/<any(consultation, night):kind>/<text>",
        "notices": "/staff/notices",
        "calls": "/staff/calls",
        "download": "/staff/roster/<day>/download",
        "roster-files": "/staff/roster-files",
        "paper-entry": "/staff/roster/<day>/paper",
        "jobs": "/staff/jobs",
        "kiosks": "/staff/kiosks",
        "night-tasks": "/staff/night-tasks",
        "one-stop": "/staff/one-stop",
        "cases": "/staff/cases/counter",
        "visit-survey": "/staff/kindness/visits",
        "score-sheets": "/staff/kindness/sheets",
        "monitors": "/staff/monitors",
        "kindness": "/staff/kindness",
        "kindness-training": "/staff/kindness/training",
    },
    "expert": {"expert-day": "/expert/", "expert-absences": "/expert/absences", "expert-feed": "/expert/feed"},
    "monitor": {"scoring": "/monitor/"},
}
"""Pictures in the articles of `booking/help/articles`, by name: which page they show."""

pytestmark = pytest.mark.screenshots


@pytest.mark.parametrize("audience", ["staff", "expert", "monitor"])
def test_pages_of_work(city: Path, at: Callable[[str], object], page: Page, sqlite_app: Flask, audience: str) -> None:
    prepare(at)
    busy_day(Stage(page, sqlite_app, at))
    _log_in(page, audience)
    known, missed, faults = values(), [], []
    for endpoint, rule in work_pages(sqlite_app, audience):
        try:
            answer = page.goto(fill(rule, known))
        except Error as error:
            if "Download is starting" not in str(error):
                missed.append(f"{rule}: {error}")
            continue
        if answer is None or answer.status != 200:
            missed.append(f"{rule}: {answer.status if answer else None}")
            continue
        page.evaluate("() => document.fonts.ready")
        faults += [f"{rule}: {one}" for one in accessibility_faults(page)]
        faults += [f"{rule}: runs out sideways"] * (overflow(page) > 0)
        _take(
            page,
            f"{audience}-{endpoint.replace('.', '-')}",
            [name for name, of in HELP[audience].items() if of == rule],
        )
    assert not missed, "no picture of these pages:\n" + "\n".join(missed)
    assert not faults, "\n".join(faults)


def _log_in(page: Page, audience: str) -> None:
    name = "monitor@city.example" if audience == "monitor" else "somebody@city.example"
    if audience != "monitor":
        made = make_account(name, {"staff": "admin"}.get(audience, audience), display_name="김담당")
    if audience == "expert":
        with transaction():
            lawyer = consultations.list_experts("law")[0]
            lawyer.account_id, lawyer.pledged_on = made.id, clock.today()
    page.goto("/login")
    page.get_by_label("전자우편").fill(name)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()


def _take(page: Page, name: str, help_names: list[str]) -> None:
    """The whole page in both widths; for the help pages what is below the menu, as far as it is read beside steps."""
    for width, height in HEIGHTS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=ROOT / "var" / "pictures" / f"{name}-{width}.png", full_page=True)
    main = page.locator("main").bounding_box()
    assert main is not None
    clip = {**main, "height": min(main["height"], HELP_HEIGHT)}
    for help_name in help_names:
        page.screenshot(path=PICTURES / f"help-{help_name}-1280.png", full_page=True, clip=clip)
    if name == "staff-desk-roster":
        page.screenshot(path=PICTURES / "staff-roster-1280.png", full_page=True)


def test_each_help_picture_has_a_page(sqlite_app: Flask) -> None:
    rules = {rule for audience in HELP for _endpoint, rule in work_pages(sqlite_app, audience)}
    assert {rule for pages in HELP.values() for rule in pages.values()} <= rules
