"""Help pages of staff, of experts and of monitors, and the way to them from each work page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, abort, current_app, render_template, request, send_file, url_for

from booking.help import articles, pictures
from booking.help.forms import SearchForm
from booking.web import expert_page, main_role, monitor_page, staff_page

AUDIENCES = {"staff": "staff", "admin": "staff", "expert": "expert", "monitor": "monitor"}
"""Whose book a role reads."""


def init_app(app: Flask) -> None:
    """Add the pages of each, and give templates `help_address()`."""
    for audience, guard in (("staff", staff_page), ("expert", expert_page), ("monitor", monitor_page)):
        app.register_blueprint(_pages(audience, guard))
    app.add_template_global(help_address)


def help_address(slug: str = "") -> str:
    """Where the page that is being shown is explained: its article, else the list of all; empty for citizens.

    slug: of the article that a page names for itself, where what it shows does not follow from its route alone.
    """
    audience = AUDIENCES.get(main_role())
    if not audience:
        return ""
    book = articles.book(audience)
    article = book.find(slug) or (book.about(request.url_rule.rule) if request.url_rule else None)
    return url_for(f"{audience}_help.article", slug=article.slug) if article else url_for(f"{audience}_help.contents")


def _pages(audience: str, guard: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Blueprint:
    pages = Blueprint(f"{audience}_help", __name__, url_prefix=f"/{audience}/help")
    book = articles.book(audience)

    @pages.get("")
    @guard
    def contents() -> Any:
        """All tasks, or those with the words that are looked for."""
        form = SearchForm(request.args)
        is_good = form.validate()
        found = book.search(form.q.data) if is_good else []
        shown = {"form": form, "found": found, "audience": audience}
        return render_template("help/contents.html", **shown), HTTPStatus.OK if is_good else HTTPStatus.BAD_REQUEST

    @pages.get("/<slug>")
    @guard
    def article(slug: str) -> Any:
        """How one task is done."""
        found = book.find(slug) or abort(HTTPStatus.NOT_FOUND)
        sizes = {step.picture: _size(step.picture) for step in found.steps if step.picture}
        more = [one for one in map(book.find, found.see) if one]
        shown = {"article": found, "sizes": sizes, "more": more, "audience": audience, "may_open": _may_open(found)}
        return render_template("help/article.html", **shown)

    @pages.get("/pictures/<name>")
    @guard
    def picture(name: str) -> Any:
        """A picture of a work page with invented people on it."""
        is_told = any(step.picture == name for one in book.articles for step in one.steps)
        file = pictures.find_picture(name) if is_told else None
        return send_file(file or abort(HTTPStatus.NOT_FOUND), mimetype="image/png", max_age=3600)

    return pages


def _may_open(article: articles.Article) -> bool:
    """Whether who reads may do this: some tasks are the admins'."""
    endpoint, _values = current_app.create_url_adapter(request).match(article.open, method="GET")  # type: ignore[union-attr]
    return main_role() in getattr(current_app.view_functions[str(endpoint)], "roles", AUDIENCES)


def _size(name: str) -> tuple[int, int] | None:
    file = pictures.find_picture(name)
    return pictures.size(file) if file else None
