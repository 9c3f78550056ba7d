"""What the one-stop counter does, as staff keep it."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.business import queries as business
from booking.consultations.service.changing import write_changes
from booking.counter.errors import CounterTaskTaken, CounterTaskUnknown
from booking.counter.models import CounterTask
from booking.db import db
from booking.identity import ensure_no_identity_numbers


@dataclass(frozen=True)
class CounterTaskValues:
    """What staff may change about a kind of business at the counter; `models.CounterTask` says what they mean."""

    department_key: str
    basis: str = ""
    fee: int | None = None
    fee_note: str = ""
    takes: str = ""
    bring: str = ""
    is_active: bool = True
    is_sample: bool = False
    basis_en: str = ""
    fee_note_en: str = ""
    takes_en: str = ""
    bring_en: str = ""


def values_of(task: CounterTask) -> CounterTaskValues:
    """The values of a kind of business at the counter as they are."""
    return CounterTaskValues(**{field.name: getattr(task, field.name) for field in fields(CounterTaskValues)})


def add_task(key: str, values: CounterTaskValues, *, actor: Actor, now: datetime) -> CounterTask:
    """Put the business of this key on the counter's list.

    BusinessUnknown, DepartmentUnknown, CounterTaskTaken, IdentityNumber.
    """
    business.get_business(key)
    given = asdict(_checked(values))
    task = CounterTask(business_key=key, **given)
    try:
        with db.session.begin_nested():
            db.session.add(task)
    except IntegrityError as error:
        raise CounterTaskTaken(field="key") from error
    audit.changed("counter_task.added", actor=actor, now=now, subject=_subject(key), after=given)
    return task


def change_task(key: str, values: CounterTaskValues, *, actor: Actor, now: datetime) -> CounterTask:
    """Give it new values; the same ones again change nothing. CounterTaskUnknown, DepartmentUnknown, IdentityNumber."""
    query = select(CounterTask).where(CounterTask.business_key == key).with_for_update()
    task = db.session.scalar(query, execution_options={"populate_existing": True})
    if task is None:
        raise CounterTaskUnknown
    write_changes(
        task,
        asdict(values_of(task)),
        asdict(_checked(values)),
        action="counter_task.changed",
        subject=_subject(key),
        logged=dict,
        actor=actor,
        now=now,
    )
    return task


def _checked(values: CounterTaskValues) -> CounterTaskValues:
    ensure_no_identity_numbers(asdict(values))
    business.get_department(values.department_key)
    texts: dict[str, Any] = {name: text.strip() for name, text in asdict(values).items() if isinstance(text, str)}
    return replace(values, **texts)


def _subject(key: str) -> str:
    return f"counter_task:{key}"
