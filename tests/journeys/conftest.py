"""A browser for journeys: real Chromium on a live server in this process, on SQLite, with the clock of the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support import browser as chromium
from tests.support.stage import Stage, prepare
from tests.support.walks import WALKS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a page is a browser test."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    with sync_playwright() as playwright:
        try:
            started = chromium.launch(playwright)
        except chromium.Unavailable as error:
            pytest.skip(str(error))
        yield started
        started.close()


@pytest.fixture
def address(sqlite_app: Flask) -> Iterator[str]:
    """Where the product answers in this test."""
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    with chromium.live(sqlite_app) as found:
        yield found


@pytest.fixture
def width() -> int:
    """How wide the window is; `@pytest.mark.parametrize("width", [390, 1280])` takes its place."""
    return 1280


@pytest.fixture
def javascript() -> bool:
    """Whether scripts run; `@pytest.mark.parametrize("javascript", [True, False])` takes its place."""
    return True


@pytest.fixture
def open_page(
    browser: Browser, address: str, width: int, javascript: bool, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Page]]:
    """`open_page(javascript=…, width=…)`: a page of a new person (cookies of its own), at the product's address.

    At the end the test fails if any of them logged an error, broke the content policy, got a 5xx answer, missed a file,
    or asked somebody outside. A failing test leaves a picture of each page in its temporary folder.
    """
    opened: list[tuple[BrowserContext, chromium.Watch, Page]] = []

    def start(*, javascript: bool = javascript, width: int = width) -> Page:
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 844 if width < 768 else 900}, locale="ko-KR",
            timezone_id="Asia/Seoul", java_script_enabled=javascript, reduced_motion="reduce", is_mobile=width < 768,
            has_touch=width < 768,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        watch = chromium.Watch(context, address)
        opened.append((context, watch, context.new_page()))
        return opened[-1][2]

    yield start
    for number, (_context, _watch, page) in enumerate(opened):
        if _has_failed(request) and not page.is_closed():
            picture = tmp_path / f"page-{number}.png"
            page.screenshot(path=picture, full_page=True)
            print(f"what the browser showed: {picture}")
    for context, _watch, _page in opened:
        context.close()
    for _context, watch, _page in opened:
        watch.check()


def _has_failed(request: pytest.FixtureRequest) -> bool:
    return bool(getattr(request.node, "has_failed", False))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Tell `open_page` whether the test failed."""
    yield
    if call.when == "call" and call.excinfo is not None:
        item.has_failed = True  # type: ignore[attr-defined]


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A person's browser, with scripts unless the test sets `javascript`."""
    return open_page()


@pytest.fixture
def page_without_js(open_page: Callable[..., Page]) -> Page:
    """A person's browser that runs no scripts."""
    return open_page(javascript=False)


@pytest.fixture
def lead(
    request: pytest.FixtureRequest, sqlite_app: Flask, open_page: Callable[..., Page], at: Callable[[str], object]
) -> Callable[..., Stage]:
    """`lead(walk, language)`: a browser on the stage of a walk."""

    def begin(walk: str, language: str) -> Stage:
        if WALKS[walk].city:
            request.getfixturevalue("city")
        prepare(at)
        return Stage(open_page(), sqlite_app, at, language)

    return begin
