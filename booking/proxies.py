"""Whose word about the visitor's address counts: only that of the proxies the operator names."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from flask import Flask

from booking.addresses import plain

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Network = IPv4Network | IPv6Network


def init_app(app: Flask) -> None:
    """Put the application behind TRUSTED_PROXIES. ValueError for what is neither an address nor a network."""
    if app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = TrustedProxies(app.wsgi_app, app.config["TRUSTED_PROXIES"])  # type: ignore[method-assign]


class TrustedProxies:
    """WSGI middleware: REMOTE_ADDR and the scheme from X-Forwarded-For and -Proto, when the peer is a trusted proxy.

    Each proxy adds at the right the address that it was called from. So the list is read from the right, and the first
    one that is no trusted proxy is the visitor; what stands to the left of it anybody may have written.
    """

    def __init__(self, app: "WSGIApplication", trusted: Iterable[str]) -> None:
        self._app = app
        self._trusted = [ip_network(text, strict=False) for text in trusted]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        self._believe(environ)
        return self._app(environ, start_response)

    def _believe(self, request: "WSGIEnvironment") -> None:
        if not self._is_trusted(request.get("REMOTE_ADDR", "")):
            return
        for entry in reversed(request.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            address = plain(entry)
            if address is None:
                break
            request["REMOTE_ADDR"] = address
            if not self._is_trusted(address):
                break
        scheme = request.get("HTTP_X_FORWARDED_PROTO", "").rsplit(",", 1)[-1].strip().lower()
        if scheme in ("http", "https"):
            request["wsgi.url_scheme"] = scheme

    def _is_trusted(self, text: str) -> bool:
        address = plain(text)
        return address is not None and any(ip_address(address) in network for network in self._trusted)
