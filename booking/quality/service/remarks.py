"""What monitors wrote beside their scores is destroyed in its time; the scores stay, for they name nobody."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.quality.models.scoring import Contact
from booking.reservations.rules.retention import MONTHS
from booking.reservations.service.destruction import Kind, add_kind

if TYPE_CHECKING:
    from sqlalchemy import Select

REMARK = "monitor_remark"


def register_kinds() -> None:
    """Have remarks destroyed with all other past due data."""
    add_kind(Kind(REMARK, MONTHS, "privacy.monitor_remark_months", Contact, _select_due, _destroy))


def _select_due(before: datetime, _today: date) -> "Select[Any]":
    """Remarks of contacts, drafts included, that were saved last before an instant; the place stands for a name."""
    due = (Contact.remark.is_not(None), Contact.saved_at < before)
    columns = (Contact.id, Contact.place, Contact.saved_at)
    return select(*columns).where(*due).order_by(Contact.id)  # type: ignore[return-value]  # `Kind` types one column


def _destroy(ids: Sequence[int], now: datetime) -> None:
    db.session.execute(update(Contact).where(Contact.id.in_(ids)).values(remark=None))
    if ids:
        after = {"count": len(ids)}
        actor = Actor.job("destroy_past_due")
        audit.changed("contact.remarks_destroyed", actor=actor, now=now, subject="monitor:remarks", after=after)
