"""The ledger of notices, and what the demo kept instead of sending."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for

from booking import clock
from booking.db import transaction
from booking.notices import channels, labels, queries, service
from booking.notices.forms import AgainForm, LedgerForm
from booking.notices.models import Notice
from booking.notices.staff_views.blueprint import pages
from booking.paging import page_number
from booking.web import actor, staff_page

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
    again = _again(found.notices, now)
    tries = queries.list_tries(found.notices)
    shown = {"found": found, "backlog": backlog, "day": day, "page": page, "tries": tries, "again": again}
    return render_template("notices/ledger.html", form=form, **shown, **links)


@pages.post("/notices/<key>/again")
@staff_page
def send_again(key: str) -> Any:
    """Have a notice sent once more. Pressed twice it is sent once."""
    form = AgainForm()
    number = form.number.data if form.validate() and form.number.data else 1
    notice = queries.get_by_key(key)
    with transaction():
        is_new = service.send_again(key, number, actor=actor(), now=clock.now())
    flash("다시 보내기로 했습니다. 몇 분 안에 나갑니다." if is_new else "이미 다시 보내기로 한 안내입니다.", "done")
    back = labels.page(notice) if form.back.data == "booking" else ""
    return redirect(back or url_for("notices.ledger", day=clock.office_date(notice.due_at).isoformat()), 303)


def _again(notices: Sequence[Notice], now: datetime) -> dict[int, int]:
    """Which sending by hand the next one would be, by the key of each notice that may be sent once more."""
    wanted = [notice for notice in notices if service.may_send_again(notice, now)]
    about = queries.list_about_all({notice.subject for notice in wanted})
    return {notice.id: service.next_again(about[notice.subject], notice) for notice in wanted}


@pages.get("/outbox")
@staff_page
def outbox() -> Any:
    """What the demo would have sent. 404 where messages really go out."""
    if not channels.is_console_used(current_app.config):
        abort(404)
    return render_template("notices/outbox.html", messages=queries.list_console())
