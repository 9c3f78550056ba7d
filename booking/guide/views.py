"""Where to get it done, for citizens."""

from http import HTTPStatus

from flask import Blueprint, Flask, abort, render_template, request

from booking import clock, languages
from booking.guide import queries
from booking.guide.forms import QuestionForm

pages = Blueprint("guide", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages, and give templates `list_doors(field_keys)`: full and closed days name the other doors."""
    app.register_blueprint(pages)
    app.add_template_global(queries.list_doors)


@pages.get("/guide")
def ways() -> str | tuple[str, int]:
    """What somebody means by what they typed, or what begins with a letter; else the ways in, best first for now."""
    form, letter, language = QuestionForm(request.args), request.args.get("letter", ""), languages.current()
    shown = {"form": form, "letter": letter, "letters": queries.letters(language)}
    if not form.validate():
        return render_template("guide/found.html", **shown, found=[]), HTTPStatus.BAD_REQUEST
    if form.q.data:
        return render_template("guide/found.html", **shown, found=queries.find(form.q.data))
    if letter:
        return render_template("guide/found.html", **shown, found=queries.listed_under(letter, language))
    now = clock.now()
    return render_template("guide/ways.html", **shown, guide=queries.guide(now), now=now)


@pages.get("/guide/<key>")
def business(key: str) -> str:
    """The ways to get one kind of business done, best first for this moment; 404 for what there is not."""
    now = clock.now()
    doing = queries.find_doing(key, now) or abort(HTTPStatus.NOT_FOUND)
    return render_template("guide/business.html", doing=doing, now=now)


@pages.get("/accessibility")
def accessibility() -> str:
    """The accessibility statement: the standard, how far it is kept, what is missing, and whom to tell."""
    return render_template("guide/accessibility.html")
