"""What the pages of the log share."""

from datetime import datetime

from flask import Blueprint

from booking import clock
from booking.audit import labels

pages = Blueprint("audit", __name__, url_prefix="/staff/audit")
pages.context_processor(lambda: {"labels": labels})


@pages.app_template_filter("wall_second")
def wall_second(instant: datetime) -> str:
    """`2026-11-23 14:05:09`: the office's wall time to the second, for logs."""
    return f"{clock.to_office(instant):%Y-%m-%d %H:%M:%S}"


@pages.app_template_filter("action_name")
def action_name(code: str) -> str:
    """What the log calls an action."""
    return labels.action_name(code)
