"""The page behind a signed link: it asks for the last four digits of the telephone, and opens what the link names.

KakaoTalk opens links in a browser of its own, which has no cookie of the one that booked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from booking import clock, links, web
from booking.accounts.errors import Locked
from booking.db import transaction
from booking.errors import BookingError
from booking.limits import limit_looking_up
from booking.reservations import queries, service
from booking.reservations.errors import DigitsWrong, ReservationUnknown
from booking.reservations.forms import DigitsForm
from booking.reservations.views.blueprint import pages
from booking.reservations.views.own import Answer, keep_open
from booking.settings import queries as settings


@dataclass(frozen=True)
class Way:
    """How links of one kind are opened.

    ends: name → until when the link is good; None where there is nothing of that name. enter: (name, digits) → the
    address to go on to, with whatever this browser must remember; None where the digits do not fit. It runs inside a
    transaction that is committed either way.
    """

    ends: Callable[[str], datetime | None]
    enter: Callable[[str, str], str | None]


def good_until(visit: datetime) -> datetime:
    """How long the links of a visit are good: some days longer (a setting), for who asks when it was."""
    return visit + timedelta(days=settings.get("notices.link_days"))


def _ends(reference: str) -> datetime | None:
    try:
        reservation = queries.get_by_reference(reference)
    except ReservationUnknown:
        return None
    return None if reservation.destroyed_at else good_until(reservation.slot.ends_at)


def _enter(reference: str, digits: str) -> str | None:
    found = service.open_link(reference, digits, actor=web.actor(), now=clock.now())
    if found is None or found.reference is None:
        return None
    keep_open(found.reference)
    return url_for("reservations.show", reference=found.reference)


WAYS: dict[str, Way] = {"booking": Way(_ends, _enter)}
"""By kind of link. Other parts of the room add theirs."""


@pages.get("/r/<signed>")
def link(signed: str) -> Answer:
    """Asks for the four digits. Opening it changes nothing, for mail scanners follow links."""
    if _good(signed) is None:
        return _gone()
    return render_template("reservations/link.html", form=DigitsForm(formdata=None))


@pages.post("/r/<signed>")
@limit_looking_up
def open_link(signed: str) -> Answer:
    """Open what the link names in this browser."""
    good, form = _good(signed), DigitsForm()
    if good is None:
        return _gone()
    if not form.validate():
        return render_template("reservations/link.html", form=form), 400
    try:
        way, name = good
        with transaction():
            address = way.enter(name, form.read())
        if address is None:
            raise DigitsWrong(field="digits")
    except (DigitsWrong, Locked) as error:
        return _refused(form, error)
    return redirect(address, 303)


def _refused(form: DigitsForm, error: BookingError) -> Answer:
    error.field = "digits"
    web.put_error(form, error)
    return render_template("reservations/link.html", form=form), error.status


def _good(signed: str) -> tuple[Way, str] | None:
    """The way and the name of a link that still leads somewhere."""
    try:
        kind, name = links.read(signed)
    except links.LinkBroken:
        return None
    way = WAYS.get(kind)
    ends = way.ends(name) if way else None
    return (way, name) if way and ends and clock.now() < ends else None


def _gone() -> tuple[str, int] | Response:
    """One page for what was never a link and for one that is over: it tells nobody which references there are."""
    return render_template("reservations/link_gone.html"), 410
