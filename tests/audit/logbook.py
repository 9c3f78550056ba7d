"""What the tests of the log share: entries, and means to tamper with them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text

from booking.audit import jobs, service
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.db import db, transaction

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
CLERK = Actor(7, "clerk@city.example", "staff", "192.0.2.9")


def note(count: int = 1, action: str = "reservation.moved", now: datetime = NOW, **more: Any) -> None:
    """Append `count` entries."""
    with transaction():
        for number in range(count):
            service.changed(action, actor=CLERK, now=now, subject=f"reservation:{number}", person="ab" * 32, **more)


def sealed(count: int) -> None:
    """Append and seal `count` entries."""
    note(count, before={"state": "held"}, after={"state": "reserved"}, reason="전화로 요청")
    assert jobs.seal_log(NOW) == count


def tamper(statement: str, **values: Any) -> None:
    """Change one row behind the product's back."""
    with transaction() as session:
        assert session.connection().execute(text(statement), values).rowcount == 1


def numbers() -> list[int | None]:
    """The numbers of all entries, in the order of their appending; None is not sealed yet."""
    return list(db.session.scalars(select(AccessEntry.seq).order_by(AccessEntry.id)))
