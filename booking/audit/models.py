"""Tables of the audit log: its entries, and the state of its seal."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, UtcDateTime


class AccessEntry(Model):
    """Who saw or changed what, when, from where, and whose data it was.

    Rows are appended; a job numbers and seals them afterwards (seq, previous, digest; NULL until then). The account
    is kept by value, so that the log outlives it. subject: `reservation:R7K39MXW`. person: whose data (person key) or
    empty. before, after: canonical JSON text, for it is the very text that is sealed.
    """

    __tablename__ = "access_entry"
    __table_args__ = (
        CheckConstraint("(seq IS NULL) = (digest IS NULL)", name="sealed"),
        Index(None, "at"),
        Index(None, "account_name", "at"),
        Index(None, "action", "at"),
        Index(None, "subject"),
        Index(None, "person"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(Key)
    account_name: Mapped[str] = mapped_column(String(255), default="")
    role: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(45), default="")
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200), default="")
    person: Mapped[str] = mapped_column(String(64), default="")
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(500), default="")
    seq: Mapped[int | None] = mapped_column(Key, unique=True)
    previous: Mapped[str | None] = mapped_column(String(64))
    digest: Mapped[str | None] = mapped_column(String(64))

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """What was changed: (name, value before, value after), by name; None where there was none."""
        before: dict[str, Any] = json.loads(self.before or "{}")
        after: dict[str, Any] = json.loads(self.after or "{}")
        return [(name, before.get(name), after.get(name)) for name in sorted({*before, *after})]


class SealState(Model):
    """The one row that tells how far the log is sealed and pruned. Whoever seals or prunes holds its lock.

    seq, digest: the newest sealed entry. pruned_seq, pruned_digest: the checkpoint, the newest entry that pruning
    reached. kept, kept_digest: how many entries up to it were left because they are kept longer, and what they are.
    fingerprint: over all of it, under a key that the database does not know.
    """

    __tablename__ = "audit_seal"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Key, default=0)
    digest: Mapped[str] = mapped_column(String(64), default="")
    sealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pruned_seq: Mapped[int] = mapped_column(Key, default=0)
    pruned_digest: Mapped[str] = mapped_column(String(64), default="")
    pruned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept: Mapped[int] = mapped_column(Key, default=0)
    kept_digest: Mapped[str] = mapped_column(String(64), default="")
    fingerprint: Mapped[str] = mapped_column(String(64))


@event.listens_for(AccessEntry, "before_update")
@event.listens_for(AccessEntry, "before_delete")
def _refuse(_mapper: Any, _connection: Any, _entry: AccessEntry) -> None:
    raise RuntimeError("the audit log is appended to, never changed")
