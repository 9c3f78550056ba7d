"""The process's log: JSON, one line an event, and no personal data."""

import io
import json
import logging
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import structlog
from flask import Flask
from flask.testing import FlaskClient

from booking import logs
from booking.calendar.service import asking
from booking.errors import BookingError
from tests.support.processes import WebServer

SECRET = "김하나 010-1234-5678"


Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def stderr(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Where `logs.set_up` sends the log in this test; the tests after it log as before."""
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", *logs.QUIET_LOGGERS)}
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stream := io.StringIO())
        logs.set_up("INFO")
    yield stream
    for handler in root.handlers[:]:
        if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter):
            root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name or None).setLevel(level)


@pytest.fixture
def lines(stderr: io.StringIO) -> Lines:
    """What the log said since the last call, parsed."""

    def read() -> list[dict[str, Any]]:
        written = stderr.getvalue()
        stderr.seek(0)
        stderr.truncate()
        return [json.loads(line) for line in written.splitlines()]

    return read


def test_a_request_is_one_line_without_what_was_asked(sqlite_app: Flask, client: FlaskClient, lines: Lines) -> None:
    answer = client.get("/lookup?phone=010-1234-5678", headers={"User-Agent": SECRET.encode().decode("latin-1")})
    (line,) = lines()
    assert line.pop("ms") >= 0
    assert line.pop("at").endswith("Z")
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "booking.requests",
        "method": "GET",
        "path": "/lookup",
        "status": 200,
        "request": answer.headers["X-Request-Id"],
    }


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/reservations/R7K39MXW", "/reservations/<reference>"),
        ("/holds/a-secret-token", "/holds/<token>"),
        ("/김하나/010-1234-5678", "unknown"),
    ],
)
def test_a_path_is_told_by_its_route(
    sqlite_app: Flask, client: FlaskClient, lines: Lines, path: str, logged: str
) -> None:
    client.get(path)
    (line,) = [line for line in lines() if line["event"] == "request"]
    assert line["path"] == logged
    assert line["status"] in (403, 404)


def test_each_request_has_a_number_of_its_own_which_all_its_lines_carry(
    make_app: Callable[..., Flask], lines: Lines
) -> None:
    app = make_app(tables=True)

    @app.get("/two-lines")
    def two_lines() -> str:
        logging.getLogger("booking.somewhere").warning("half-way: %d", 7)
        return logs.request_id()

    client = app.test_client()
    first, second = client.get("/two-lines").text, client.get("/two-lines").text
    assert first != second and len(first) == 32
    found = lines()
    assert [(line["event"], line["request"]) for line in found] == [
        *(("half-way: 7", first), ("request", first)),
        *(("half-way: 7", second), ("request", second)),
    ]
    assert logs.request_id() == ""


def test_health_checks_are_quiet(sqlite_app: Flask, client: FlaskClient, lines: Lines) -> None:
    client.get("/healthz")
    client.get("/metrics")
    assert lines() == []
    logging.getLogger().setLevel("DEBUG")
    client.get("/healthz")
    assert [line["path"] for line in lines() if line["event"] == "request"] == ["/healthz"]


def test_a_failure_is_told_by_class_and_place_and_never_by_its_text(lines: Lines) -> None:
    def choke() -> None:
        try:
            int(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error

    try:
        choke()
    except KeyError:
        logging.getLogger("booking.somewhere").exception("it broke")
    (line,) = lines()
    assert line["event"] == "it broke" and line["level"] == "error"
    assert [part["class"] for part in line["error"]] == ["builtins.KeyError", "builtins.ValueError"]
    assert all("tests/test_logs.py:" in part["at"][-1] for part in line["error"])
    assert line["error"][1]["at"][-1].endswith(" choke")
    assert "하나" not in json.dumps(line, ensure_ascii=False)


def test_a_page_that_breaks_tells_nothing_of_what_was_typed(make_app: Callable[..., Flask], lines: Lines) -> None:
    app = make_app(tables=True, PROPAGATE_EXCEPTIONS=False, TESTING=False)

    @app.get("/breaks")
    def breaks() -> str:
        raise RuntimeError(SECRET)

    assert app.test_client().get("/breaks").status_code == 500
    found = lines()
    assert [line["event"] for line in found] == ["unhandled error", "request"]
    assert found[0]["error"][0]["class"] == "builtins.RuntimeError"
    assert found[1]["status"] == 500
    assert "하나" not in json.dumps(found, ensure_ascii=False)


def test_a_service_that_is_away_has_its_key_in_no_log(lines: Lines) -> None:
    with pytest.raises(BookingError):
        asking.ask("http://127.0.0.1:1/getRestDeInfo", "the-secret-key", 2027)
    assert "the-secret-key" not in json.dumps(lines())


def test_an_error_given_as_object_is_outlined_too(lines: Lines) -> None:
    logging.getLogger("booking.somewhere").error("given", exc_info=ValueError(SECRET))
    logging.getLogger("booking.somewhere").error("none", exc_info=False)
    given, none = lines()
    assert given["error"] == [{"class": "builtins.ValueError", "at": []}]
    assert "error" not in none


def test_for_people_there_is_a_plain_form(stderr: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("WARNING", as_json=False)
    logging.getLogger("booking.somewhere").info("not this")
    logging.getLogger("booking.somewhere").warning("한 줄")
    shown = capsys.readouterr().err
    assert "한 줄" in shown and "not this" not in shown and not shown.startswith("{")


@pytest.mark.race
def test_a_server_writes_nothing_but_json(
    make_app: Callable[..., Flask], sqlite_url: str, serve: Callable[..., WebServer]
) -> None:
    make_app(tables=True)
    server = serve(sqlite_url, workers=2, threads=2, LOG_FORMAT="json")
    requests.get(f"{server.address}/lookup?phone=010-1234-5678", timeout=30)
    place = urlsplit(server.address)
    with socket.create_connection((place.hostname, place.port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nmy telephone is 010-1234-5678\r\n\r\n")
        assert b"400" in connection.recv(1000)
    server.stop()
    found = [json.loads(line) for line in server.log().splitlines()]
    assert {line["logger"] for line in found} >= {"gunicorn.error", "booking.requests"}
    assert [line["path"] for line in found if line["event"] == "request"] == ["/lookup"]
    assert "1234" not in server.log()
    assert [line["event"] for line in found].count("a request that is no HTTP") == 1
    assert "ip=" not in server.log()
