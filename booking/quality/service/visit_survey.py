"""The after-visit survey: inviting visitors, and taking one anonymous answer of each visit."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, delete, select, update

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db, insert
from booking.notices import queries as notices
from booking.notices import service as outbox
from booking.notices.rules import Recipient, channels_for
from booking.quality.models.visit_survey import AnsweredVisit, VisitAnswer
from booking.quality.queries import visit_survey as queries
from booking.quality.rules import visit_survey as rules
from booking.reservations.queries import ended
from booking.reservations.queries.ended import Visit
from booking.reservations.rules.retention import MONTHS
from booking.reservations.service import telling
from booking.reservations.service.destruction import Kind, add_kind

if TYPE_CHECKING:
    from booking.reservations.models import Reservation

KIND = "survey"
OCCASION = "visit"
"""There is one occasion, so a visit that is marked as done a second time brings no second message."""

COMMENT = "survey_comment"


def invite(now: datetime) -> int:
    """Plan the invitation of each visit that is done for a while, once a visit. How many rows it added.

    Whom neither a text message nor a mail reaches is not called for this.
    """
    if not queries.is_on():
        return 0
    rows = ended.list_done(now - rules.LOOKED_BACK, now - rules.DELAY)
    told = {subject for subject, _ in notices.list_occasions(KIND, [telling.subject_of(row) for row in rows])}
    return sum(_invite(row, now) for row in rows if telling.subject_of(row) not in told)


def recipient_of(row: "Reservation") -> Recipient | None:
    """Who is asked: the person who came, or who booked for them, the first whom a message reaches."""
    return next((one for one in telling.recipients_of(row) if channels_for(one) != ["call"]), None)


def ends_at(day: date) -> datetime:
    """From when on a visit cannot be answered any more."""
    return clock.at_office(queries.open_until(day) + timedelta(days=1), time.min)


def _invite(row: "Reservation", now: datetime) -> int:
    whom, ends = recipient_of(row), ends_at(row.slot.day.date)
    if whom is None or ends <= now:
        return 0
    subject = telling.subject_of(row)
    return len(outbox.plan(KIND, subject, [whom], due=now, useful_until=ends, now=now, occasion=OCCASION))


def answer(visit: Visit, taps: Mapping[str, int], comment: str | None) -> bool:
    """Keep an answer, unless the visit was answered before. Whether it was kept; the page says the same either way.

    The fingerprint's key judges, also of many at the same moment. Nothing is written to the access log, for its line
    would say who answered, and when.
    """
    month = queries.month_of(visit.day)
    row = {"fingerprint": queries.fingerprint_of(visit.reference), "month": month}
    statement = insert(AnsweredVisit).values(row).on_conflict_do_nothing()
    if db.session.execute(statement.returning(AnsweredVisit.fingerprint)).scalar() is None:
        return False
    db.session.add(VisitAnswer(desk=visit.desk, month=month, comment=comment, **taps))
    db.session.flush()
    return True


def forget_answered(now: datetime) -> int:
    """Forget which visits were answered, once nobody can answer them any more. How many rows went."""
    result: Any = db.session.execute(delete(AnsweredVisit).where(AnsweredVisit.month < _open_from(now)))
    return int(result.rowcount)


def mix_answers(now: datetime) -> int:
    """Write the answers anew whose visits are still known to be answered, all at once and in the order of their random
    keys: place in the table and number of the transaction tell nothing any more of when each one came. How many.
    """
    columns = list(VisitAnswer.__table__.columns)
    taken = delete(VisitAnswer).where(VisitAnswer.month >= _open_from(now)).returning(*columns)
    rows = sorted((dict(row) for row in db.session.execute(taken).mappings()), key=lambda row: row["id"])
    if rows:
        db.session.execute(insert(VisitAnswer), rows)
    return len(rows)


def _open_from(now: datetime) -> datetime:
    """The oldest month of which a visit can be answered."""
    today = clock.office_date(now)
    longest = queries.open_until(today) - today
    return queries.month_of(today - longest)


def _select_due(before: datetime, _today: date) -> "Select[Any]":
    """Comments of visits in months that were over before an instant; as a name there is only the desk."""
    due = (VisitAnswer.comment.is_not(None), VisitAnswer.month < queries.month_of(clock.office_date(before)))
    columns = (VisitAnswer.id, VisitAnswer.desk, VisitAnswer.month)
    return select(*columns).where(*due).order_by(VisitAnswer.id)  # type: ignore[return-value]  # `Kind` types one column


def _destroy(ids: Sequence[int], now: datetime) -> None:
    db.session.execute(update(VisitAnswer).where(VisitAnswer.id.in_(ids)).values(comment=None))
    if ids:
        actor = Actor.job("destroy_past_due")
        after = {"count": len(ids)}
        audit.changed("survey.comments_destroyed", actor=actor, now=now, subject="survey:visits", after=after)


def register_kinds() -> None:
    """Have comments destroyed in their time; taps stay, for they name nobody."""
    add_kind(Kind(COMMENT, MONTHS, "privacy.survey_comment_months", VisitAnswer, _select_due, _destroy))
