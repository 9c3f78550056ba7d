"""What operators ask: /healthz, /readyz and /metrics."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

import config
from booking import operators
from booking.db import db, transaction
from tests.support.house import environment
from tests.support.processes import Visitor, WebServer

MIGRATIONS = str(Path(__file__).resolve().parent.parent / "migrations")
NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2"


@pytest.fixture
def heads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of the product whose newest migration is `new`."""
    monkeypatch.setattr(operators, "_heads", lambda _directory: frozenset({"new"}))


def counts(exposition: str) -> dict[tuple[str, ...], float]:
    """(endpoint, method, status) → number of answers."""
    found: dict[tuple[str, ...], float] = {}
    for family in text_string_to_metric_families(exposition):
        for sample in family.samples:
            if sample.name == "booking_requests_total":
                found[tuple(sample.labels[name] for name in ("endpoint", "method", "status"))] = sample.value
    return found


def read(client: FlaskClient, **more: Any) -> dict[tuple[str, ...], float]:
    answer = client.get("/metrics", **more)
    assert answer.status_code == 200 and answer.mimetype == "text/plain"
    return counts(answer.text)


def test_the_process_is_up_even_without_its_database(make_app: Callable[..., Flask]) -> None:
    client = make_app(url=NOWHERE).test_client()
    assert (client.get("/healthz").status_code, client.get("/healthz").json) == (200, {"status": "ok"})
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"status": "not ready", "database": False, "migrations": False}


def test_the_process_is_ready_with_the_tables_of_its_version(app: Flask, client: FlaskClient, heads: None) -> None:
    def answer() -> tuple[int, bool]:
        found = client.get("/readyz")
        assert found.json is not None and found.json["database"] is True
        return found.status_code, found.json["migrations"]

    with transaction() as session:
        session.execute(text("DROP TABLE IF EXISTS alembic_version"))
    assert answer() == (503, False)
    with transaction() as session:
        session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        session.execute(text("INSERT INTO alembic_version VALUES ('old')"))
    assert answer() == (503, False)
    with transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'new'"))
    assert answer() == (200, True)
    with transaction() as session:
        session.execute(text("DROP TABLE alembic_version"))


def test_a_migrated_database_is_ready(make_app: Callable[..., Flask], empty_url: str) -> None:
    app = make_app(url=empty_url)
    with app.app_context():
        flask_migrate.upgrade(MIGRATIONS)
        db.session.rollback()
    assert app.test_client().get("/readyz").status_code == 200


def test_requests_are_counted_by_endpoint_method_and_status(sqlite_app: Flask, client: FlaskClient) -> None:
    before = read(client)
    for _ in range(3):
        client.get("/healthz")
    client.get("/no/such/page?name=%EA%B9%80")
    client.get("/another/page/that/is/not")
    client.open("/healthz", method="BREW")
    after = read(client)

    def more(*labels: str) -> float:
        return after.get(labels, 0) - before.get(labels, 0)

    assert more("operators.health", "GET", "200") == 3
    assert more("unknown", "GET", "404") == 2
    assert more("unknown", "other", "405") == 1
    assert more("operators.metrics", "GET", "200") == 1


def test_the_time_of_answers_is_measured(sqlite_app: Flask, client: FlaskClient) -> None:
    client.get("/healthz")
    exposition = client.get("/metrics").text
    assert re.search(r'booking_request_seconds_bucket\{endpoint="operators.health",le="0.25"\} [1-9]', exposition)
    assert re.search(r'booking_request_seconds_sum\{endpoint="operators.health"\} 0\.', exposition)


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("::ffff:127.0.0.1", {}, 200),
        ("192.0.2.1", {}, 403),
        ("2001:db8::1", {}, 403),
        ("", {}, 403),
        # A proxy on this machine that nobody named: everybody would seem to be near.
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 403),
        ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}, 403),
        ("127.0.0.1", {"X-Forwarded-Proto": "https"}, 403),
        ("127.0.0.1", {"X-Forwarded-Host": "booking.city.example"}, 403),
        ("127.0.0.1", {"Via": "1.1 varnish"}, 403),
    ],
)
def test_metrics_are_for_the_machine_itself(
    sqlite_app: Flask, client: FlaskClient, address: str, headers: dict[str, str], status: int
) -> None:
    answer = client.get("/metrics", environ_overrides={"REMOTE_ADDR": address}, headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("address", "forwarded", "status"),
    [
        ("10.1.2.3", None, 200),
        ("127.0.0.1", None, 403),
        ("192.0.2.1", "10.9.9.9", 200),
        ("192.0.2.1", "192.0.2.9", 403),
    ],
)
def test_metrics_are_for_the_networks_that_the_operator_names(
    make_app: Callable[..., Flask], address: str, forwarded: str | None, status: int
) -> None:
    app = make_app(tables=True, METRICS_ALLOWED=["10.0.0.0/8"], TRUSTED_PROXIES=["192.0.2.1"])
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    answer = app.test_client().get("/metrics", environ_overrides={"REMOTE_ADDR": address}, headers=headers)
    assert answer.status_code == status


def test_what_is_no_network_is_refused_at_the_start(make_app: Callable[..., Flask]) -> None:
    with pytest.raises(ValueError, match="the office"):
        make_app(METRICS_ALLOWED=["the office"])


def test_the_configuration_of_metrics_and_log(sqlite_url: str) -> None:
    demo = config.load(environment(sqlite_url))
    assert (demo["METRICS_ALLOWED"], demo["LOG_FORMAT"]) == (["127.0.0.1", "::1"], "console")
    named = config.load(environment(sqlite_url, METRICS_ALLOWED="10.0.0.0/8, ::1", LOG_FORMAT="json"))
    assert (named["METRICS_ALLOWED"], named["LOG_FORMAT"]) == (["10.0.0.0/8", "::1"], "json")
    production = config.load({**environment(sqlite_url), "BOOKING_MODE": "production"})
    assert production["LOG_FORMAT"] == "json"


@pytest.mark.race
def test_the_counts_of_all_workers_are_one(
    make_app: Callable[..., Flask], sqlite_url: str, serve: Callable[..., WebServer], tmp_path: Path
) -> None:
    """Whichever worker is asked tells of all of them; their folder goes with the server."""
    make_app(tables=True)
    folder = tmp_path / "temporary"
    folder.mkdir()
    server = serve(sqlite_url, workers=3, threads=2, TMPDIR=str(folder))
    label = ("unknown", "GET", "404")
    for number in range(60):
        assert requests.get(f"{server.address}/nothing/{number}", timeout=30).status_code == 404
    for _ in range(6):
        assert counts(requests.get(f"{server.address}/metrics", timeout=30).text)[label] == 60
    assert len([*folder.glob("booking-metrics-*")]) == 1
    server.stop()
    assert not [*folder.glob("booking-metrics-*")]


@pytest.mark.race
def test_a_lost_store_of_the_limits_keeps_nobody_from_booking(
    make_app: Callable[..., Flask], sqlite_url: str, serve: Callable[..., WebServer]
) -> None:
    make_app(tables=True)
    server = serve(sqlite_url, workers=1, RATE_LIMITS="on", RATE_LIMIT_STORE="redis://127.0.0.1:1")
    visitor = Visitor(server.address)
    visitor.get("/lookup")
    assert [visitor.post("/holds").status_code for _ in range(61)] == [400] * 60 + [429]
    assert "Traceback" not in server.log()
