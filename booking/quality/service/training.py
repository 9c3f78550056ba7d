"""The training plan: lines from the weakest items, when and by whom, and what was held."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db, insert, new_token
from booking.identity import ensure_no_identity_numbers
from booking.quality.errors import ItemNotTold, TrainingAhead, TrainingUnknown
from booking.quality.models.training import Training
from booking.quality.queries import department_names, results
from booking.quality.queries.training import get_training
from booking.quality.rules.halves import Half


@dataclass(frozen=True)
class TrainingValues:
    """What staff may change about a line; `models.training.Training` says what each value means."""

    planned_on: date | None = None
    trainer: str = ""
    done_on: date | None = None


def plan(half: Half, kind: str, department_id: int, names: tuple[str, str], *, actor: Actor, now: datetime) -> None:
    """Put an item (stage, text) of a department into the plan; the same one again changes nothing.

    The unique key decides, so a second press makes no second line. ItemNotTold for what the results do not show.
    """
    if names not in {line.names for line in results.results(half, kind, clock.office_date(now), department_id).items}:
        raise ItemNotTold
    stage, item = names
    row = {
        "token": new_token(), "department_id": department_id, "kind": kind, "year": half.year, "half": half.half,
        "stage": stage, "item": item, "trainer": "",
    }  # fmt: skip
    made = db.session.execute(insert(Training).values(**row).on_conflict_do_nothing().returning(Training.id)).all()
    if made:
        after = {"stage": stage, "text": item, "half": str(half), "kind": kind}
        audit.changed("training.planned", actor=actor, now=now, subject=_subject(department_id), after=after)


def change(token: str, values: TrainingValues, *, actor: Actor, now: datetime) -> None:
    """Give a line new values; the same ones again change nothing.

    TrainingUnknown, TrainingAhead (field `done_on`), IdentityNumber (`trainer`).
    """
    ensure_no_identity_numbers({"trainer": values.trainer})
    if values.done_on and values.done_on > clock.office_date(now):
        raise TrainingAhead(field="done_on")
    line = get_training(token)
    changed = {key: value for key, value in asdict(values).items() if getattr(line, key) != value}
    if not changed:
        return
    before = {key: getattr(line, key) for key in changed}
    for key, value in changed.items():
        setattr(line, key, value)
    db.session.flush()
    was, is_now = ({key: str(value or "") for key, value in one.items()} for one in (before, changed))
    audit.changed(
        "training.changed", actor=actor, now=now, subject=_subject(line.department_id), before=was, after=is_now
    )


def remove(token: str, *, actor: Actor, now: datetime) -> None:
    """Take a line off the plan; one that is gone already stays so."""
    try:
        line = get_training(token)
    except TrainingUnknown:
        return
    before = {"stage": line.stage, "text": line.item}
    audit.changed("training.removed", actor=actor, now=now, subject=_subject(line.department_id), before=before)
    db.session.delete(line)
    db.session.flush()


def _subject(department_id: int) -> str:
    """What the log calls a line: the department that it is for."""
    return f"training:{department_names()[department_id]}"
