"""Handing a monitor's place over: the successor gets the term and what was not begun, and sees nobody else's scores."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.quality.models.scoring import Assignment, Contact, Monitor
from booking.quality.queries import find_monitor_of_account

if TYPE_CHECKING:
    from booking.accounts.models import User


def count_unbegun(user: "User") -> int | None:
    """How many assignments a successor would take over; None for who is no monitor."""
    monitor = find_monitor_of_account(user.id)
    return None if monitor is None else len(_unbegun(monitor))


def hand(user: "User", successor: "User", actor: Actor, now: datetime) -> None:
    """Let a successor go on with a monitor's term and with what was not begun; nothing for who is no monitor.

    Who is a monitor already keeps the own term and the own assignments.
    """
    monitor = find_monitor_of_account(user.id)
    if monitor is None:
        return
    heir = find_monitor_of_account(successor.id) or _appoint(successor, monitor, clock.office_date(now))
    own = db.session.scalars(select(Assignment).where(Assignment.monitor_id == heir.id))
    known = {(one.sheet_id, one.department_id) for one in own}
    moved = [one for one in _unbegun(monitor) if (one.sheet_id, one.department_id) not in known]
    for assignment in moved:
        assignment.monitor_id = heir.id
    db.session.flush()
    after = {"successor": successor.email, "count": len(moved)}
    audit.changed("monitor.handed_over", actor=actor, now=now, subject=f"monitor:{user.email}", after=after)


def _appoint(successor: "User", monitor: Monitor, today: date) -> Monitor:
    """The pledge of secrecy is a person's own."""
    made = Monitor(account_id=successor.id, term_from=today, term_to=max(monitor.term_to, today))
    db.session.add(made)
    db.session.flush()
    return made


def _unbegun(monitor: Monitor) -> list[Assignment]:
    begun = select(Contact.id).where(Contact.assignment_id == Assignment.id)
    query = select(Assignment).where(Assignment.monitor_id == monitor.id, ~begun.exists()).order_by(Assignment.id)
    return list(db.session.scalars(query))
