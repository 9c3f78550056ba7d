"""The page on which an admin reads the log, and the one that verifies it."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, abort, render_template, request, url_for

from booking import clock
from booking.audit import labels, queries, service
from booking.audit.forms import FilterForm
from booking.web import actor, add_work_page, admin_page

LAST_PAGE = 100_000

pages = Blueprint("audit", __name__)


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "audit.entries", "접속 기록", ("admin",), 90)


@pages.app_template_filter("wall_second")
def wall_second(instant: datetime) -> str:
    """`2026-11-23 14:05:09`: the office's wall time to the second, for logs."""
    return f"{clock.to_office(instant):%Y-%m-%d %H:%M:%S}"


@pages.get("/staff/audit")
@admin_page
def entries() -> Any:
    """The newest entries, filtered by what the address says. Looking is logged, with the filter as its reason."""
    page = request.args.get("page", 1, type=int)
    if not 1 <= page <= LAST_PAGE:
        abort(HTTPStatus.NOT_FOUND)
    form = FilterForm(request.args)
    if not form.validate():
        return render_template("audit/entries.html", form=form, found=[], has_older=False, page=1), 400
    found, has_older = queries.list_entries(form.wanted, page=page)
    service.seen("log.viewed", actor=actor(), now=clock.now(), subject="log", reason=form.described)
    links = {"newer": _address(page - 1), "older": _address(page + 1)}
    return render_template(
        "audit/entries.html", form=form, found=found, has_older=has_older, page=page, labels=labels, **links
    )


@pages.get("/staff/audit/verification")
@admin_page
def verification() -> Any:
    """What a walk along the whole chain finds."""
    service.seen("log.verified", actor=actor(), now=clock.now(), subject="log")
    found = service.verify()
    return render_template(
        "audit/verification.html", found=found, state=queries.find_state(), unsealed=queries.count_unsealed()
    )


def _address(page: int) -> str:
    kept: dict[str, Any] = {
        name: value for name in ("day", "account", "action", "reference") if (value := request.args.get(name))
    }
    return url_for("audit.entries", **kept, page=page)
