"""Pictures of citizens' pages at 390 and 1280 (`make screenshots`): some into docs/pictures, all into var/pictures.

They are the states of `tests/support/walks.py`, in every language; `test_screenshots_work.py` takes the work pages.

They are taken on a fixed day, so that a picture changes only when its page does.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.stage import Stage, languages
from tests.support.walks import WALKS

ROOT = Path(__file__).resolve().parent.parent.parent
SHOWN = {"booking-times-390", "booking-times-1280", "booking-done-390"}
"""What the README shows of the citizens' pages."""

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
