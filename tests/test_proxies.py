"""Whose word about the visitor's address counts."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, request

from booking.proxies import TrustedProxies

TRUSTED = ["10.0.0.0/8", "fd00::1"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "visitor"),
    [
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9", "127.0.0.1"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "unknown", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.9, nonsense", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("fd00::1", "2001:db8::7", "2001:db8::7"),
        ("fd00::1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("::ffff:10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        ("", "203.0.113.9", ""),
    ],
)
def test_only_a_trusted_peer_is_believed(peer: str, forwarded: str, visitor: str) -> None:
    assert _seen(peer, {"HTTP_X_FORWARDED_FOR": forwarded})["REMOTE_ADDR"] == visitor


@pytest.mark.parametrize(
    ("peer", "proto", "scheme"),
    [
        ("10.0.0.1", "https", "https"),
        ("10.0.0.1", "HTTPS", "https"),
        ("10.0.0.1", "https, http", "http"),
        ("10.0.0.1", "javascript", "http"),
        ("10.0.0.1", "", "http"),
        ("198.51.100.7", "https", "http"),
    ],
)
def test_the_scheme_too(peer: str, proto: str, scheme: str) -> None:
    assert _seen(peer, {"HTTP_X_FORWARDED_PROTO": proto})["wsgi.url_scheme"] == scheme


def test_without_headers_nothing_changes() -> None:
    assert _seen("10.0.0.1", {}) == {"REMOTE_ADDR": "10.0.0.1", "wsgi.url_scheme": "http"}


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="proxy"):
        TrustedProxies(lambda _request, _start: [], ["proxy.example"])


@pytest.mark.parametrize(("trusted", "visitor"), [([], "10.0.0.1"), (["10.0.0.1"], "203.0.113.9")])
def test_the_application_asks_its_configuration(
    make_app: Callable[..., Flask], trusted: list[str], visitor: str
) -> None:
    app = make_app(TRUSTED_PROXIES=trusted)
    app.add_url_rule("/who", view_func=lambda: request.remote_addr or "")
    answer = app.test_client().get(
        "/who", headers={"X-Forwarded-For": "203.0.113.9"}, environ_base={"REMOTE_ADDR": "10.0.0.1"}
    )
    assert answer.text == visitor


def _seen(peer: str, headers: dict[str, str]) -> dict[str, str]:
    seen: dict[str, str] = {}

    def answer(request: dict[str, Any], _start: object) -> list[bytes]:
        seen.update(request)
        return []

    app = TrustedProxies(answer, TRUSTED)
    app({"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", **headers}, lambda *_: lambda _: None)
    return {name: seen[name] for name in ("REMOTE_ADDR", "wsgi.url_scheme")}
