"""The process's own log: one JSON object a line on standard error, and no personal data.

Rooms log by `logging.getLogger(__name__)`. Of a failure the log tells its class and the lines of code, never its text:
such texts quote what they choked on, and that may be somebody's name or telephone. Addresses of visitors, query strings
and whatever stands in a path instead of a name of ours (references, tokens) stay out; the access log has who did what.
"""

import logging
import sys
import time
import traceback
import uuid
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, g, has_request_context, request, request_started

QUIET_ENDPOINTS = frozenset({"static", "operators.health", "operators.ready", "operators.metrics"})
QUIET_LOGGERS = {"apscheduler": "WARNING", "alembic": "WARNING", "werkzeug": "WARNING", "urllib3": "ERROR"}
"""What other packages say at the least. urllib3's warnings quote whole addresses, and so keys and telephone numbers."""

log = logging.getLogger("booking.requests")


def set_up(level: str, *, as_json: bool = True) -> None:
    """Send all logging of this process to standard error, from `level` on. For people at a terminal: as_json=False."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _outline_failure,
    ]
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else structlog.dev.ConsoleRenderer()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, least in QUIET_LOGGERS.items():
        logging.getLogger(name).setLevel(least)


def init_app(app: Flask) -> None:
    """Give each request a number of its own (header X-Request-Id), and log it when its answer is made."""
    request_started.connect(_begin, app)
    app.after_request(_finish)


def request_id() -> str:
    """The number of this request, for pages of errors and for the log; empty outside of requests."""
    return str(g.get("request_id", "")) if has_request_context() else ""


def seconds() -> float:
    """How long this request has taken so far."""
    return time.perf_counter() - float(g.started)


def route() -> str:
    """The path of this request as the routes write it (`/holds/<token>`), `unknown` where there is no such route."""
    return request.url_rule.rule if request.url_rule is not None else "unknown"


def _begin(_app: Flask, **_more: Any) -> None:
    g.started, g.request_id = time.perf_counter(), uuid.uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def _finish(response: Response) -> Response:
    response.headers.setdefault("X-Request-Id", request_id())
    level = logging.DEBUG if request.endpoint in QUIET_ENDPOINTS else logging.INFO
    facts = {"method": request.method, "path": route(), "status": response.status_code}
    log.log(level, "request", extra={**facts, "ms": round(seconds() * 1000, 1)})
    return response


def _outline_failure(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Put class and places of an exception where structlog would put its text."""
    failure = event.pop("exc_info", None)
    if failure is True:
        failure = sys.exc_info()
    error = failure[1] if isinstance(failure, tuple) else failure
    event.pop("exc_text", None)
    if isinstance(error, BaseException):
        event["error"] = [_outline(part) for part in _causes(error)]
    return event


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found and len(found) < 5:
        found.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found


def _outline(error: BaseException) -> dict[str, Any]:
    places = [_place(frame) for frame in traceback.extract_tb(error.__traceback__)]
    return {"class": f"{type(error).__module__}.{type(error).__qualname__}", "at": places[-12:]}


def _place(frame: traceback.FrameSummary) -> str:
    name = "/".join(Path(frame.filename).parts[-3:])
    return f"{name}:{frame.lineno} {frame.name}"
