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


def keep_for_back(app: Flask, *paths: str) -> None:
    """Let a browser show its own copies of these paths' pages when it goes back, though its cookie has changed since.

    The session says that its answers vary by cookie. A browser then drops its copy with the next change of the cookie,
    which every booking makes, and asks whether to send the form again. Only for pages that are `private`.
    """
    app.wsgi_app = Unvarying(app.wsgi_app, paths)  # type: ignore[method-assign]


class Unvarying:
    """WSGI middleware: answers of some paths do not say that they vary by cookie."""

    def __init__(self, app: "WSGIApplication", paths: tuple[str, ...]) -> None:
        self._app = app
        self._paths = paths

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, list(_told(headers)), *rest)

        return self._app(environ, start if self._is_one(environ) else start_response)

    def _is_one(self, request: "WSGIEnvironment") -> bool:
        return bool(request.get("PATH_INFO", "").startswith(self._paths))


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
    """The headers without the word that the answer depends on cookies, which the session has said."""
    for name, value in headers:
        if name.lower() == "vary":
            value = ", ".join(one.strip() for one in value.split(",") if one.strip().lower() != "cookie")
        if value:
            yield name, value
