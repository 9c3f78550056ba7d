"""Number and chain what was appended, and prune what is old. One at a time: whoever does it holds the seal state."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select, update

from booking.audit.models import AccessEntry, SealState
from booking.audit.rules import ENTRY_FIELDS, LONG_KEPT, STATE_FIELDS, Actor, kept_digest, sealed_text
from booking.audit.service.appending import changed
from booking.audit.service.verifying import fingerprint, verify
from booking.db import db, insert

_entry: Any = AccessEntry.__table__
_state: Any = SealState.__table__


class LogBroken(Exception):
    """The log was tampered with: nothing is sealed over it or pruned from it before somebody has looked."""


def seal(now: datetime, limit: int = 1000) -> int:
    """Number and chain the oldest `limit` entries that are not sealed yet. Returns how many; fewer than `limit`: all.

    Two sealers at once do no harm: the second waits for the first, and goes on from its end. LogBroken where the seal
    state itself was altered.
    """
    if db.session.scalar(select(_entry.c.id).where(_entry.c.seq.is_(None)).limit(1)) is None:
        return 0
    state = _lock()
    unsealed = select(_entry).where(_entry.c.seq.is_(None)).order_by(_entry.c.id).limit(limit)
    seq, digest = state["seq"], state["digest"]
    sealed = []
    for row in db.session.execute(unsealed).mappings():
        links = {"seq": seq + 1, "previous": digest}
        seq, digest = seq + 1, fingerprint(sealed_text(ENTRY_FIELDS, {**row, **links}))
        sealed.append({"entry": row["id"], **links, "digest": digest})
    if sealed:
        db.session.connection().execute(
            update(_entry).where(_entry.c.id == bindparam("entry"), _entry.c.seq.is_(None)), sealed
        )
        _put(state, {"seq": seq, "digest": digest, "sealed_at": now})
    return len(sealed)


def prune(before: datetime, long_before: datetime, *, actor: Actor, now: datetime) -> int:
    """Delete sealed entries older than `before`, and leave a checkpoint from which the chain goes on.

    Only a whole beginning of the chain goes: nothing behind an entry that is younger. Entries of `LONG_KEPT` stay until
    `long_before`. The pruning is an entry itself. Returns how many were deleted. LogBroken, and nothing is deleted,
    where the log does not verify: pruning must not wipe out the traces.
    """
    state = _lock()
    found = verify()
    if not found.is_sound:
        raise LogBroken(f"entry {found.first_bad}: {found.why}")
    youngest = select(func.min(_entry.c.seq)).where(_entry.c.at >= before, _entry.c.seq.is_not(None))
    first_left = db.session.scalar(youngest)
    cut = max(state["pruned_seq"], state["seq"] if first_left is None else first_left - 1)
    digest = db.session.scalar(select(_entry.c.digest).where(_entry.c.seq == cut)) or state["pruned_digest"]
    is_long_kept = or_(*(_entry.c.action.startswith(prefix, autoescape=True) for prefix in LONG_KEPT))
    gone = delete(_entry).where(_entry.c.seq <= cut, or_(~is_long_kept, _entry.c.at < long_before))
    count = db.session.connection().execute(gone).rowcount
    if count:
        kept = db.session.scalars(select(_entry.c.digest).where(_entry.c.seq <= cut).order_by(_entry.c.seq)).all()
        left = {"kept": len(kept), "kept_digest": kept_digest(list(kept), fingerprint)}
        _put(state, {"pruned_seq": cut, "pruned_digest": digest, "pruned_at": now, **left})
        changed("log.pruned", actor=actor, now=now, subject=f"log:{cut}", after={"deleted": count, "up_to": cut})
    return count


def _lock() -> dict[str, Any]:
    """The seal state, made where there is none, locked to the end of the transaction.

    PostgreSQL makes others wait at the UPDATE and shows them then what was committed; on SQLite the transaction that
    writes is the only one.
    """
    fresh = {"seq": 0, "digest": "", "sealed_at": None, "pruned_seq": 0, "pruned_digest": "", "pruned_at": None}
    fresh |= {"kept": 0, "kept_digest": ""}
    # Entries first: whoever else is sealing for the first time commits them together with the state.
    is_sealed = db.session.scalar(select(_entry.c.id).where(_entry.c.seq.is_not(None)).limit(1)) is not None
    if db.session.scalar(select(_state.c.id)) is None:
        if is_sealed:
            raise LogBroken("the seal state was removed")
        row = {"id": 1, **fresh, "fingerprint": fingerprint(sealed_text(STATE_FIELDS, fresh))}
        db.session.execute(insert(SealState).values(row).on_conflict_do_nothing())
    guarded = update(_state).values(seq=_state.c.seq).where(_state.c.id == 1).returning(*_state.c)
    state: dict[str, Any] = dict(db.session.execute(guarded).mappings().one())
    if fingerprint(sealed_text(STATE_FIELDS, state)) != state["fingerprint"]:
        raise LogBroken("the seal state was altered")
    return state


def _put(state: dict[str, Any], values: dict[str, Any]) -> None:
    after = {**state, **values}
    values = {**values, "fingerprint": fingerprint(sealed_text(STATE_FIELDS, after))}
    guarded = update(_state).where(_state.c.id == 1, _state.c.fingerprint == state["fingerprint"]).values(values)
    if db.session.connection().execute(guarded).rowcount != 1:
        raise LogBroken("somebody else sealed at the same time")
