"""The page on which an admin reads the log, and the one that verifies it."""

from typing import Any

from flask import render_template, request, url_for

from booking import clock
from booking.audit import queries, service
from booking.audit.forms import FilterForm
from booking.audit.staff_views.blueprint import pages
from booking.audit.staff_views.names import Names
from booking.paging import page_number
from booking.web import actor, admin_page


@pages.get("")
@admin_page
def entries() -> Any:
    """The newest entries, filtered by what the address says. Looking is logged, with the filter as its reason."""
    page = page_number()
    form = FilterForm(request.args)
    if not form.validate():
        return render_template("audit/entries.html", form=form, found=[], has_older=False, page=1), 400
    found, has_older = queries.list_entries(form.wanted, page=page)
    service.seen("log.viewed", actor=actor(), now=clock.now(), subject="log", reason=form.described)
    links = {"newer": _address(page - 1), "older": _address(page + 1)}
    return render_template(
        "audit/entries.html", form=form, found=found, has_older=has_older, page=page, names=Names(), **links
    )


@pages.get("/verification")
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
