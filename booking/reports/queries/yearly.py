"""Gather the picture of a year from all rooms, and what was entered of years before the product."""

from datetime import date
from statistics import fmean

from sqlalchemy import select

from booking.business import queries as business
from booking.counter import queries as counter
from booking.db import db
from booking.kiosks import queries as kiosks
from booking.nightoffice import queries as nightoffice
from booking.quality.queries import results as monitored
from booking.quality.queries import visit_survey
from booking.quality.queries.small_groups import least_answers
from booking.quality.rules.halves import Half
from booking.reports.models import YearlyFigure
from booking.reports.queries.published import Line, published
from booking.reports.rules.small_cells import ALL
from booking.reports.rules.yearly import (
    COUNTED,
    FIGURES,
    HIDDEN,
    PUBLISHED,
    SAMPLE,
    UNKNOWN,
    Told,
    counted,
    share,
)
from booking.settings import queries as settings

CASES = {"night_cases": "night", "one_stop_cases": "counter"}
"""The figures that are cases counted at a desk, and of which service."""

Picture = dict[str, Told]
"""The figures of a year by their keys."""

Totals = dict[tuple[Half, str], float | None]
"""What monitors' scores come to by half-year and kind; see `monitored.list_totals`."""


def list_pictures(today: date) -> dict[int, Picture]:
    """The pictures of all years of which there is anything to tell, the newest first; the present one always."""
    rows = list(db.session.scalars(select(YearlyFigure).where(YearlyFigure.year <= today.year)))
    lines = [line for line in published(today) if line.field == ALL]
    totals = {key: total for key, total in monitored.list_totals(today).items() if key[0].last < today}
    years = {today.year, *(row.year for row in rows), *(int(line.span[:4]) for line in lines)}
    entered = {(row.year, row.figure): row for row in rows}
    years |= {half.year for half, _kind in totals}
    cases = business.counts_by_year()
    years |= {year for _service, year in cases if year <= today.year}
    return {
        year: _picture(year, entered, lines, totals, today) | _cases(year, entered, cases)
        for year in sorted(years, reverse=True)
    }


def list_entered() -> list[YearlyFigure]:
    """What was entered, the newest year first, in the order of the page."""
    order = list(FIGURES)
    rows = db.session.scalars(select(YearlyFigure).where(YearlyFigure.is_counted.is_(False)))
    return sorted(rows, key=lambda row: (-row.year, order.index(row.figure)))


def find_entered(year: int, figure: str) -> YearlyFigure | None:
    """The row of a figure, entered or counted."""
    return db.session.scalar(select(YearlyFigure).where(YearlyFigure.year == year, YearlyFigure.figure == figure))


def count_stock() -> dict[str, Told]:
    """How many kiosks, kinds and departments there are now."""
    places, tasks, offers = kiosks.list_kiosks(), nightoffice.list_tasks(), counter.list_offers()
    all_hours = [one for one in places if one.is_24h]
    is_unsure = {one.id: one.is_sample or bool(one.unsure) for one in places}  # values that nobody has confirmed
    is_made_up = any(one.is_sample for one in offers)
    counts = {
        "night_kinds": (len(tasks), any(one.is_sample for one in tasks)),
        "one_stop_kinds": (len(offers), is_made_up),
        "one_stop_departments": (len({one.department.key for one in offers}), is_made_up),
        "kiosks": (len(places), any(is_unsure.values())),
        "kiosks_24h": (len(all_hours), any(is_unsure[one.id] for one in all_hours)),
    }
    return {key: Told(count, SAMPLE if is_sample else COUNTED) for key, (count, is_sample) in counts.items() if count}


def _picture(
    year: int, entered: dict[tuple[int, str], YearlyFigure], lines: list[Line], totals: Totals, today: date
) -> Picture:
    found = dict.fromkeys(FIGURES, UNKNOWN) | {
        "consultations": _consultations(year, lines),
        "visit_score": _visit_score(year, today),
        "phone_score": _monitored(year, "phone", totals),
        "monitor_score": _monitored(year, "visit", totals),
    }
    if year == today.year:
        found |= count_stock()
    for (of_year, figure), row in entered.items():
        if of_year == year and not (row.is_counted and year == today.year):
            found[figure] = _told(row)
    return found | {"kiosks_24h_share": share(found["kiosks_24h"], found["kiosks"])}


def _told(row: YearlyFigure, also: float | None = None) -> Told:
    status = (SAMPLE if row.is_sample else COUNTED) if row.is_counted else PUBLISHED
    return Told(row.value, status, row.source, also)


def _cases(year: int, entered: dict[tuple[int, str], YearlyFigure], cases: dict[tuple[str, int], int]) -> Picture:
    """What was counted at the desks; where somebody entered a figure, that one, and what was counted beside it."""
    found = {}
    for figure, service in CASES.items():
        number, row = cases.get((service, year)), entered.get((year, figure))
        own = UNKNOWN if number is None else counted(number, int(settings.get("reports.small_cells")))
        found[figure] = _told(row, own.value) if row else own
    return found


def _consultations(year: int, lines: list[Line]) -> Told:
    """Of a year that is over its published sum; of the present one what its published months add up to."""
    sums = [line for line in lines if line.span == str(year)]
    told = [line.counts["held"] for line in sums or lines if line.span[:4] == str(year)]
    if not told:
        return UNKNOWN
    if any(count is None for count in told):
        return Told(None, HIDDEN)
    return counted(sum(count for count in told if count is not None), int(settings.get("reports.small_cells")))


def _monitored(year: int, kind: str, totals: Totals) -> Told:
    """What a survey of monitors came to: the mean of the half-years that are over, each as its own page tells it."""
    own = [total for (half, of), total in totals.items() if (half.year, of) == (year, kind)]
    told = [total for total in own if total is not None]
    if told:
        return Told(round(fmean(told), 2), COUNTED)
    return Told(None, HIDDEN) if own else UNKNOWN


def _visit_score(year: int, today: date) -> Told:
    found = visit_survey.year_result(year, today, least_answers())
    if not found.count:
        return UNKNOWN
    return Told(round(found.scores["total"]), COUNTED) if found.scores else Told(None, HIDDEN)
