"""The pages on which an admin changes settings, one at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for

from booking import clock, whereabouts
from booking.audit.rules import Actor
from booking.db import transaction
from booking.errors import BookingError
from booking.foresight import unseen
from booking.menu import ADMINISTRATION, add_work_page
from booking.paging import page_number
from booking.recheck import FOLLOWED_SETTINGS, recheck_setting, sentences
from booking.settings import queries, registry, rules, service
from booking.settings.forms import SearchForm, SettingForm, form_for
from booking.web import actor, admin_page, put_error

SHOWN_CHANGES, CHANGES_A_PAGE = 5, 50

pages = Blueprint("settings", __name__)


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(pages)
    app.add_template_filter(lambda value, setting: rules.in_words(setting, value), "setting_value")
    add_work_page(app, "settings.overview", "설정", ("admin",), 80, ADMINISTRATION)


@pages.get("/staff/settings")
@admin_page
def overview() -> Any:
    """Settings by section, all or those that the address asks for (`?q=마감`): meaning, value, default, who, when."""
    form = SearchForm(request.args)
    is_readable = form.validate()
    found = queries.search(form.q.data or "", form.only.data) if is_readable else []
    sections: dict[str, list[queries.Current]] = {}
    for current in found:
        sections.setdefault(current.setting.section, []).append(current)
    is_search = bool(request.args.get("q") or request.args.get("only"))
    page = render_template(
        "settings/overview.html", sections=sections, form=form, count=len(found), is_search=is_search
    )
    return page, 200 if is_readable else 400


@pages.get("/staff/settings/<name>")
@admin_page
def edit(name: str) -> Any:
    """The form of one setting."""
    current = queries.get_current(name)
    form = form_for(current.setting, rules.to_text(current.value))
    return _form_page(name, form)


@pages.get("/staff/settings/<name>/history")
@admin_page
def history(name: str) -> Any:
    """Every change of one setting that the log still has, the newest first."""
    number = page_number()
    changes, has_older = queries.list_changes(name, page=number, size=CHANGES_A_PAGE)
    setting = registry.get(name)
    return render_template("settings/history.html", about=setting, changes=changes, page=number, has_older=has_older)


@pages.post("/staff/settings/<name>")
@admin_page
def save(name: str) -> Any:
    """Store what was typed; 400 with the form and the error where it is no value."""
    current = queries.get_current(name)
    form = form_for(current.setting, "")
    form.validate()
    text = form.value.data or ""
    return _change(form, current.setting, "저장했습니다.", lambda who, now: service.put(name, text, actor=who, now=now))


@pages.post("/staff/settings/<name>/reset")
@admin_page
def reset(name: str) -> Any:
    """Back to the default."""
    current = queries.get_current(name)
    form = form_for(current.setting, rules.to_text(current.value))
    said = "기본값으로 되돌렸습니다."

    def do(who: Actor, now: datetime) -> bool:
        return service.reset(name, actor=who, now=now)

    return _change(form, current.setting, said, do, is_reset=True)


def _change(
    form: SettingForm,
    setting: rules.Setting,
    said: str,
    do: Callable[[Actor, datetime], bool],
    is_reset: bool = False,
) -> Any:
    """Do it, have the days that follow the setting looked at again in the same transaction, and say what happened.

    Where that touches bookings it is shown first, and done when the form is sent once more.
    """
    who, now = actor(), clock.now()
    try:
        if setting.name.startswith(FOLLOWED_SETTINGS):
            told, form.seen.data = unseen(form.seen.data, do, now, who)
            if told:
                return _form_page(setting.name, form, outlook=told, is_reset=is_reset)
        with transaction():
            followed = recheck_setting(setting.name, now, who) if do(who, now) else None
            whereabouts.ensure_still_in(setting.name)
    except BookingError as error:
        put_error(form, error)
        return _form_page(setting.name, form), 400
    flash(" ".join([f"‘{setting.title}’ 설정을 {said}", *sentences(followed)]))
    return redirect(url_for("settings.overview", _anchor=setting.name), 303)


def _form_page(name: str, form: SettingForm, outlook: Sequence[str] = (), is_reset: bool = False) -> str:
    current = queries.get_current(name)
    changes, has_older = queries.list_changes(name, size=SHOWN_CHANGES)
    return render_template(
        "settings/edit.html",
        current=current,
        form=form,
        hint=_hint(current.setting),
        outlook=outlook,
        is_reset=is_reset,
        changes=changes,
        has_older=has_older,
    )


def _hint(setting: rules.Setting) -> str:
    low, high = setting.minimum, setting.maximum
    if setting.type in ("int", "time") and low is not None and high is not None:
        return f"{rules.to_text(low)}부터 {rules.to_text(high)}까지{f' ({setting.unit})' if setting.unit else ''}"
    return {
        "time": "예: 09:00",
        "date": "예: 2026-12-21",
        "email": "예: minwon@city.example",
        "str": f"{high}자까지",
        "address": "https://로 시작하는 주소",
        "origins": "https://로 시작하는 누리집 주소, 여러 곳이면 빈칸으로 나눔",
        "hosts": "예: work.jinju.go.kr",
        "networks": "예: 10.1.0.0/16 10.2.3.4",
        "phone": "예: 055-123-4567",
        "reminders": "예: 3근무일 전 10:00, 1근무일 전 10:00, 당일 08:30",
    }.get(setting.type, "")
