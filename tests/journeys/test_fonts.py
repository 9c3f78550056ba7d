"""Fonts come late on a slow line: nobody waits for them to read."""

import pytest
from playwright.sync_api import Page, Route

from tests.support.browser import ROOT

needs_fonts = pytest.mark.skipif(
    not (ROOT / "static" / "build" / "manifest.json").exists(), reason="no assets in static/build (make setup)"
)


def fonts_of(page: Page, selector: str) -> dict[str, bool]:
    """The fonts in which a text is shown at this moment, and whether each came over the line."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    document = devtools.send("DOM.getDocument")["root"]["nodeId"]
    node = devtools.send("DOM.querySelector", {"nodeId": document, "selector": selector})["nodeId"]
    used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    devtools.detach()
    return {font["familyName"]: bool(font["isCustomFont"]) for font in used if font["glyphCount"]}


@needs_fonts
def test_text_is_read_before_the_fonts_have_come(page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/*.woff2", lambda route: waiting.append(route))
    page.goto("/lookup", wait_until="domcontentloaded")
    page.wait_for_function("() => [...document.fonts].some(font => font.status === 'loading')")
    early = fonts_of(page, "h1")
    assert early and not any(early.values())
    for route in waiting:
        route.continue_()
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert fonts_of(page, "h1") == {"Pretendard GOV": True}


@needs_fonts
def test_every_font_that_is_fetched_gives_way(page: Page) -> None:
    page.goto("/lookup")
    faces = page.evaluate(
        """() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
        .filter(rule => rule instanceof CSSFontFaceRule)
        .map(rule => [rule.style.src, rule.style.fontDisplay || rule.style.getPropertyValue("font-display")])"""
    )
    fetched = [display for source, display in faces if "url(" in source]
    assert fetched == ["swap"] * 4
    stack = page.evaluate("() => getComputedStyle(document.body).fontFamily")
    assert stack.startswith('"Pretendard GOV"') and stack.endswith("sans-serif")


@needs_fonts
def test_a_rare_letter_fetches_the_other_file_and_our_own_sentences_do_not(page: Page) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if request.url.endswith(".woff2") else None)
    page.goto("/")
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert fetched and all(".common." in address for address in fetched)
    page.evaluate("() => { document.querySelector('h1').textContent = '쀍' }")
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    page.evaluate("() => document.fonts.ready")
    assert [address for address in fetched if ".rest." in address]
