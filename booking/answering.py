"""How work pages answer a form: show it, refuse at the field, or do it and go on."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from booking import clock, web
from booking.db import transaction
from booking.errors import BookingError

Answer = Response | str | tuple[str, int]


def answer(
    form: FlaskForm, page: Callable[[], str], do: Callable[[], object], said: str, to: str | Callable[[Any], str]
) -> Answer:
    """The page of a form; once it is in order, what `do` does, and the address `to`, which may follow what it made."""
    if not form.validate_on_submit():
        return (page(), 400) if form.is_submitted() else page()
    try:
        with transaction():
            made = do()
    except BookingError as error:
        web.put_error(form, error)
        return page(), error.status
    flash(said)
    return redirect(to if isinstance(to, str) else to(made), 303)


def act(do: Callable[[], object], said: str, to: str) -> Response:
    """What a button alone does. A refusal gets a page of its own."""
    with transaction():
        do()
    flash(said)
    return redirect(to, 303)


def by() -> dict[str, Any]:
    """Who acts, and when, as use cases take it."""
    return {"actor": web.actor(), "now": clock.now()}
