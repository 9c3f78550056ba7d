"""What desks are called on the room's pages and in its messages, and what visitors said as tables."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flask_babel import gettext
from markupsafe import Markup

from booking import office
from booking.consultations import queries as consultations
from booking.quality.rules.halves import Half
from booking.quality.rules.visit_survey import QUESTIONS, Result
from booking.reports.wording.tables import Table, Value


def desk_name(key: str) -> str:
    """The name of a desk in the language that is spoken now, as plain text; of one that is gone what all desks are."""
    found = consultations.find_field(key)
    return office.plain_words(found, "name") if found else gettext("민원")


def desk_words(key: str) -> Markup | str:
    """The same for a page, marked as Korean where it is."""
    found = consultations.find_field(key)
    return office.words(found, "name") if found else gettext("민원")


HEADS = ("분야", "답(건)", "친절(점)", "도움(점)", "기다림(점)", "전체(점)", "앞 반기보다")
"""Columns of the results of the survey; the middle ones in the order of its questions."""

DRAWN = 4
"""The column that the chart shows: the score of all questions together."""


def results_table(half: Half, now: Mapping[str, Result], before: Mapping[str, Result]) -> Table:
    """The results of half a year by desk, beside the half-year before it."""
    desks = [one for one in consultations.list_desks() if one.key in now]
    gone = sorted(set(now) - {one.key for one in desks})
    names = [*((one.key, one.name) for one in desks), *((key, key) for key in gone)]
    rows: list[tuple[str, tuple[Value, ...]]] = [
        (name, (now[key].count, *_scores(now[key]), _change(now[key], before.get(key)))) for key, name in names
    ]
    return Table("visits", f"{half.name} 방문 설문", HEADS, rows, (DRAWN,))


def halves_table(title: str, results: Iterable[tuple[Half, Result | None]]) -> Table:
    """The results of one desk, the newest half-year first. Half-years without an answer are left out."""
    rows: list[tuple[str, tuple[Value, ...]]] = [
        (half.name, (result.count, *_scores(result))) for half, result in results if result is not None
    ]
    return Table("visits", title, ("반기", *HEADS[1:-1]), rows, (DRAWN,))


def drawn(table: Table) -> Table:
    """What of a table its chart shows: nothing of those who are too few to be told."""
    return replace(table, rows=[row for row in table.rows if row[1][DRAWN] is not None])


def _scores(result: Result) -> tuple[int | None, ...]:
    """Whole points, for a tenth of one would tell a single answer from the next look at the page."""
    return tuple(round(result.scores[name]) if result.scores else None for name in (*QUESTIONS, "total"))


def _change(now: Result, before: Result | None) -> int | None:
    if now.scores is None or before is None or before.scores is None:
        return None
    return round(now.scores["total"]) - round(before.scores["total"])
