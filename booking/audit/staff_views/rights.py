"""The history of rights: granted, changed, removed; to be printed and signed."""

from http import HTTPStatus

from flask import abort, render_template, request, url_for

from booking import clock
from booking.audit import queries, service
from booking.audit.forms import RightsForm
from booking.audit.labels import VALUES
from booking.audit.models import AccessEntry
from booking.audit.queries.rights import OF_EXPERTS, list_rights
from booking.audit.staff_views.blueprint import pages
from booking.audit.staff_views.names import Names
from booking.paging import page_number
from booking.web import actor, admin_page

SHOWN = (*OF_EXPERTS, "role", "active", "predecessor", "successor")


@pages.get("/rights")
@admin_page
def rights() -> str | tuple[str, int]:
    """What became of rights in one year, of one account or of all."""
    now = clock.now()
    this_year = clock.office_date(now).year
    first = queries.first_at()
    years = range(this_year, (clock.office_date(first).year if first else this_year) - 1, -1)
    form, page = RightsForm(request.args, years=years), page_number()
    if not form.validate():
        return render_template("audit/rights.html", form=form, found=[], page=1, year=this_year), HTTPStatus.BAD_REQUEST
    year = int(form.year.data or this_year)
    found, has_older = list_rights(year, form.account.data or "", page=page)
    if page > 1 and not found:
        abort(HTTPStatus.NOT_FOUND)
    service.seen("log.viewed", actor=actor(), now=now, subject="log:rights", reason=f"year={year}")
    names, address = Names(), {"year": year, "account": form.account.data}
    return render_template(
        "audit/rights.html",
        form=form,
        found=found,
        page=page,
        year=year,
        today=clock.office_date(now),
        names=names,
        changes=_changes(found, names),
        newer=url_for("audit.rights", **address, page=page - 1),
        older=url_for("audit.rights", **address, page=page + 1) if has_older else None,
    )


def _changes(found: list[AccessEntry], names: Names) -> dict[int, list[tuple[str, str, str]]]:
    """By entry, what of its change concerns rights: name, value before and after."""
    return {
        entry.id: [
            (VALUES[name], names.value(name, before), names.value(name, after))
            for name, before, after in entry.changes
            if name in SHOWN and before != after
        ]
        for entry in found
    }
