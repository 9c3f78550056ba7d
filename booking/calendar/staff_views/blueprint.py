"""What the calendar's staff pages share: their blueprint, and the answer to a change."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from booking import clock, web
from booking.audit.rules import Actor
from booking.db import transaction
from booking.errors import BookingError
from booking.foresight import unseen
from booking.recheck import recheck, sentences

pages = Blueprint("calendar", __name__, url_prefix="/staff/calendar")

Answer = Response | str | tuple[str, int]
Change = Callable[[Actor, datetime], object]


def change(form: FlaskForm, do: Change, said: str, url: str, again: Callable[..., str]) -> Answer:
    """Do what a form asks for, have everything looked at again in the same transaction, and say what followed.

    `again` shows the form with its errors. A form with a field `seen` is shown first with what would follow
    (`again(outlook=...)`), where bookings are touched and what was seen is not what would be done.
    """
    if not form.validate_on_submit():
        return again(), 400
    actor, now = web.actor(), clock.now()
    try:
        if "seen" in form and (told := _unseen(form, do, now)):
            return again(outlook=told)
        with transaction():
            do(actor, now)
            followed = recheck(now, actor)
    except BookingError as error:
        web.put_error(form, error)
        return again(), error.status
    flash(" ".join([said, *sentences(followed)]))
    return redirect(url, 303)


def _unseen(form: FlaskForm, do: Change, now: datetime) -> list[str]:
    """What would follow, where it touches bookings and was not seen like this; the form then bears that it is."""
    told, form.seen.data = unseen(form.seen.data, do, now, web.actor())
    return told
