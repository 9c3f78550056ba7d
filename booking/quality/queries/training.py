"""Read the training plan, with the scores before and after each training."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from booking.db import db
from booking.quality.errors import TrainingUnknown
from booking.quality.models.training import Training
from booking.quality.queries import results
from booking.quality.rules.halves import Half


@dataclass(frozen=True)
class Planned:
    """A line of the plan. before: the item's score in the half-year that led to it; after: in the half-year after that
    in which the training was held. Both None where there is none, or where it is hidden.
    """

    training: Training
    half: Half
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """How much the score rose."""
        return None if self.before is None or self.after is None else round(self.after - self.before, 2)


def list_training(today: date, limit: int | None = None, offset: int = 0) -> list[Planned]:
    """The lines, the newest half-year first, what is not done yet before the rest."""
    order = (
        Training.year.desc(),
        Training.half.desc(),
        Training.done_on.is_not(None),
        Training.planned_on,
        Training.id,
    )
    found = db.session.scalars(select(Training).order_by(*order).limit(limit).offset(offset)).all()
    scores = _Scores(today)
    return [scores.line(one) for one in found]


def count_training() -> int:
    """How many lines there are."""
    return db.session.scalar(select(func.count()).select_from(Training)) or 0


def get_training(token: str) -> Training:
    """The line with this name in addresses. TrainingUnknown."""
    found = db.session.scalar(select(Training).where(Training.token == token))
    if found is None:
        raise TrainingUnknown
    return found


def list_planned(half: Half, kind: str, department_id: int) -> set[tuple[str, str]]:
    """Stage and item of what is in the plan already, from these results of a department."""
    query = select(Training.stage, Training.item).where(
        Training.year == half.year, Training.half == half.half, Training.kind == kind,
        Training.department_id == department_id,
    )  # fmt: skip
    return {(stage, item) for stage, item in db.session.execute(query)}


class _Scores:
    """The items' scores of departments, each half-year read once for each kind."""

    def __init__(self, today: date) -> None:
        self._reader = results.Reader(today)
        self._known: dict[tuple[Half, str, int], dict[tuple[str, ...], float]] = {}

    def line(self, one: Training) -> Planned:
        half = Half(one.year, one.half)
        after = self._score(one, Half.of(one.done_on).after) if one.done_on else None
        return Planned(one, half, self._score(one, half), after)

    def _score(self, one: Training, half: Half) -> float | None:
        key = (half, one.kind, one.department_id)
        if key not in self._known:
            self._known[key] = {line.names: line.figure.mean for line in self._reader.results(*key).items}
        return self._known[key].get((one.stage, one.item))
