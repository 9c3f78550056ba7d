"""The booking by keyboard alone, from the first page to the cancelled booking: no mouse, no finger.

Also with letters of 200 % and in the narrowest window, with and without scripts. Wherever Tab comes, one sees where.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.inspection import LETTERS, LOOK, NARROWEST, set_letters, widen
from tests.support.stage import Stage

FURTHEST = 60
"""How many stops a control may be away."""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; every stop on the way must be seen."""
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        at = page.evaluate(f"{LOOK}.focused()")
        assert at is not None, f"Tab leaves the page before it comes to {target}"
        assert at["seen"], f"the focus cannot be seen at {at['name']}"
        if target.evaluate("item => item === document.activeElement"):
            return
    pytest.fail(f"{FURTHEST} times Tab do not lead to {target}")


def press(page: Page, target: Locator) -> None:
    """Go to a link or a button, and press Enter there; it leads on."""
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, name: str, text: str) -> None:
    """Go to a field and type."""
    tab_to(page, page.locator(f"main [name={name}]").first)
    page.keyboard.insert_text(text)


def button(page: Page, action: str) -> Locator:
    """The first button of the form that leads to an address with this end."""
    return page.locator(f'main form[action$="{action}"] button[type=submit]:not(.sr-only)').first


@pytest.mark.parametrize(
    ("window", "letters", "javascript"),
    [
        (1280, LETTERS, True),
        (1280, 2 * LETTERS, False),
        (NARROWEST, LETTERS, False),
        (NARROWEST, 2 * LETTERS, True),
    ],
    ids=["wide", "wide-large-no-js", "narrow-no-js", "narrow-large"],
)
def test_from_the_first_page_to_the_cancelled_booking(lead: Callable[..., Stage], window: int, letters: int) -> None:
    page = lead("booking", "ko").page
    widen(page, window)
    set_letters(page, letters)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    press(page, page.locator(".actions a[href^='/consultations/']").first)

    times = page.locator(".slot input:enabled")
    tab_to(page, times.first)
    page.keyboard.press("Space")
    expect(times.first).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(times.nth(1)).to_be_checked()
    expect(times.nth(1)).to_be_focused()
    press(page, button(page, "/holds"))

    press(page, button(page, "/check"))
    expect(page.locator("#errors")).to_be_focused()
    press(page, page.locator("#errors a").first)
    expect(page.locator("main [name=name]")).to_be_focused()
    page.keyboard.insert_text("홍길동")
    type_into(page, "phone", "01012345678")
    type_into(page, "question", "보증금을 돌려받지 못했습니다.")
    tab_to(page, page.locator("main [name=consent][value=y]").first)
    page.keyboard.press("Space")
    press(page, button(page, "/check"))
    token = page.url.split("/holds/")[1].split("/")[0]
    press(page, button(page, f"/holds/{token}"))

    expect(page.locator(".reference__number")).to_be_visible()
    assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == f"{letters * 0.625:g}px"
    press(page, page.locator("main a[href$='/cancel']"))
    press(page, button(page, "/cancel"))
    expect(page.locator("main a[href$='/cancel']")).to_have_count(0)
    expect(page.locator(".badge--off")).to_be_visible()
