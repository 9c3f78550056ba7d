"""Appoint monitors, for a term."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from booking.accounts import queries as accounts
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.quality import queries
from booking.quality.errors import AccountUnfit, MonitorTwice, TermBackwards
from booking.quality.models.scoring import Monitor


@dataclass(frozen=True)
class TermValues:
    """The appointment of a monitor; `models.scoring.Monitor` says what each value means."""

    term_from: date
    term_to: date
    pledged_on: date | None = None


def appoint(account_id: int, values: TermValues, *, actor: Actor, now: datetime) -> Monitor:
    """Make an account's person a monitor.

    AccountUnfit and MonitorTwice (field `account`), TermBackwards (`term_to`).
    """
    _check(values)
    account = accounts.get_user(account_id)
    if account.role != "monitor":
        raise AccountUnfit(field="account")
    made = Monitor(account_id=account_id, **asdict(values))
    db.session.add(made)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise MonitorTwice(field="account") from error
    audit.changed("monitor.appointed", actor=actor, now=now, subject=subject(made), after=_logged(values))
    return made


def change_term(token: str, values: TermValues, *, actor: Actor, now: datetime) -> Monitor:
    """Another term of appointment; the same one again changes nothing. MonitorUnknown, TermBackwards (`term_to`)."""
    _check(values)
    monitor = queries.get_monitor(token)
    before = TermValues(monitor.term_from, monitor.term_to, monitor.pledged_on)
    if before == values:
        return monitor
    for name, value in asdict(values).items():
        setattr(monitor, name, value)
    db.session.flush()
    audit.changed(
        "monitor.changed",
        actor=actor,
        now=now,
        subject=subject(monitor),
        before=_logged(before),
        after=_logged(values),
    )
    return monitor


def _check(values: TermValues) -> None:
    if values.term_to < values.term_from:
        raise TermBackwards(field="term_to")


def _logged(values: TermValues) -> dict[str, object]:
    return {name: value.isoformat() if value else None for name, value in asdict(values).items()}


def subject(monitor: Monitor) -> str:
    """What the log calls a monitor: by the account's log-in name, as the log calls accounts."""
    return f"monitor:{accounts.get_user(monitor.account_id).email}"
