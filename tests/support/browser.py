"""Chromium on the product's own pages: a live server inside the tests, and pages that must not complain."""

import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Response
from werkzeug.serving import make_server
from werkzeug.test import run_wsgi_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_OPTIONS = """{
  resultTypes: ["violations"],
  selectors: false,
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
  rules: {"target-size": {enabled: true}},
}"""
"""WCAG 2.0 to 2.2, A and AA, with the rules that are off by themselves, and what axe calls best practice."""

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


class Unavailable(Exception):
    """No browser can be started here; the text says what is missing."""


def launch(playwright: Playwright) -> Browser:
    """The machine's Chromium, without its own network traffic. Unavailable where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if program := shutil.which(name):
            return playwright.chromium.launch(executable_path=program, args=FLAGS)
    raise Unavailable("no Chromium on this machine (Debian package chromium)")


class Watch:
    """Collects what a browser complains of on any of a context's pages; `check()` fails the test with it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self._address = address
        self._complaints: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self._complaints.append(f"script: {error.error}"))
        context.on("response", self._response)
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that answers 4xx is reported here too; _response judges that.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self._complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def _response(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self._complaints.append(f"{response.status}: {response.url}")

    def _request(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if urlsplit(url).scheme not in ("data", "blob", "about") and not url.startswith(self._address):
            self._complaints.append(f"a request leaves the product: {url}")

    def check(self) -> None:
        assert not self._complaints, "the browser complained:\n" + "\n".join(self._complaints)


@contextmanager
def live(app: Flask, port: int = 0) -> Iterator[str]:
    """Serve the application of this process on a loopback port (0: a free one): `at` and the test's database count."""

    def answered_whole(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """The application, its files read and closed: werkzeug's server leaves them open when a browser hangs up."""
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        start_response(status, list(headers))
        return body

    server = make_server("127.0.0.1", port, answered_whole, threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    app.config["BASE_URL"] = address
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def accessibility_faults(page: Page) -> list[str]:
    """What axe-core finds on a page, one line each. Skips the test where npm has not fetched it."""
    if not AXE.exists():
        pytest.skip("no axe-core in node_modules (make setup)")
    page.wait_for_load_state()
    if page.evaluate("() => typeof axe") == "undefined":
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(f"async () => (await axe.run(document, {AXE_OPTIONS})).violations")
    return [f"{entry['id']}: {node['html'][:160]}" for entry in found for node in entry["nodes"]]


def overflow(page: Page) -> int:
    """How many pixels a page is wider than its window (0: nothing to scroll sideways)."""
    page.wait_for_load_state()  # a press comes back when the next page has begun, and may not have a root yet
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
