"""The kiosks, for citizens."""

from typing import Any

from flask import Blueprint, Flask, render_template, request

from booking import clock
from booking.business.queries import list_departments
from booking.kiosks import queries, wording
from booking.kiosks.forms import FindForm
from booking.kiosks.models import Kiosk
from booking.kiosks.queries import Wish
from booking.kiosks.rules import drawing, read_point
from booking.office import plain_words

pages = Blueprint("kiosks", __name__)

WORDS: dict[str, Any] = {
    "hours_words": wording.hours_words,
    "named": wording.named,
    "FEATURES": wording.FEATURES,
    "IDENTIFICATIONS": wording.IDENTIFICATIONS,
    "UNSURE": wording.UNSURE,
}
"""What the templates of both sides say things with."""


def init_app(app: Flask) -> None:
    """Enter the pages."""
    app.register_blueprint(pages)


@pages.get("/kiosks")
def places() -> str | tuple[str, int]:
    """The places with a kiosk that fit what is asked, and where they stand; all of them where that cannot be read."""
    form = FindForm(request.args)
    form.offer(queries.list_documents())
    is_asked, is_valid = bool(request.args), form.validate()
    found = queries.find(form.wish() if is_valid else Wish(), clock.now())
    maps = _maps([one.kiosk for one in found])
    page = render_template("kiosks/places.html", form=form, found=found, maps=maps, is_asked=is_asked, **WORDS)
    return page if is_valid else (page, 400)


def _maps(kiosks: list[Kiosk]) -> list[drawing.Drawing]:
    """The maps of these places that there are, with the names of the towns: all of the city, then closer."""
    points = [kiosk.point for kiosk in kiosks]
    middles = [(plain_words(town, "name"), read_point(town.coordinates)) for town in list_departments("town")]
    towns = [(name, middle) for name, middle in middles if middle]
    return [found for found in (drawing.draw(points, towns), drawing.draw_centre(points, towns)) if found]


@pages.get("/kiosks/<token>")
def place(token: str) -> str:
    """One place: when it is open, what it issues and whether it does now."""
    kiosk, now = queries.get_kiosk(token), clock.now()
    state, documents = queries.opening(kiosk, queries.watch(now)), queries.documents_at(kiosk, now)
    return render_template("kiosks/place.html", kiosk=kiosk, state=state, documents=documents, **WORDS)
