"""The after-visit survey: whose number it is, whether the visit was answered, and what was said."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select

from booking import clock
from booking.crypto import vault
from booking.db import db
from booking.quality.errors import SurveyUnknown
from booking.quality.models.visit_survey import AnsweredVisit, VisitAnswer
from booking.quality.rules import visit_survey as rules
from booking.quality.rules.halves import Half
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
    """What was said in half a year, by desk. least: see `rules.result`.

    The present month waits for its end: else who looked every day would see which answer is new, and who was there.
    """
    taps: dict[str, list[dict[str, int]]] = defaultdict(list)
    columns = [getattr(VisitAnswer, name) for name in QUESTIONS]
    for desk, *answer in db.session.execute(select(VisitAnswer.desk, *columns).where(*_shown(half, today))):
        taps[desk].append(dict(zip(QUESTIONS, answer, strict=True)))
    return {desk: rules.result(answers, least) for desk, answers in taps.items()}


def list_comments(half: Half, today: date, least: int) -> dict[str, list[str]]:
    """What visitors wrote in half a year, by desk, in the order of the alphabet, which tells neither who nor when.

    Of desks with fewer than `least` answers, nothing.
    """
    found: dict[str, list[str]] = {}
    for desk, result in list_results(half, today, least).items():
        query = select(VisitAnswer.comment).where(*_shown(half, today), VisitAnswer.desk == desk)
        written = db.session.scalars(query.where(VisitAnswer.comment.is_not(None))) if result.scores else ()
        found[desk] = sorted(text for text in written if text)
    return {desk: texts for desk, texts in found.items() if texts}


def year_result(year: int, today: date, least: int) -> Result:
    """What was said at all desks in the months of a year that are over."""
    columns = [getattr(VisitAnswer, name) for name in QUESTIONS]
    first, ends = month_of(date(year, 1, 1)), min(month_of(date(year + 1, 1, 1)), month_of(today))
    rows = db.session.execute(select(*columns).where(VisitAnswer.month >= first, VisitAnswer.month < ends))
    return rules.result([dict(zip(QUESTIONS, row, strict=True)) for row in rows], least)


def first_half() -> Half | None:
    """The half-year of the oldest answer; None while there is none."""
    first = db.session.scalar(select(func.min(VisitAnswer.month)))
    return Half.of(clock.office_date(first)) if first else None


def _shown(half: Half, today: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    ends = min(month_of(half.after.first), month_of(today))
    return VisitAnswer.month >= month_of(half.first), VisitAnswer.month < ends
