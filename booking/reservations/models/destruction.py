"""The register of destruction (파기 관리대장, 개인정보 보호법 21조). A row that is done never changes."""

import datetime as dt
from datetime import datetime

from sqlalchemy import CheckConstraint, Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, UtcDateTime


class Destruction(Model):
    """One destruction of one kind of data, or one that was approved and waits for the nightly job; nobody's name.

    kind: what was destroyed (`question`, `person`, `waiting`). rule: why it was due: `months` or `days` of retention
    (length of them), or `request` of the person. approval: by the `setting` to destroy by itself, by an `admin`
    (approved_by, with a reason), or by the `person` whose data it was.
    boundary: the last day that an admin's approval takes in; UNIQUE(kind, boundary), so approving twice is once.
    listed: how many were past due when it was approved. count, first_date, last_date: how many were destroyed, and the
    first and last day of their visits (of the waiting list: of leaving it). done_at: NULL until they are destroyed.
    """

    __tablename__ = "destruction"
    __table_args__ = (
        UniqueConstraint("kind", "boundary"),
        CheckConstraint("rule IN ('months', 'days', 'request')", name="rule"),
        CheckConstraint("(rule = 'request') = (length IS NULL)", name="length"),
        CheckConstraint("approval IN ('setting', 'admin', 'person')", name="approval"),
        CheckConstraint(
            "(approval = 'admin') = (boundary IS NOT NULL) AND (approval = 'admin') = (approved_by IS NOT NULL)"
            " AND (approval = 'admin') = (listed IS NOT NULL)",
            name="approved",
        ),
        CheckConstraint(
            "(done_at IS NULL) = (count IS NULL) AND (approval = 'admin' OR done_at IS NOT NULL)", name="done"
        ),
        CheckConstraint("count >= 0 AND (count > 0) = (first_date IS NOT NULL)", name="count"),
        CheckConstraint("(first_date IS NULL) = (last_date IS NULL) AND first_date <= last_date", name="dates"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    rule: Mapped[str] = mapped_column(String(10))
    length: Mapped[int | None]
    approval: Mapped[str] = mapped_column(String(10))
    approved_by: Mapped[str | None] = mapped_column(String(255))
    approved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(200), default="")
    boundary: Mapped[dt.date | None] = mapped_column(Date)
    listed: Mapped[int | None]
    count: Mapped[int | None]
    first_date: Mapped[dt.date | None] = mapped_column(Date)
    last_date: Mapped[dt.date | None] = mapped_column(Date)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
