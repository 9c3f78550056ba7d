"""Cases counted at the desk: a press is a case. And corrections of days that are over."""

import re
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from booking import clock, dates, web
from booking.business import queries
from booking.business import service as business
from booking.business.errors import BusinessUnknown
from booking.business.forms import CorrectionForm, FindForm
from booking.business.rules import is_meant
from booking.business.staff_views.blueprint import kinds_of, known, pages
from booking.db import new_token, transaction
from booking.errors import BookingError
from booking.web import admin_page, staff_page

SHOWN = 24
"""Kinds of business that stand open on the page; the rest is folded, and found by word."""

USUAL = timedelta(days=60)
"""How far back it is looked which kinds are common. Today is left out: a button that moves under the finger when it is
pressed would have the next case counted as another kind."""

UNDONE = "1건은 취소하신 것이어서 세지 않았습니다. 한 건 더 처리하셨으면 지금 다시 눌러 주세요."

Answer = Response | str | tuple[str, int]


@pages.get("/counter", endpoint="counter", defaults={"service": "counter"})
@pages.get("/night", endpoint="night", defaults={"service": "night"})
@staff_page
def today(service: str) -> Answer:
    """The kinds of business to press, with how many there were today; those of that very name stand first."""
    form, day = FindForm(request.args), clock.today()
    is_readable = form.validate()
    common = queries.counts_by_key(service, day - USUAL, day - timedelta(days=1))
    words = form.q.data or ""
    kinds = {one[0]: one for one in kinds_of(service) if is_readable}
    found = [kinds[key] for key in queries.narrow(words, {key: one[1:] for key, one in kinds.items()})]
    counts = queries.counts_by_key(service, day, day)
    page = render_template(
        "business/cases.html",
        service=service,
        form=form,
        day=day,
        kinds=sorted(found, key=lambda one: (not is_meant(words, one[1:2]), -common.get(one[0], 0))),
        shown=SHOWN if common else len(found),  # before anything was counted no kind is known to be rare
        counts=counts,
        names={key: one.name for key, one in queries.businesses_by_key(counts).items()},
        last=queries.find_last_case(service, current_user.id, day),
        token=new_token(),
        is_open=queries.is_office_day(service, day),
    )
    return page, 200 if is_readable else 400


@pages.post("/<service>")
@staff_page
def count(service: str) -> Response:
    """One case more (`case=<key>.<the page's token>`); a second press of the same button is the same case."""
    known(service)
    key, token = _pressed()
    if key not in {one[0] for one in kinds_of(service)}:
        raise BusinessUnknown
    with transaction():
        counted = business.count_case(service, key, token=token, **_who())
        name = queries.get_business(key).name
        number = queries.counts_by_key(service, counted.office_date, counted.office_date).get(key, 0)
        is_undone = counted.undone_at is not None  # pressed again on a page from before it was taken back
    flash(f"{name} {UNDONE if is_undone else '1건을 세었습니다.'} 오늘 {number}건입니다.")
    return _back(service)


@pages.post("/<service>/undo")
@staff_page
def undo(service: str) -> Response:
    """Take back what this account pressed last."""
    known(service)
    key, token = _pressed()
    with transaction():
        business.undo_case(service, key, token=token, **_who())
        name = queries.get_business(key).name
    flash(f"{name} 1건을 취소했습니다.")
    return _back(service)


@pages.route("/<service>/correct", methods=["GET", "POST"])
@admin_page
def correct(service: str) -> Answer:
    """Cases of a day that is over: entered from paper, or put right."""
    form = CorrectionForm(data={"token": new_token()})
    form.offer([(key, name) for key, name, _ in kinds_of(known(service))])
    if not form.validate_on_submit():
        return (_correction_page(service, form), 400) if form.is_submitted() else _correction_page(service, form)
    day: Any = form.day.data
    try:
        with transaction():
            number = _correct(service, day, form)
            name = queries.get_business(form.key.data).name
    except BookingError as error:
        web.put_error(form, error)
        return _correction_page(service, form), error.status
    flash(f"{dates.day(day)} {name}: 이제 {number}건입니다.")
    return redirect(url_for("cases.correct", service=service), 303)


def _correct(service: str, day: date, form: CorrectionForm) -> int:
    more: Any = form.number.data
    return business.correct_cases(
        service, form.key.data, day, more, form.reason.data or "",
        token=form.token.data or "", actor=web.actor(), now=clock.now(),
    )  # fmt: skip


def _correction_page(service: str, form: CorrectionForm) -> str:
    return render_template("business/correct_cases.html", service=service, form=form)


def _pressed() -> tuple[str, str]:
    """Key and page's token of the button that was pressed; 400 for what no page of ours has."""
    found = re.fullmatch(r"([a-z0-9-]{1,40})\.([A-Za-z0-9_-]{22})", request.form.get("case", ""))
    if found is None:
        abort(HTTPStatus.BAD_REQUEST)
    return found[1], found[2]


def _who() -> dict[str, Any]:
    return {"account_id": current_user.id, "now": clock.now()}


def _back(service: str) -> Response:
    return redirect(url_for(f"cases.{service}"), 303)
