"""The after-visit survey: whose number it is, whether the visit was answered, and what was said."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from booking import clock
from booking.crypto import vault
from booking.db import db
from booking.quality.errors import SurveyUnknown
from booking.quality.models.visit_survey import AnsweredVisit, VisitAnswer
from booking.quality.rules import visit_survey as rules
from booking.quality.rules.halves import Half
from booking.quality.rules.small_groups import told
from booking.quality.rules.visit_survey import QUESTIONS, Result
from booking.reservations.queries.ended import Visit, list_visits
from booking.settings import queries as settings


def is_on() -> bool:
    """Whether visitors are asked how it was."""
    return bool(settings.get("quality.visit_survey"))


def code_of(reference: str) -> str:
    """The survey's number of a visit. It is made of the booking's reference under the index key and kept nowhere."""
    return rules.code_from(vault().index(f"visit survey|{reference}"))


def path_of(code: str) -> str:
    """The path of the page where a visit is answered."""
    return f"/survey/{code}"


def fingerprint_of(reference: str) -> str:
    """By what it is known that a visit was answered: nobody comes from it to the visit, nor from the number to it."""
    return vault().index(f"visit answered|{reference}")


def open_until(day: date) -> date:
    """The last day on which a visit can be answered."""
    return day + timedelta(days=int(settings.get("quality.visit_survey_days")))


def get_visit(text: str, now: datetime) -> Visit:
    """The visit whose number somebody typed or followed. SurveyUnknown, where there is none or its time is over."""
    code, today = rules.read_code(text), clock.office_date(now)
    first = today - timedelta(days=int(settings.get("quality.visit_survey_days")))
    visits = list_visits(first, today, rules.VISITED) if is_on() and len(code) == rules.CODE_LENGTH else []
    found = next((one for one in visits if code_of(one.reference) == code), None)
    if found is None:
        raise SurveyUnknown(field="code")
    return found


def is_answered(visit: Visit) -> bool:
    """Whether somebody answered of this visit."""
    return db.session.get(AnsweredVisit, fingerprint_of(visit.reference)) is not None


def month_of(day: date) -> datetime:
    """The first instant of a day's month: all that is kept of when a visit was."""
    return clock.at_office(day.replace(day=1), time.min)


def list_results(half: Half, today: date, least: int) -> dict[str, Result]:
    """What was said in half a year, by desk. least: see `rules.small_groups`."""
    return {desk: rules.result([months], least) for desk, months in _list_taps(half, today).items()}


def list_comments(half: Half, today: date, least: int) -> dict[str, list[str]]:
    """What visitors wrote in half a year, by desk, in the order of the alphabet, which tells neither who nor when.

    Of the answers that `list_results` tells, and of no others.
    """
    found = _list_answers(half, today, [VisitAnswer.comment])
    texts = {desk: sorted(one for (one,) in told(months, least) if one) for desk, months in found.items()}
    return {desk: written for desk, written in texts.items() if written}


def year_result(year: int, today: date, least: int) -> Result:
    """What was said at all desks in a year: of what the half-years tell, so that no sum leaves a few over."""
    groups = [months for half in (1, 2) for months in _list_taps(Half(year, half), today).values()]
    return rules.result(groups, least)


def first_half() -> Half | None:
    """The half-year of the oldest answer; None while there is none."""
    first = db.session.scalar(select(func.min(VisitAnswer.month)))
    return Half.of(clock.office_date(first)) if first else None


def _list_taps(half: Half, today: date) -> dict[str, list[list[dict[str, int]]]]:
    found = _list_answers(half, today, [getattr(VisitAnswer, name) for name in QUESTIONS])
    return {
        desk: [[dict(zip(QUESTIONS, taps, strict=True)) for taps in month] for month in months]
        for desk, months in found.items()
    }


def _list_answers(half: Half, today: date, columns: Sequence[Any]) -> dict[str, list[list[list[Any]]]]:
    """These columns of the answers of half a year, by desk and by month, the oldest month first.

    Of months whose visits nobody can answer any more: else who looked every day would see which answer is new.
    """
    days = timedelta(days=int(settings.get("quality.visit_survey_days")))
    ends = min(month_of(half.after.first), month_of(today - days))
    query = select(VisitAnswer.desk, VisitAnswer.month, *columns).order_by(VisitAnswer.month, VisitAnswer.id)
    rows = db.session.execute(query.where(VisitAnswer.month >= month_of(half.first), VisitAnswer.month < ends))
    found: dict[str, dict[datetime, list[list[Any]]]] = defaultdict(lambda: defaultdict(list))
    for desk, month, *answer in rows:
        found[desk][month].append(answer)
    return {desk: list(months.values()) for desk, months in found.items()}
