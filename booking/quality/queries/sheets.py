"""Read the score sheets."""

from sqlalchemy import func, select

from booking.db import db
from booking.quality.errors import SheetUnknown
from booking.quality.models.scoring import Assignment
from booking.quality.models.sheets import ScoreItem, ScoreSheet, ScoreStage


def list_sheets(limit: int | None = None, offset: int = 0) -> list[ScoreSheet]:
    """The sheets, the newest half-year first."""
    order = (ScoreSheet.year.desc(), ScoreSheet.half.desc(), ScoreSheet.kind, ScoreSheet.version.desc())
    return list(db.session.scalars(select(ScoreSheet).order_by(*order).limit(limit).offset(offset)))


def count_sheets() -> int:
    """How many sheets there are."""
    return db.session.scalar(select(func.count()).select_from(ScoreSheet)) or 0


def get_sheet(token: str) -> ScoreSheet:
    """The sheet with this name in addresses. SheetUnknown."""
    found = db.session.scalar(select(ScoreSheet).where(ScoreSheet.token == token))
    if found is None:
        raise SheetUnknown
    return found


def get_item(sheet: ScoreSheet, token: str) -> ScoreItem:
    """The item of a sheet with this name in addresses. SheetUnknown."""
    found = db.session.scalar(
        select(ScoreItem).join(ScoreStage).where(ScoreItem.token == token, ScoreStage.sheet_id == sheet.id)
    )
    if found is None:
        raise SheetUnknown
    return found


def next_version(kind: str, year: int, half: int) -> int:
    """The number that the next sheet of a kind and half-year gets."""
    own = (ScoreSheet.kind == kind, ScoreSheet.year == year, ScoreSheet.half == half)
    return (db.session.scalar(select(func.max(ScoreSheet.version)).where(*own)) or 0) + 1


def is_assigned(sheet: ScoreSheet) -> bool:
    """Whether somebody is to score by a sheet."""
    return db.session.scalar(select(Assignment.id).where(Assignment.sheet_id == sheet.id).limit(1)) is not None
