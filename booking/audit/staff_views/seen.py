"""For a suspected leak: whose data an account saw, to tell them, and who saw one person's data."""

from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from booking import clock, downloads
from booking.accounts import queries as accounts
from booking.audit import labels, service
from booking.audit.forms import SeenByForm, SeenForm
from booking.audit.queries.seen import Sight, is_known, list_seen_by, list_who_saw
from booking.audit.staff_views.blueprint import pages
from booking.audit.staff_views.contacts import contacts_of
from booking.downloads import DownloadForm
from booking.paging import page_number
from booking.sheets import Cell, Sheet
from booking.web import actor, admin_page

LISTED = 100
"""People on one page."""

USUAL = timedelta(days=30)
HEADS = ("이름", "전화번호", "전자우편", "예약하신 분", "예약하신 분 전화번호")
HEADS_OF_SIGHT = ("번호", "처음 본 때", "마지막으로 본 때", "횟수", "한 일")
NOBODY = ("",) * len(HEADS)
"""Whose data was destroyed meanwhile, or who left none."""


@pages.get("/seen")
@admin_page
def seen() -> str | tuple[str, int]:
    """Whose data an account saw in a span of days, by reference and without a name. Looking is logged."""
    today = clock.today()
    form = SeenForm(request.args or None, data={"first": today - USUAL, "last": today})
    if not request.args:
        return _page(form)
    if not _is_good(form):
        return _page(form), HTTPStatus.BAD_REQUEST
    page, found = page_number(), _found(form)
    shown = found[(page - 1) * LISTED : page * LISTED]
    if page > 1 and not shown:
        abort(HTTPStatus.NOT_FOUND)
    service.seen("log.people_listed", actor=actor(), now=clock.now(), subject=_subject(form), reason=_days(form))
    address = _address(form)
    return _page(
        form,
        count=len(found),
        shown=shown,
        page=page,
        asked=True,
        file=url_for("audit.seen_file", **address),
        newer=url_for("audit.seen", **address, page=page - 1),
        older=url_for("audit.seen", **address, page=page + 1) if len(found) > page * LISTED else None,
    )


@pages.route("/seen/file", methods=["GET", "POST"])
@admin_page
def seen_file() -> Response | tuple[str, int]:
    """The same people with name and telephone, to tell them of a leak: asked for with a reason, sealed, logged."""
    asked = SeenForm(request.args)
    if not _is_good(asked):
        abort(HTTPStatus.NOT_FOUND)
    form, found = DownloadForm(), _found(asked)
    if request.method == "POST" and form.validate():
        people = [one.who for one in found]
        name = f"본-분-{asked.first.data}-{asked.last.data}"
        return downloads.hand_over(
            form, _sheet(found), name=name, action="log.downloaded", subject=_subject(asked), people=people
        )
    holds = f"{asked.account.data} 계정이 {_days(asked)}에 정보를 본 {len(found)}분의 번호, 이름, 연락처를 담습니다."
    return downloads.ask(
        form,
        title="정보를 본 분 목록 받기",
        holds=holds,
        back=url_for("audit.seen", **_address(asked)),
        menu="audit.entries",
    )


@pages.get("/seen-by")
@admin_page
def seen_by() -> str | tuple[str, int]:
    """Who saw one person's data, by the number of a booking or a place in line. Looking is logged."""
    form = SeenByForm(request.args)
    if not request.args:
        return render_template("audit/seen_by.html", form=form, found=None)
    if not form.validate():
        return render_template("audit/seen_by.html", form=form, found=None), HTTPStatus.BAD_REQUEST
    service.seen("log.accounts_listed", actor=actor(), now=clock.now(), subject=form.subjects[0])
    return render_template("audit/seen_by.html", form=form, found=list_who_saw(form.subjects))


def _page(form: SeenForm, **found: object) -> str:
    return render_template("audit/seen.html", form=form, accounts=accounts.list_users(), **found)


def _is_good(form: SeenForm) -> bool:
    """Whether the form can be answered; it says where not. An account that is gone still stands in the log."""
    if not form.validate():
        return False
    name = str(form.account.data)
    if accounts.find_user(name) is None and not is_known(name):
        form.account.errors = ["이 로그인 이름을 쓰는 계정이 없고, 접속 기록에도 없습니다."]
        return False
    return True


def _found(form: SeenForm) -> list[Sight]:
    first, last = form.first.data, form.last.data
    if first is None or last is None:
        return []
    return list_seen_by(str(form.account.data), _midnight(first), _midnight(last + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return clock.at_office(day, time.min)


def _address(form: SeenForm) -> dict[str, Any]:
    return {"account": str(form.account.data), "first": str(form.first.data), "last": str(form.last.data)}


def _subject(form: SeenForm) -> str:
    return f"account:{form.account.data}"


def _days(form: SeenForm) -> str:
    return f"{form.first.data} ~ {form.last.data}"


def _sheet(found: list[Sight]) -> Sheet:
    contacts = contacts_of(subject for one in found for subject in one.known_by)
    rows: list[list[Cell]] = [
        [*contacts.get(subject, NOBODY), labels.named(subject), one.first, one.last, one.times, _did(one)]
        for one in found
        for subject in one.known_by or [""]
    ]
    return Sheet("본 분", (*HEADS, *HEADS_OF_SIGHT), rows)


def _did(one: Sight) -> str:
    return ", ".join(map(labels.action_name, one.actions))
