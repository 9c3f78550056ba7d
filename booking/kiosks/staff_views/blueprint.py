"""What the staff pages of the kiosks share: the blueprint, and how a form is answered."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from booking import clock, web
from booking.db import transaction
from booking.errors import BookingError

pages = Blueprint("kiosk_desk", __name__, url_prefix="/staff/kiosks")

Answer = Response | str | tuple[str, int]


def answer(form: FlaskForm, page: Callable[[], str], do: Callable[..., object], said: str, then: str) -> Answer:
    """The page, again with what is wrong; or, once `do(actor=, now=)` is done, the page `then`, which says so."""
    if not form.validate_on_submit():
        return (page(), 400) if form.is_submitted() else page()
    try:
        with transaction():
            do(**now())
    except BookingError as error:
        web.put_error(form, error)
        return page(), error.status
    flash(said)
    return redirect(url_for(then), 303)


def now() -> dict[str, Any]:
    """Who does it, and when."""
    return {"actor": web.actor(), "now": clock.now()}
