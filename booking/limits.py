"""Coarse limits on how often one address may post: against floods, and wide enough for an office behind one address.

Lock-outs after wrong answers are another thing: they stand in a table that all workers share (`accounts`).
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from flask_limiter import Limiter

from booking.addresses import network_of


def network() -> str:
    """What counts as one address of who asks (`addresses.network_of`); empty where `RATELIMIT_ENABLED` is off."""
    return network_of(request.remote_addr or "") if current_app.config["RATELIMIT_ENABLED"] else ""


def _counted() -> str:
    return network_of(request.remote_addr or "") or "nobody"


limiter = Limiter(_counted, default_limits=[], headers_enabled=True, in_memory_fallback_enabled=True)
"""Where the common store is lost, each process counts for itself until it is back: nobody's booking waits for it."""

HOLDING = "60 per minute; 600 per hour"
"""A class of thirty behind one address, on the morning that booking opens, stays below."""

LOOKING_UP = "30 per minute; 300 per hour"

ASKING_FOR_REFERENCES = "5 per minute; 30 per hour"
"""Each may send messages to somebody."""

TELLING = "5 per minute; 20 per day"
"""Each may leave a row, and a day has few of them for everybody (`business.rules.missed.MOST`)."""

P = ParamSpec("P")
R = TypeVar("R")


def limit_holding(view: Callable[P, R]) -> Callable[P, R]:
    """Count what posts to this view as holds: one count for an address, on the pages and in the API together."""
    return limiter.shared_limit(HOLDING, "holding", methods=["POST"])(view)


def limit_looking_up(view: Callable[P, R]) -> Callable[P, R]:
    """Count what posts to this view as look-ups: one count for an address, on the pages and in the API together."""
    return limiter.shared_limit(LOOKING_UP, "looking up", methods=["POST"])(view)


def limit_asking_for_references(view: Callable[P, R]) -> Callable[P, R]:
    """Count what posts to this view as wishes for a forgotten reference."""
    return limiter.shared_limit(ASKING_FOR_REFERENCES, "asking for references", methods=["POST"])(view)


def limit_telling(view: Callable[P, R]) -> Callable[P, R]:
    """Count what posts to this view as telling the office that something is not there."""
    return limiter.shared_limit(TELLING, "telling", methods=["POST"])(view)


def init_app(app: Flask) -> None:
    """Use the store of the configuration (`RATELIMIT_STORAGE_URI`); `RATELIMIT_ENABLED` switches all limits off."""
    limiter.init_app(app)
