"""Nobody silences the site with connections that say nothing."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask

from booking.patience import PatientSocket
from tests.support.processes import WebServer

HALF_A_HEADER = b"POST /lookup HTTP/1.1\r\nHost: x\r\nX-Slow: "
HALF_A_BODY = (
    b"POST /lookup HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 99\r\n\r\na="
)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, PatientSocket]]:
    with ExitStack() as open_ones:
        client, server = map(open_ones.enter_context, socket.socketpair())
        yield client, PatientSocket(server)


def test_who_says_nothing_has_gone(pair: tuple[socket.socket, PatientSocket]) -> None:
    client, server = pair
    server.begin(0.05)
    client.sendall(b"GET")
    assert server.recv(100) == b"GET"
    assert server.recv(100) == b""
    client.sendall(b"later")
    assert server.recv(100) == b"", "what comes too late is not read"
    server.begin(5)
    assert server.recv(100) == b"later", "another request has its own time"
    assert server.gettimeout() is None


def test_a_shorter_patience_of_the_server_counts(pair: tuple[socket.socket, PatientSocket]) -> None:
    _client, server = pair
    server.begin(60)
    server.settimeout(0.01)
    with pytest.raises(TimeoutError):
        server.recv(100)


def test_who_takes_no_answer_has_gone(
    pair: tuple[socket.socket, PatientSocket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booking.patience.SENDING", 0.05)
    with pytest.raises(ConnectionResetError):
        pair[1].sendall(b"x" * 10_000_000)


@pytest.mark.parametrize("said", [HALF_A_HEADER, HALF_A_BODY])
def test_stalled_connections_do_not_silence_the_site(
    make_app: Callable[..., Flask], sqlite_url: str, serve: Callable[..., WebServer], said: bytes
) -> None:
    make_app(url=sqlite_url, tables=True)
    server = serve(sqlite_url, workers=1, threads=2, WEB_RECEIVE_SECONDS="0.5")
    requests.get(f"{server.address}/healthz", timeout=30)
    place = urlsplit(server.address)
    with ExitStack() as stalled:
        for _ in range(6):
            one = stalled.enter_context(socket.create_connection((place.hostname, place.port)))
            one.sendall(said)
        assert requests.get(f"{server.address}/healthz", timeout=30).status_code == 200
    assert "Traceback" not in server.log() and "unhandled" not in server.log()
