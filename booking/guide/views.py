"""Where to get it done, for citizens."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, abort, make_response, render_template, request

from booking import clock, languages
from booking.business import queries as catalogue
from booking.guide import queries
from booking.guide.forms import QuestionForm, StartForm
from booking.guide.rules.near import Point
from booking.web import permissions_policy

if TYPE_CHECKING:
    from booking.business.models import Department

pages = Blueprint("guide", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages, and give templates `list_doors(field_keys)`: full and closed days name the other doors."""
    app.register_blueprint(pages)
    app.add_template_global(queries.list_doors)


@pages.get("/guide")
def ways() -> str | tuple[str, int]:
    """What somebody means by what they typed, or what begins with a letter; else the ways in, best first for now."""
    form, letter, language = QuestionForm(request.args), request.args.get("letter", ""), languages.current()
    shown = {"form": form, "letter": letter, "letters": catalogue.letters(language)}
    if not form.validate():
        return render_template("guide/found.html", **shown, found=[]), HTTPStatus.BAD_REQUEST
    if form.q.data:
        return render_template("guide/found.html", **shown, found=catalogue.find(form.q.data))
    if letter:
        return render_template("guide/found.html", **shown, found=catalogue.listed_under(letter, language))
    now = clock.now()
    return render_template("guide/ways.html", **shown, guide=queries.guide(now), now=now)


@pages.get("/guide/<key>")
def business(key: str) -> Response:
    """The ways to get one kind of business done, best first for this moment; 404 for what there is not."""
    return _business_page(key, _start_form()[0], None)


@pages.post("/guide/<key>/near")
def near(key: str) -> Response:
    """The same with the kiosks nearest to where somebody is, who has told it for this answer alone."""
    form, towns = _start_form()
    start = form.read(towns)
    return _business_page(key, form, start)


def _start_form() -> "tuple[StartForm, list[Department]]":
    towns = [town for town in catalogue.list_departments("town") if town.coordinates]
    form = StartForm()
    form.offer(towns)
    return form, towns


def _business_page(key: str, form: StartForm, start: Point | None) -> Response:
    now = clock.now()
    doing = queries.find_doing(key, now, start) or abort(HTTPStatus.NOT_FOUND)
    page = render_template("guide/business.html", doing=doing, now=now, form=form, start=start)
    answer = make_response(page, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK)
    answer.headers["Permissions-Policy"] = permissions_policy(geolocation="(self)")
    return answer


@pages.get("/accessibility")
def accessibility() -> str:
    """The accessibility statement: the standard, how far it is kept, what is missing, and whom to tell."""
    return render_template("guide/accessibility.html")
