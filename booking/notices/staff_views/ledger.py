"""The ledger of notices, and what the demo kept instead of sending."""

from typing import Any

from flask import abort, current_app, render_template, request, url_for

from booking import clock
from booking.notices import channels, queries
from booking.notices.forms import LedgerForm
from booking.notices.staff_views.blueprint import page_number, pages
from booking.web import staff_page

SIZE = 50


@pages.get("/notices")
@staff_page
def ledger() -> Any:
    """The notices due on a day: state, attempts, the provider's answer. They name nobody."""
    form, now = LedgerForm(request.args), clock.now()
    backlog = queries.count_backlog(now)
    if not form.validate():
        return render_template("notices/ledger.html", form=form, found=None, backlog=backlog, day=clock.today()), 400
    form.day.data = day = form.day.data or clock.office_date(now)
    page = page_number()
    found = queries.ledger(day, state=form.state.data, channel=form.channel.data, page=page, size=SIZE)
    kept: dict[str, Any] = {"day": day.isoformat(), "state": form.state.data, "channel": form.channel.data}
    links = {
        "earlier": url_for("notices.ledger", **kept, page=page - 1) if page > 1 else "",
        "later": url_for("notices.ledger", **kept, page=page + 1) if page * SIZE < found.total else "",
    }
    return render_template("notices/ledger.html", form=form, found=found, backlog=backlog, day=day, page=page, **links)


@pages.get("/outbox")
@staff_page
def outbox() -> Any:
    """What the demo would have sent. 404 where messages really go out."""
    if not channels.is_console_used(current_app.config):
        abort(404)
    return render_template("notices/outbox.html", messages=queries.list_console())
