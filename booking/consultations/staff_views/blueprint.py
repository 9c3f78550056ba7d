"""The blueprint of the fields' and experts' pages, and how their forms are answered."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from booking import clock, web
from booking.db import transaction
from booking.errors import BookingError

pages = Blueprint("consultation_desk", __name__, url_prefix="/staff/consultations")

Answer = Response | str | tuple[str, int]


def answer(
    form: FlaskForm, do: Callable[[], object], said: str, url: Callable[[], str], show: Callable[[], str]
) -> Answer:
    """Show the form, or do what it says and go on to `url`; a refusal stands at its field."""
    if not form.validate_on_submit():
        return (show(), 400) if form.is_submitted() else show()
    try:
        with transaction():
            do()
    except BookingError as error:
        web.put_error(form, error)
        return show(), error.status
    flash(said)
    return redirect(url(), 303)


def by_whom() -> dict[str, Any]:
    """Actor and moment of this request."""
    return {"actor": web.actor(), "now": clock.now()}
