"""Read the scores of a half-year, and what they come to."""

from collections import Counter, defaultdict
from statistics import fmean

from sqlalchemy import func, select

from booking.db import db
from booking.quality.models.scoring import Assignment, Contact, ContactScore
from booking.quality.models.sheets import ScoreItem, ScoreSheet, ScoreStage
from booking.quality.rules.halves import Half
from booking.quality.rules.results import PLACES, Results, Score, may_tell_all
from booking.quality.rules.results import results as calculate
from booking.settings import queries as settings


def results(half: Half, kind: str, department: int | None = None) -> Results:
    """What the submitted contacts of a half-year and kind come to; with a department's key, stages and items of it
    alone. Two statements."""
    return Reader().results(half, kind, department)


class Reader:
    """The same for many departments and half-years, of which each is read once."""

    def __init__(self) -> None:
        self._least = least_answers()
        self._scores: dict[tuple[Half, str], list[Score]] = {}

    def results(self, half: Half, kind: str, department: int | None = None) -> Results:
        """See `results`."""
        return calculate(self._read(half, kind), self._read(half.before, kind), self._least, department)

    def _read(self, half: Half, kind: str) -> list[Score]:
        if (half, kind) not in self._scores:
            self._scores[half, kind] = list_scores(half, kind)
        return self._scores[half, kind]


def least_answers() -> int:
    """How many contacts a group needs to be told."""
    return int(settings.get("reports.small_cells"))


def list_scores(half: Half, kind: str) -> list[Score]:
    """The scores of the submitted contacts of a half-year and kind, in the order of the sheet."""
    query = (
        select(
            Contact.id, Assignment.department_id, ScoreStage.name, ScoreItem.text, ContactScore.points,
            ScoreItem.most, ScoreItem.weight,
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
    return [Score(*row) for row in db.session.execute(query)]


def list_totals() -> dict[tuple[Half, str], float | None]:
    """The mean of all contacts of each half-year and kind that has any, as `results` tells it; None where it does not.

    One row a contact, for everybody may ask for it, and thousands of scores would keep the house busy.
    """
    score = 100.0 * func.sum(1.0 * ScoreItem.weight * ContactScore.points / ScoreItem.most) / func.sum(ScoreItem.weight)
    query = (
        select(ScoreSheet.year, ScoreSheet.half, ScoreSheet.kind, Assignment.department_id, score)
        .join(Assignment, Assignment.sheet_id == ScoreSheet.id)
        .join(Contact, Contact.assignment_id == Assignment.id)
        .join(ContactScore, ContactScore.contact_id == Contact.id)
        .join(ScoreItem, ScoreItem.id == ContactScore.item_id)
        .where(Contact.submitted_at.is_not(None))
        .group_by(Contact.id, ScoreSheet.year, ScoreSheet.half, ScoreSheet.kind, Assignment.department_id)
    )
    found: dict[tuple[Half, str], list[tuple[int, float]]] = defaultdict(list)
    for year, half, kind, department, mean in db.session.execute(query):
        found[Half(year, half), kind].append((department, float(mean)))
    return {key: _total(contacts) for key, contacts in found.items()}


def _total(contacts: list[tuple[int, float]]) -> float | None:
    is_told = may_tell_all(Counter(department for department, _ in contacts), least_answers())
    return round(fmean(mean for _, mean in contacts), PLACES) if is_told else None


def list_halves() -> list[Half]:
    """The half-years for which there are sheets, the newest first."""
    query = select(ScoreSheet.year, ScoreSheet.half).distinct()
    return sorted((Half(*row) for row in db.session.execute(query)), reverse=True)
