"""Plain values of the audit log, and the rule of its chain."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from booking.addresses import network_of

ENTRY_FIELDS = (
    "seq", "previous", "at", "account_id", "account_name", "role", "address",
    "action", "subject", "person", "before", "after", "reason",
)  # fmt: skip
"""What the digest of an entry covers, in this order for ever. `previous` is the digest of the entry before it."""

STATE_FIELDS = ("seq", "digest", "sealed_at", "pruned_seq", "pruned_digest", "pruned_at", "kept", "kept_digest")
"""What the fingerprint of the seal state covers: the chain's newest end, and the checkpoint that pruning left."""

PERSONAL_KEYS = frozenset({"phone", "telephone", "question", "person_name", "password"})
"""Keys that before and after must not have: the log tells whose data it was by the person key, never what it said."""

LONG_KEPT = ("account.", "expert.")
"""Actions whose entries are kept 3 years: rights granted, changed or removed (안전성 확보조치 기준 5)."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Fingerprint = Callable[[str], str]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Actor:
    """Who acts: an account (its key, its log-in name, its strongest role), a citizen, a job or a command.

    role is admin, staff, expert, citizen, job or command. address is the network address, empty for jobs and commands.
    """

    account_id: int | None
    name: str
    role: str
    address: str = ""

    @property
    def network(self) -> str:
        """What counts as one visitor's address (`network_of`), where attempts are counted; empty without one."""
        return network_of(self.address)

    @classmethod
    def job(cls, name: str) -> "Actor":
        """A job of the timetable."""
        return cls(None, name, "job")

    @classmethod
    def command(cls, name: str) -> "Actor":
        """A command given on the server."""
        return cls(None, name, "command")


@dataclass(frozen=True)
class Verification:
    """What a walk along the chain found: how many sealed entries are in order, and the first number that is not.

    why: state (the seal state was altered or removed), checkpoint (an entry kept through pruning is gone), changed
    (content or digest of an entry), missing, inserted; empty where all is in order. head: the newest number and
    digest, to be noted outside the database and held against a later walk.
    """

    entries: int
    first_bad: int | None = None
    why: str = ""
    head: tuple[int, str] = (0, "")

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return self.first_bad is None


def sealed_text(fields: tuple[str, ...], row: Row) -> str:
    """The one text that stands for these fields of a row, the same on every database."""
    return _encode([_plain(row[name]) for name in fields])


def canonical(content: Row | None) -> str | None:
    """Before or after as it is stored: JSON with sorted keys; dates, times and the like as their text.

    ValueError for a key that would bring personal content into the log.
    """
    if content is None:
        return None
    if forbidden := PERSONAL_KEYS & set(content):
        raise ValueError(f"{', '.join(sorted(forbidden))}: personal content does not belong in the log")
    return clean(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str))


def with_phone_of(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the log takes them, which refuses a `phone`, for that is a person's: this one is a `kind`'s."""
    return {f"phone_of_{kind}" if name == "phone" else name: value for name, value in values.items()}


def clean(text: str, limit: int | None = None) -> str:
    """`text` as every database can hold it, cut at `limit` characters: what clients send must never break the log."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:limit]


def walk(state: Row | None, entries: Iterable[Row], fingerprint: Fingerprint) -> Verification:
    """Follow the chain of sealed entries, given by rising number, and stop at the first that does not fit.

    Entries up to the checkpoint may have gaps, for pruning made them; what is left there must be what pruning left.
    """
    if state is None:
        stray = next(iter(entries), None)
        return Verification(0) if stray is None else Verification(0, stray["seq"], "state")
    head = (state["seq"], state["digest"])
    if fingerprint(sealed_text(STATE_FIELDS, state)) != state["fingerprint"]:
        return Verification(0, state["pruned_seq"], "state", head)
    count, expected, previous = 0, state["pruned_seq"] + 1, state["pruned_digest"]
    kept: list[str] = []
    for row in entries:
        is_kept = isinstance(row["seq"], int) and row["seq"] <= state["pruned_seq"]
        bad, why = _misfit(row, None if is_kept else expected, previous, state["seq"], fingerprint)
        if why:
            return Verification(count, bad, why, head)
        if is_kept:
            kept.append(row["digest"])
        else:
            expected, previous = row["seq"] + 1, row["digest"]
        count += 1
    if (len(kept), kept_digest(kept, fingerprint)) != (state["kept"], state["kept_digest"]):
        return Verification(count, state["pruned_seq"], "checkpoint", head)
    if (expected - 1, previous) != head:
        return Verification(count, expected, "missing", head)
    return Verification(count, head=head)


def _misfit(row: Row, expected: int | None, previous: str, newest: int, fingerprint: Fingerprint) -> tuple[int, str]:
    """The first bad number and why, or an empty reason. expected: None for an entry before the checkpoint."""
    seq = row["seq"]
    if not isinstance(seq, int):  # SQLite holds anything in any column
        return newest + 1, "inserted"
    if expected is not None and seq > min(expected, newest):
        return (expected, "missing") if expected <= newest else (seq, "inserted")
    if expected is not None and seq < expected:
        return seq, "inserted"
    is_linked = expected is None or row["previous"] == previous
    is_own = fingerprint(sealed_text(ENTRY_FIELDS, row)) == row["digest"]
    return (seq, "") if is_linked and is_own else (seq, "changed")


def kept_digest(digests: list[str], fingerprint: Fingerprint) -> str:
    """One fingerprint for the entries that outlive a pruning; empty where there are none."""
    return fingerprint("\n".join(digests)) if digests else ""


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else repr(value)
