"""Find what was tampered with."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.engine import RowMapping

from booking import crypto
from booking.audit.models import AccessEntry, SealState
from booking.audit.rules import ENTRY_FIELDS, STATE_FIELDS, Verification, walk
from booking.db import UtcDateTime, db

INSTANTS = ("at", "state_sealed_at", "state_pruned_at")


def fingerprint(text: str) -> str:
    """HMAC-SHA-256 of what is sealed: whoever can write the database but lacks the key cannot make one."""
    return crypto.vault().index(f"audit log 1\n{text}")


def verify() -> Verification:
    """Walk the whole chain of sealed entries, and tell the first number that was changed, removed or put in.

    It cannot know of entries that were not sealed yet, nor that the tables were put back to what they had been
    earlier: for that, note `head` outside the database and hold it against the log later (`queries.find_digest`).
    """
    columns = _columns(SealState, (*STATE_FIELDS, "fingerprint"), "state_")
    columns += _columns(AccessEntry, (*ENTRY_FIELDS, "digest"))
    # One statement is one snapshot: somebody may be sealing meanwhile.
    both = (
        select(*columns).outerjoin_from(SealState, AccessEntry, AccessEntry.seq.is_not(None)).order_by(AccessEntry.seq)
    )
    options = {"stream_results": True, "max_row_buffer": 1000}
    rows = (_read(row) for row in db.session.execute(both, execution_options=options).mappings())
    first = next(rows, None)
    if first is None:
        return walk(None, _strays(), fingerprint)
    state = {name.removeprefix("state_"): value for name, value in first.items() if name.startswith("state_")}
    return walk(state, () if first["seq"] is None else chain([first], rows), fingerprint)


def _strays() -> Iterator[dict[str, Any]]:
    query = select(AccessEntry.seq).where(AccessEntry.seq.is_not(None)).order_by(AccessEntry.seq).limit(1)
    return (dict(row) for row in db.session.execute(query).mappings())


def _columns(model: type[AccessEntry] | type[SealState], names: tuple[str, ...], prefix: str = "") -> list[Any]:
    columns = [getattr(model, name) for name in names]
    return [
        (type_coerce(column, String) if isinstance(column.type, UtcDateTime) else column).label(prefix + column.key)
        for column in columns
    ]


def _read(row: RowMapping) -> dict[str, Any]:
    """Instants are decoded here and not by the column: SQLite holds any text, also one that is no instant."""
    values = dict(row)
    for name in INSTANTS:
        if isinstance(values[name], str):
            values[name] = _instant(values[name])
    return values


def _instant(text: str) -> datetime | str:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return text
