"""The figures at a real browser: on a phone and a desk, usable by everybody, and on paper."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_desk import day, log_in
from tests.journeys.test_roster_print import sheets
from tests.support.browser import accessibility_faults, overflow

__all__ = ["day"]

WIDTHS = (390, 1280)
PAGES = {
    "/staff/reports": ("통계", None),
    "/staff/reports/year": ("운영 보고서", 2),
    "/staff/reports/duty": ("안내지", 1),
}
"""What each is headed, and on how many sheets of A4 it prints, where it is made for that."""


@pytest.mark.usefixtures("day")
def test_the_figures_fit_every_window(page: Page, day: Callable[..., datetime]) -> None:
    log_in(page, "staff")
    page.wait_for_url("**/staff/roster/**")
    for path, (heading, printed) in PAGES.items():
        page.goto(path)
        expect(page.locator("h1")).to_contain_text(heading)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert (path, width, overflow(page), accessibility_faults(page)) == (path, width, 0, [])
        assert printed in (None, sheets(page)), path
