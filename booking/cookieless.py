"""Paths to which no cookie comes: what they answer is the same in every browser, so nobody can act through one.

That is why the API needs no CSRF tokens, and why a card on another site may be kept by every proxy.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def keep_cookies_out(app: Flask, *paths: str) -> None:
    """Take the cookies off every request whose path begins with one of these."""
    app.wsgi_app = Cookieless(app.wsgi_app, paths)  # type: ignore[method-assign]


class Cookieless:
    """WSGI middleware: requests to some paths lose their cookies before anything reads them."""

    def __init__(self, app: "WSGIApplication", paths: tuple[str, ...]) -> None:
        self._app = app
        self._paths = paths

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not self._forget(environ):
            return self._app(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, list(_told(headers)), *rest)

        return self._app(environ, start)

    def _forget(self, request: "WSGIEnvironment") -> bool:
        """Take the cookies off a request to one of the paths. Whether it is one."""
        if not request.get("PATH_INFO", "").startswith(self._paths):
            return False
        request.pop("HTTP_COOKIE", None)
        return True


def _told(headers: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The headers without the word that the answer depends on cookies: the session says so, but it was empty."""
    for name, value in headers:
        if name.lower() == "vary":
            value = ", ".join(one.strip() for one in value.split(",") if one.strip().lower() != "cookie")
        if value:
            yield name, value
