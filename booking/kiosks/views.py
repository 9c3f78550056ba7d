"""The kiosks, for citizens."""

from typing import Any

from flask import Blueprint, Flask, render_template, request

from booking import clock
from booking.kiosks import queries, wording
from booking.kiosks.forms import FindForm
from booking.kiosks.queries import Wish
from booking.kiosks.rules.drawing import draw

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
    drawing = draw([one.kiosk.point for one in found])
    page = render_template("kiosks/places.html", form=form, found=found, drawing=drawing, is_asked=is_asked, **WORDS)
    return page if is_valid else (page, 400)


@pages.get("/kiosks/<token>")
def place(token: str) -> str:
    """One place: when it is open, what it issues and whether it does now."""
    kiosk, now = queries.get_kiosk(token), clock.now()
    state, documents = queries.opening(kiosk, queries.watch(now)), queries.documents_at(kiosk, now)
    return render_template("kiosks/place.html", kiosk=kiosk, state=state, documents=documents, **WORDS)
