"""The nightly forgetting of what was practised."""

from datetime import datetime
from pathlib import Path

from flask import current_app

from booking.practice import days, mount


def start_practice_over(now: datetime) -> int:
    """Make the practice day of this machine anew, where somebody has practised here at all. How many were made."""
    file = current_app.config["PRACTICE_FILE"]
    if not file or not Path(file).is_file():
        return 0
    days.start_over(mount.practice_of(current_app._get_current_object()), now)  # type: ignore[attr-defined]  # a proxy's
    return 1
