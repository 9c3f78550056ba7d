"""Make, change and copy score sheets. Who changes one and who submits the first answer to it lock its row first."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.identity import ensure_no_identity_numbers
from booking.quality import queries
from booking.quality.errors import SheetAssigned, SheetFrozen, SheetTwice, SheetUnknown, StageInUse, StagesInvalid
from booking.quality.models.sheets import ScoreItem, ScoreSheet, ScoreStage
from booking.quality.rules import sheets as rules
from booking.quality.rules.halves import Half


def add_sheet(kind: str, half: Half, name: str, stages: tuple[str, ...], *, actor: Actor, now: datetime) -> ScoreSheet:
    """A new sheet without items. StagesInvalid (field `stages`), SheetTwice, IdentityNumber."""
    _check(name, stages)
    made = _insert(kind, half, name, [ScoreStage(name=stage, position=nth) for nth, stage in enumerate(stages)])
    after = {"name": name, "kind": kind, "half": str(half), "version": made.version, "stages": ", ".join(stages)}
    audit.changed("score_sheet.added", actor=actor, now=now, subject=subject(made), after=after)
    return made


def copy_sheet(token: str, half: Half, name: str, *, actor: Actor, now: datetime) -> ScoreSheet:
    """The same stages and items as a sheet that nobody has answered yet, for another half-year or for the same one.

    SheetUnknown, SheetTwice, IdentityNumber.
    """
    ensure_no_identity_numbers({"name": name})
    source = queries.get_sheet(token)
    stages = [ScoreStage(name=one.name, position=one.position, items=_copies(one.items)) for one in source.stages]
    made = _insert(source.kind, half, name, stages)
    after = {"name": name, "half": str(half), "version": made.version, "copied": subject(source)}
    audit.changed("score_sheet.copied", actor=actor, now=now, subject=subject(made), after=after)
    return made


def change_sheet(token: str, name: str, stages: tuple[str, ...], *, actor: Actor, now: datetime) -> ScoreSheet:
    """Another name and other stages; a stage is known by its place, so a new word renames it.

    SheetUnknown, SheetFrozen, StagesInvalid and StageInUse (field `stages`), IdentityNumber.
    """
    _check(name, stages)
    sheet = lock_open(token)
    before = {"name": sheet.name, "stages": ", ".join(stage.name for stage in sheet.stages)}
    after = {"name": name, "stages": ", ".join(stages)}
    if before == after:
        return sheet
    sheet.name = name
    for nth, (stage, word) in enumerate(zip(sheet.stages, stages, strict=False)):
        stage.name, stage.position = word, nth
    if any(stage.items for stage in sheet.stages[len(stages) :]):
        raise StageInUse(field="stages")
    del sheet.stages[len(stages) :]
    more = enumerate(stages[len(sheet.stages) :], len(sheet.stages))
    sheet.stages += [ScoreStage(name=word, position=nth) for nth, word in more]
    db.session.flush()
    audit.changed("score_sheet.changed", actor=actor, now=now, subject=subject(sheet), before=before, after=after)
    return sheet


def remove_sheet(token: str, *, actor: Actor, now: datetime) -> None:
    """Take a sheet away that nobody is to score by; one that is gone already stays so. SheetFrozen, SheetAssigned."""
    try:
        sheet = lock_open(token)
    except SheetUnknown:
        return
    if queries.is_assigned(sheet):
        raise SheetAssigned
    audit.changed("score_sheet.removed", actor=actor, now=now, subject=subject(sheet), before={"name": sheet.name})
    db.session.delete(sheet)
    db.session.flush()


def lock_open(token: str) -> ScoreSheet:
    """A sheet that may still be changed, locked until the transaction ends. SheetUnknown, SheetFrozen."""
    query = select(ScoreSheet).where(ScoreSheet.token == token).with_for_update()
    sheet = db.session.scalar(query, execution_options={"populate_existing": True})
    if sheet is None:
        raise SheetUnknown
    if sheet.frozen_at is not None:
        raise SheetFrozen
    return sheet


def lock_sheet(sheet_id: int) -> ScoreSheet:
    """A sheet, locked until the transaction ends: so many contacts are submitted on it, and no more meanwhile."""
    query = select(ScoreSheet).where(ScoreSheet.id == sheet_id).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def subject(sheet: ScoreSheet) -> str:
    """What the log calls a sheet: by number, for a name may change; with the name, for nobody knows the number."""
    return f"score_sheet:{sheet.id}:{sheet.name}"


def _check(name: str, stages: tuple[str, ...]) -> None:
    ensure_no_identity_numbers({"name": name, "stages": "\n".join(stages)})
    if rules.stages_problem(stages):
        raise StagesInvalid(field="stages", most=rules.MOST_STAGES, length=rules.STAGE_LENGTH)


def _insert(kind: str, half: Half, name: str, stages: list[ScoreStage]) -> ScoreSheet:
    version = queries.next_version(kind, half.year, half.half)
    made = ScoreSheet(kind=kind, year=half.year, half=half.half, name=name, version=version, stages=stages)
    db.session.add(made)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise SheetTwice from error
    return made


def _copies(items: Iterable[ScoreItem]) -> list[ScoreItem]:
    copied = ("text", "weight", "most", "labels", "position")
    return [ScoreItem(**{name: getattr(item, name) for name in copied}) for item in items]
