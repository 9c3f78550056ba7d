"""The blueprint of the staff's pages about the experts of a day, and how a day is found."""

from datetime import date

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from booking import web
from booking.calendar import queries as calendar

pages = Blueprint("advising_desk", __name__, url_prefix="/staff")

Answer = Response | str | tuple[str, int]


def get_day(text: str) -> date:
    """The consultation day of an address; 404 for what is none."""
    day = calendar.find_office_day("consultation", web.parse_day(text)) or abort(404)
    return day.date
