"""Figures of years: entered by staff, loaded with a city's data, or counted while the year lasts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.consultations.errors import SeedBroken
from booking.consultations.service import seed_files
from booking.db import db, insert
from booking.identity import ensure_no_identity_number
from booking.reports.errors import FigureUnknown
from booking.reports.models import YearlyFigure
from booking.reports.queries import yearly as queries
from booking.reports.rules.yearly import ENTERED, SAMPLE, read_value

SECTIONS = ("yearly_figures",)


@dataclass(frozen=True)
class SeedFigure:
    """An entry of a city's data."""

    year: int
    figure: str
    value: str
    source: str


def put_figure(year: int, figure: str, value: str, source: str, *, actor: Actor, now: datetime) -> None:
    """Enter a figure of a year, or put another in its place. source: who published it. FigureInvalid,
    IdentityNumber."""
    number = read_value(value, figure)
    ensure_no_identity_number(source, "source")
    before = queries.find_entered(year, figure)
    was = {"value": before.value, "source": before.source} if before and not before.is_counted else None
    row = {"value": number, "source": source, "is_counted": False, "is_sample": False, "changed_at": now}
    statement = insert(YearlyFigure).values(year=year, figure=figure, **row)
    db.session.execute(statement.on_conflict_do_update(index_elements=["year", "figure"], set_=row))
    after = {"value": number, "source": source}
    subject = f"yearly_figure:{year}:{figure}"
    audit.changed("yearly_figure.entered", actor=actor, now=now, subject=subject, before=was, after=after)


def remove_figure(year: int, figure: str, *, actor: Actor, now: datetime) -> None:
    """Take off what was entered; what the product counts of that year is told again. FigureUnknown."""
    is_it = (YearlyFigure.year == year, YearlyFigure.figure == figure, YearlyFigure.is_counted.is_(False))
    value = db.session.execute(delete(YearlyFigure).where(*is_it).returning(YearlyFigure.value)).scalar()
    if value is None:
        raise FigureUnknown
    subject = f"yearly_figure:{year}:{figure}"
    audit.changed("yearly_figure.removed", actor=actor, now=now, subject=subject, before={"value": value})


def keep_stock(now: datetime) -> int:
    """Note how many kiosks, kinds and departments there are, for when the year is over. How many figures changed.

    The last count of a year stays. What somebody entered is left alone.
    """
    year, changed = clock.office_date(now).year, 0
    for figure, told in queries.count_stock().items():
        found = queries.find_entered(year, figure)
        is_sample = told.status == SAMPLE
        if found and (not found.is_counted or (found.value, found.is_sample) == (told.value, is_sample)):
            continue
        row = {"value": told.value, "is_sample": is_sample, "changed_at": now}
        statement: Any = insert(YearlyFigure).values(year=year, figure=figure, source="", is_counted=True, **row)
        keys = ["year", "figure"]
        db.session.execute(
            statement.on_conflict_do_update(index_elements=keys, set_=row, where=YearlyFigure.is_counted)
        )
        changed += 1
    return changed


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the section `yearly_figures` of a parsed TOML file: only what nobody has entered. SeedBroken."""
    return list(_seed(data, actor, now))


def _seed(data: Mapping[str, Any], actor: Actor, now: datetime) -> Iterator[tuple[str, str]]:
    for row in seed_files.rows(data, "yearly_figures"):
        where = f"yearly figure {row.get('year')} {row.get('figure')}"
        with seed_files.named(where):
            found = seed_files.values(SeedFigure, row)
            if found.figure not in ENTERED or not found.source:
                raise SeedBroken(why="no such figure, or no source")
            is_new = queries.find_entered(found.year, found.figure) is None
            if is_new:
                put_figure(found.year, found.figure, found.value, found.source, actor=actor, now=now)
        yield ("added" if is_new else "kept"), where
