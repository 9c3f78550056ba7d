"""Where to get it done, for citizens."""

from flask import Blueprint, Flask, render_template

from booking import clock
from booking.guide import queries

pages = Blueprint("guide", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages, and give templates `list_doors(field_keys)`: full and closed days name the other doors."""
    app.register_blueprint(pages)
    app.add_template_global(queries.list_doors)


@pages.get("/guide")
def ways() -> str:
    """The ways in, best first for this moment."""
    now = clock.now()
    return render_template("guide/ways.html", guide=queries.guide(now), now=now)


@pages.get("/accessibility")
def accessibility() -> str:
    """The accessibility statement: the standard, how far it is kept, what is missing, and whom to tell."""
    return render_template("guide/accessibility.html")
