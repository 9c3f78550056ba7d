"""What operators and their machines ask: is the process up, can it work, what does it do."""

import functools
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, abort, current_app, jsonify, request
from sqlalchemy.exc import SQLAlchemyError

from booking import logs
from booking.db import db
from booking.scheduler import gauges

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Histogram

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})

NOT_FOR_ROBOTS = ("/holds/", "/reservations/", "/waiting/", "/r/", "/account/", "/expert/", "/login", "/staff/")

TRACES_OF_A_PROXY = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")

pages = Blueprint("operators", __name__)


def init_app(app: Flask) -> None:
    """Add the pages and count requests. ValueError where METRICS_ALLOWED holds what is no address and no network."""
    app.extensions["metrics_allowed"] = [ip_network(text, strict=False) for text in app.config["METRICS_ALLOWED"]]
    app.register_blueprint(pages)
    app.after_request(_count)


@pages.get("/healthz")
def health() -> Any:
    """The process answers. It asks nobody else, so that a lost database restarts no process."""
    return jsonify(status="ok")


@pages.get("/robots.txt")
def robots() -> Response:
    """Search engines find the days and the other services, and leave alone what belongs to one person or to work."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


@pages.get("/readyz")
def ready() -> Any:
    """The process can work: the database answers and has this version's tables. 503 otherwise, naming what fails."""
    checks = {"database": False, "migrations": False}
    try:
        connection = db.session.connection()
        connection.exec_driver_sql("SELECT 1")
        checks["database"] = True
        found = MigrationContext.configure(connection).get_current_heads()
        checks["migrations"] = set(found) == _heads(current_app.extensions["migrate"].directory)
    except SQLAlchemyError as error:
        current_app.logger.warning("not ready: %s", type(error).__name__)
    is_ready = all(checks.values())
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return jsonify(status="ready" if is_ready else "not ready", **checks), status


@pages.get("/metrics")
def metrics() -> Any:
    """Counts and times for Prometheus, of all workers together, and how the scheduler and the outbox are; only for the
    networks of METRICS_ALLOWED."""
    if not _may_read():
        abort(HTTPStatus.FORBIDDEN)
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess, values

    registry, _, _ = _meters()
    if values.ValueClass._multiprocess:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    from_tables = CollectorRegistry()
    from_tables.register(gauges.Gauges())
    exposition = generate_latest(registry) + generate_latest(from_tables)
    return Response(exposition, content_type=CONTENT_TYPE_LATEST)


def _may_read() -> bool:
    """By the visitor's address, unless it is that of a proxy which nobody named: then everybody seems to be near."""
    is_forwarded = any(name in request.headers for name in TRACES_OF_A_PROXY)
    if is_forwarded and not current_app.config["TRUSTED_PROXIES"]:
        return False
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in current_app.extensions["metrics_allowed"])


def _count(response: Response) -> Response:
    if current_app.config.get("PRACTICE"):  # what is practised is no traffic
        return response
    _, requests, durations = _meters()
    method = request.method if request.method in METHODS else "other"
    endpoint = request.endpoint or "unknown"
    requests.labels(endpoint, method, str(response.status_code)).inc()
    durations.labels(endpoint).observe(logs.seconds())
    return response


@functools.cache
def _meters() -> "tuple[CollectorRegistry, Counter, Histogram]":
    # Imported late: the library decides at its import whether this is one of several workers (`booking.server`).
    from prometheus_client import CollectorRegistry, Counter, Histogram

    registry = CollectorRegistry()
    requests = Counter("booking_requests", "Answers made.", ["endpoint", "method", "status"], registry=registry)
    durations = Histogram("booking_request_seconds", "Time to make an answer.", ["endpoint"], registry=registry)
    return registry, requests, durations


@functools.cache
def _heads(directory: str) -> frozenset[str]:
    return frozenset(ScriptDirectory(directory).get_heads())
