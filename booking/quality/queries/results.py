"""Read the scores of a half-year, and what they come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from statistics import fmean

from sqlalchemy import func, select

from booking import clock
from booking.db import db
from booking.quality.models.scoring import Assignment, Contact, ContactScore
from booking.quality.models.sheets import ScoreItem, ScoreSheet, ScoreStage
from booking.quality.queries.small_groups import least_answers
from booking.quality.rules.halves import Half
from booking.quality.rules.results import PLACES, Results, Score
from booking.quality.rules.results import results as calculate
from booking.quality.rules.small_groups import told_of


def results(half: Half, kind: str, today: date, department: int | None = None) -> Results:
    """What the submitted contacts of a half-year and kind come to, as far as they may be told; with a department's key,
    stages and items of it alone. Departments of which nothing may be told have no figure. Two statements."""
    return Reader(today).results(half, kind, department)


class Reader:
    """The same for many departments and half-years, of which each is read once."""

    def __init__(self, today: date) -> None:
        self._today, self._least = today, least_answers()
        self._scores: dict[tuple[Half, str], list[Score]] = {}
        self._departments: dict[tuple[Half, str], set[int]] = {}

    def results(self, half: Half, kind: str, department: int | None = None) -> Results:
        """See `results`."""
        found = calculate(self._read(half, kind), self._read(half.before, kind), self._least, department)
        departments = {key: found.departments.get(key) for key in sorted(self._departments[half, kind])}
        return replace(found, departments=departments)

    def _read(self, half: Half, kind: str) -> list[Score]:
        if (half, kind) not in self._scores:
            scores, months = list_scores(half, kind)
            departments = {one.contact: one.department for one in scores}
            entries = [(key, departments[key], month) for key, month in months.items()]
            kept = told_of(_settled(entries, self._today), self._least)
            self._scores[half, kind] = [one for one in scores if one.contact in kept]
            self._departments[half, kind] = set(departments.values())
        return self._scores[half, kind]


def _settled(entries: Iterable[tuple[int, int, date]], today: date) -> list[tuple[int, int, date]]:
    """Contacts, with department and month, of months that are over: else who looked every day would read each new
    one off the change."""
    return [entry for entry in entries if entry[2] < today.replace(day=1)]


def _month(submitted_at: datetime) -> date:
    return clock.office_date(submitted_at).replace(day=1)


def list_scores(half: Half, kind: str) -> tuple[list[Score], dict[int, date]]:
    """The scores of the submitted contacts of a half-year and kind, in the order of the sheet; and in which month each
    contact was submitted."""
    query = (
        select(
            Contact.id, Assignment.department_id, ScoreStage.name, ScoreItem.text, ContactScore.points,
            ScoreItem.most, ScoreItem.weight, Contact.submitted_at,
        )
        .join(Contact, Contact.id == ContactScore.contact_id)
        .join(Assignment, Assignment.id == Contact.assignment_id)
        .join(ScoreSheet, ScoreSheet.id == Assignment.sheet_id)
        .join(ScoreItem, ScoreItem.id == ContactScore.item_id)
        .join(ScoreStage, ScoreStage.id == ScoreItem.stage_id)
        .where(ScoreSheet.kind == kind, ScoreSheet.year == half.year, ScoreSheet.half == half.half)
        .where(Contact.submitted_at.is_not(None))
        .order_by(ScoreStage.position, ScoreStage.id, ScoreItem.position, ScoreItem.id, Contact.id)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    return [Score(*row[:-1]) for row in rows], {row.id: _month(row.submitted_at) for row in rows}


def list_totals(today: date) -> dict[tuple[Half, str], float | None]:
    """The mean of all contacts of each half-year and kind that has any, as `results` tells it; None where it does not.

    One row a contact, for everybody may ask for it, and thousands of scores would keep the house busy.
    """
    score = 100.0 * func.sum(1.0 * ScoreItem.weight * ContactScore.points / ScoreItem.most) / func.sum(ScoreItem.weight)
    query = (
        select(
            ScoreSheet.year, ScoreSheet.half, ScoreSheet.kind, Contact.id, Assignment.department_id,
            Contact.submitted_at, score.label("score"),
        )
        .join(Assignment, Assignment.sheet_id == ScoreSheet.id)
        .join(Contact, Contact.assignment_id == Assignment.id)
        .join(ContactScore, ContactScore.contact_id == Contact.id)
        .join(ScoreItem, ScoreItem.id == ContactScore.item_id)
        .where(Contact.submitted_at.is_not(None))
        .group_by(Contact.id, Contact.submitted_at, Assignment.department_id)
        .group_by(ScoreSheet.year, ScoreSheet.half, ScoreSheet.kind)
    )  # fmt: skip
    entries: dict[tuple[Half, str], list[tuple[int, int, date]]] = defaultdict(list)
    means: dict[int, float] = {}
    for row in db.session.execute(query):
        entries[Half(row.year, row.half), row.kind].append((row.id, row.department_id, _month(row.submitted_at)))
        means[row.id] = float(row.score)
    least = least_answers()
    return {key: _mean(told_of(_settled(found, today), least), means) for key, found in entries.items()}


def _mean(contacts: Iterable[int], means: Mapping[int, float]) -> float | None:
    found = [means[contact] for contact in sorted(contacts)]
    return round(fmean(found), PLACES) if found else None


def list_halves() -> list[Half]:
    """The half-years for which there are sheets, the newest first."""
    query = select(ScoreSheet.year, ScoreSheet.half).distinct()
    return sorted((Half(*row) for row in db.session.execute(query)), reverse=True)
