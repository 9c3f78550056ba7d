"""An answer about public holidays against what counts now, and applying what somebody chose of the difference."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries
from booking.calendar.errors import AnswerChanged, OutsideCalendar
from booking.calendar.rules import month_after
from booking.calendar.rules.answers import WITHDRAWN, Answer, Change, code_of, compare
from booking.calendar.service.overrides import add_holiday, withdraw_holiday


def differences(answer: Answer, now: datetime) -> list[Change]:
    """What differs from today on in the months for which the answer speaks. OutsideCalendar."""
    first, last = min(answer.months), month_after(max(answer.months), 1) - timedelta(days=1)
    if first.year < queries.FIRST_YEAR or last.year > queries.LAST_YEAR:
        raise OutsideCalendar(field="file", first=queries.FIRST_YEAR, last=queries.LAST_YEAR)
    withdrawn = {one.date for one in queries.list_overrides(first, last) if one.effect == "working"}
    return compare(answer, queries.holidays(first, last), withdrawn, clock.office_date(now))


def usual(changes: Iterable[Change]) -> list[date]:
    """The dates of the changes that are made unless somebody says otherwise."""
    return [one.date for one in changes if one.is_usual]


def apply_confirmed(
    answer: Answer,
    chosen: Collection[date],
    code: str,
    *,
    reason: str,
    document_number: str,
    actor: Actor,
    now: datetime,
) -> list[Change]:
    """Make what was chosen of a difference; only of the very one that was seen, which `code` names. What was made.

    AnswerChanged, and what the corrections refuse (ReasonMissing, TextTooLong, IdentityNumber, OutsideCalendar). The
    caller then has days, nights and bookings looked at again, in the same transaction.
    """
    changes = differences(answer, now)
    if code_of(changes, chosen) != code:
        raise AnswerChanged(field="chosen")
    return apply(changes, chosen, reason=reason, document_number=document_number, actor=actor, now=now)


def apply(
    changes: Iterable[Change],
    chosen: Collection[date],
    *,
    reason: str,
    document_number: str,
    actor: Actor,
    now: datetime,
) -> list[Change]:
    """Enter the chosen changes as corrections of the holidays."""
    why = {"reason": reason, "document_number": document_number, "actor": actor, "now": now}
    made = [one for one in changes if one.date in chosen]
    for one in made:
        if one.what == WITHDRAWN:
            # The ignores here: `why` holds values of several types, each named as its parameter.
            withdraw_holiday(one.date, **why)  # type: ignore[arg-type]
        else:
            add_holiday(one.date, one.name, **why)  # type: ignore[arg-type]
    return made
