"""The items of a score sheet."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.identity import ensure_no_identity_numbers
from booking.quality import queries
from booking.quality.errors import LabelsInvalid, SheetUnknown, TooManyItems
from booking.quality.models.sheets import ScoreItem, ScoreSheet
from booking.quality.rules import sheets as rules
from booking.quality.service.sheets import lock_open, subject


@dataclass(frozen=True)
class ItemValues:
    """What staff may change about an item; `models.sheets.ScoreItem` says what each value means. stage: its place on
    the sheet, from 0."""

    stage: int
    text: str
    weight: int = 1
    most: int = 5
    labels: str = ""
    position: int = 0


def add_item(token: str, values: ItemValues, *, actor: Actor, now: datetime) -> ScoreItem:
    """A new item. SheetUnknown, SheetFrozen, TooManyItems, LabelsInvalid (field `labels`), IdentityNumber."""
    sheet = lock_open(token)
    if len(sheet.items) >= rules.MOST_ITEMS:
        raise TooManyItems(most=rules.MOST_ITEMS)
    made = ScoreItem(stage_id=_stage_id(sheet, values.stage), **_columns(values))
    db.session.add(made)
    db.session.flush()
    db.session.expire(sheet)
    audit.changed("score_item.added", actor=actor, now=now, subject=subject(sheet), after=_logged(sheet, values))
    return made


def change_item(token: str, item_token: str, values: ItemValues, *, actor: Actor, now: datetime) -> ScoreItem:
    """Give an item new values; the same ones again change nothing. Refuses as `add_item` does."""
    sheet = lock_open(token)
    item = queries.get_item(sheet, item_token)
    before = _logged(sheet, values_of(sheet, item))
    columns = {**_columns(values), "stage_id": _stage_id(sheet, values.stage)}
    after = _logged(sheet, values)
    if before == after:
        return item
    for name, value in columns.items():
        setattr(item, name, value)
    db.session.flush()
    db.session.expire(sheet)
    audit.changed("score_item.changed", actor=actor, now=now, subject=subject(sheet), before=before, after=after)
    return item


def remove_item(token: str, item_token: str, *, actor: Actor, now: datetime) -> None:
    """Take an item off its sheet; one that is gone already stays so. SheetUnknown for the sheet, SheetFrozen."""
    sheet = lock_open(token)
    item = next((one for one in sheet.items if one.token == item_token), None)
    if item is None:
        return
    audit.changed(
        "score_item.removed",
        actor=actor,
        now=now,
        subject=subject(sheet),
        before=_logged(sheet, values_of(sheet, item)),
    )
    db.session.delete(item)
    db.session.flush()
    db.session.expire(sheet)


def values_of(sheet: ScoreSheet, item: ScoreItem) -> ItemValues:
    """The values of an item as staff change them."""
    place = next(nth for nth, stage in enumerate(sheet.stages) if stage.id == item.stage_id)
    return ItemValues(place, item.text, item.weight, item.most, item.labels, item.position)


def _columns(values: ItemValues) -> dict[str, Any]:
    """What is stored beside the stage. LabelsInvalid, IdentityNumber."""
    ensure_no_identity_numbers({"text": values.text, "labels": values.labels})
    labels = rules.read_lines(values.labels)
    if not rules.labels_fit(labels, values.most):
        raise LabelsInvalid(field="labels", count=values.most + 1, length=rules.LABEL_LENGTH)
    columns = {name: value for name, value in asdict(values).items() if name != "stage"}
    return {**columns, "labels": "\n".join(labels)}


def _stage_id(sheet: ScoreSheet, place: int) -> int:
    if not 0 <= place < len(sheet.stages):
        raise SheetUnknown
    return sheet.stages[place].id


def _logged(sheet: ScoreSheet, values: ItemValues) -> dict[str, Any]:
    labels = " / ".join(rules.read_lines(values.labels))
    return {**asdict(values), "stage": sheet.stages[values.stage].name, "labels": labels}
