"""Where to get it done, for citizens."""

import secrets
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    get_template_attribute,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from booking import clock, kept, languages, stamps
from booking.answering import Answer, answer
from booking.business import queries as catalogue
from booking.business import service
from booking.business.forms import MissedForm
from booking.guide import queries
from booking.guide.forms import QuestionForm, StartForm
from booking.guide.rules.near import Point
from booking.limits import limit_telling
from booking.web import permissions_policy

if TYPE_CHECKING:
    from booking.business.models import Department

pages = Blueprint("guide", __name__)

CUT = f"<!-- {secrets.token_urlsafe(16)} -->"
"""Where a text that is kept for everybody is cut, to take in what is this reader's own. No text of data can hold it."""


def init_app(app: Flask) -> None:
    """Enter the pages, and give templates `list_doors(field_keys)`: full and closed days name the other doors."""
    app.register_blueprint(pages)
    app.add_template_global(queries.list_doors)


@pages.get("/guide")
def ways() -> str | tuple[str, int]:
    """What somebody means by what they typed, or what begins with a letter; else the ways in, best first for now."""
    if not request.args.get("q") and not request.args.get("letter"):
        return _ways_page()
    form, letter, language = QuestionForm(request.args), request.args.get("letter", ""), languages.current()
    if not form.validate():
        return _found_page(form, []), HTTPStatus.BAD_REQUEST
    if form.q.data:
        return _found_page(form, catalogue.find(form.q.data))
    if letter:
        return _found_page(form, catalogue.listed_under(letter, language), letter)
    return _ways_page()


def _found_page(form: QuestionForm | MissedForm, found: list[catalogue.Found], letter: str = "") -> str:
    known = catalogue.letters(languages.current())
    chosen = letter if letter in known else ""
    by_letter = get_template_attribute("guide/_parts.html", "by_letter")
    letters = _kept(lambda _now: str(by_letter(known, chosen)), "letters", chosen)[0]
    return render_template("guide/found.html", form=form, found=found, letters=letters)


def _ways_page() -> str:
    return render_template("guide/ways.html", body=_kept(_ways, "ways")[0])


def _ways(now: datetime) -> str:
    form, letters = QuestionForm(MultiDict()), catalogue.letters(languages.current())
    return render_template("guide/_ways.html", form=form, letters=letters, guide=queries.guide(now), now=now)


@pages.post("/guide/missed")
@limit_telling
def missed() -> Answer:
    """Somebody says that what they look for is not there: the words are noted, and the day."""
    form, said = MissedForm(), gettext("알려 주셔서 감사합니다. 안내를 고치는 데 쓰겠습니다.")

    def do() -> None:
        service.note_missed(form.q.data or "", clock.today())

    return answer(form, lambda: _found_page(form, []), do, said, url_for("guide.ways"))


@pages.get("/guide/<key>")
def business(key: str) -> Response:
    """The ways to get one kind of business done, best first for this moment; 404 for what there is not."""
    return _business_page(_kept(lambda now: _business(key, now, _start_form()[0]), "business", key))


@pages.post("/guide/<key>/near")
def near(key: str) -> Response:
    """The same with the kiosks nearest to where somebody is, who has told it for this answer alone."""
    form, towns = _start_form()
    start = form.read(towns)
    answer = _business_page(_parts(_business(key, clock.now(), form, start)))
    answer.status_code = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return answer


def _start_form() -> "tuple[StartForm, list[Department]]":
    towns = [town for town in catalogue.list_departments("town") if town.coordinates]
    form = StartForm()
    form.offer(towns)
    return form, towns


def _business(key: str, now: datetime, form: StartForm, start: Point | None = None) -> str:
    doing = queries.find_doing(key, now, start) or abort(HTTPStatus.NOT_FOUND)
    told = {"doing": doing, "now": now, "form": form, "start": start, "cut": CUT}
    return render_template("guide/_business.html", **told)


def _business_page(parts: list[Markup]) -> Response:
    title, *parts = parts
    answer = make_response(render_template("guide/business.html", title=title, parts=parts))
    answer.headers["Permissions-Policy"] = permissions_policy(geolocation="(self)")
    return answer


def _kept(make: Callable[[datetime], str], *key: str) -> list[Markup]:
    """The parts of a text of ours as it is for everybody now, in this language: one that still holds, or a new one."""

    def lasting() -> kept.Lasting:
        text = make(now)
        return kept.Lasting(_parts(text), len(text), queries.lasts_until(now))

    now, reader = clock.now(), (languages.current(), request.script_root)
    return list(kept.recall((*reader, *key), stamps.ALL, now, lasting))


def _parts(text: str) -> list[Markup]:
    return [Markup(part) for part in text.split(CUT)]  # noqa: S704 (templates of ours, escaped there)


@pages.get("/accessibility")
def accessibility() -> str:
    """The accessibility statement: the standard, how far it is kept, what is missing, and whom to tell."""
    return render_template("guide/accessibility.html")
