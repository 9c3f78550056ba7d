"""Changing what staff edit, fields and experts alike."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import Base, db


def write_changes(
    row: Base,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    action: str,
    subject: str,
    logged: Callable[[dict[str, Any]], dict[str, Any]],
    actor: Actor,
    now: datetime,
) -> None:
    """Write those values of `after` that differ from `before`, and log them; nothing happens where none does.

    logged: values as the log may hold them.
    """
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return
    for name in changed:
        setattr(row, name, after[name])
    db.session.flush()
    was, is_now = ({name: values[name] for name in changed} for values in (before, after))
    audit.changed(action, actor=actor, now=now, subject=subject, before=logged(was), after=logged(is_now))
