"""The browser harness itself: it serves this process's application, and hears what a browser complains of."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from tests.support.browser import Watch, accessibility_faults, overflow


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_page_is_shown(page: Page, width: int) -> None:
    answer = page.goto("/nowhere-at-all")
    assert answer is not None
    assert answer.status == 404
    assert page.locator("h1").count() == 1
    assert overflow(page) == 0


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<p style='color:red'>x</p>", "Content Security Policy"),
        ("<script>alert(1)</script>", "Content Security Policy"),
        ("<img src='/nowhere-at-all.png' alt=''>", "404"),
        ("<img src='http://192.0.2.1/x.png' alt=''>", "leaves the product"),
    ],
)
def test_a_complaint_is_heard(
    sqlite_app: Flask, page: Page, address: str, monkeypatch: pytest.MonkeyPatch, body: str, complaint: str
) -> None:
    monkeypatch.setitem(sqlite_app.view_functions, "static", lambda filename: f"<title>x</title>{body}")
    context: BrowserContext = page.context.browser.new_context()
    watch = Watch(context, address)
    context.new_page().goto(f"{address}/static/planted.html", wait_until="networkidle")
    context.close()
    with pytest.raises(AssertionError, match=complaint):
        watch.check()


def test_an_inaccessible_page_is_found(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.set_content("<html><body><img src='data:,'><input></body></html>")
    found = accessibility_faults(page)
    assert any(line.startswith("image-alt") for line in found)
    assert any(line.startswith("label") for line in found)
