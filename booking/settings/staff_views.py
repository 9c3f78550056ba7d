"""The pages on which an admin changes settings, one at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for

from booking import clock
from booking.audit.rules import Actor
from booking.db import transaction
from booking.errors import BookingError
from booking.recheck import recheck_setting, sentences
from booking.settings import queries, rules, service
from booking.settings.forms import SettingForm, form_for
from booking.web import actor, add_work_page, admin_page, put_error

pages = Blueprint("settings", __name__)


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(pages)
    app.add_template_filter(shown, "setting_value")
    add_work_page(app, "settings.overview", "설정", ("admin",), 80)


def shown(value: rules.Value, setting: rules.Setting) -> str:
    """A value as the page shows it: `10분`, `예`, `다음 근무일에 엽니다`, `비어 있음`."""
    text = rules.to_text(value)
    labels = dict(rules.YES_NO if setting.type == "bool" else setting.choices)
    return labels.get(text, f"{text}{setting.unit}" if text else "비어 있음")


@pages.get("/staff/settings")
@admin_page
def overview() -> Any:
    """Every setting by section: what it means, what it is, what its default is."""
    sections: dict[str, list[queries.Current]] = {}
    for current in queries.list_current():
        sections.setdefault(current.setting.section, []).append(current)
    return render_template("settings/overview.html", sections=sections)


@pages.get("/staff/settings/<name>")
@admin_page
def edit(name: str) -> Any:
    """The form of one setting."""
    current = queries.get_current(name)
    form = form_for(current.setting, rules.to_text(current.value))
    return _form_page(name, form)


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
    return _change(form, current.setting, said, lambda who, now: service.reset(name, actor=who, now=now))


def _change(form: SettingForm, setting: rules.Setting, said: str, do: Callable[[Actor, datetime], bool]) -> Any:
    """Do it, have the days that follow the setting looked at again in the same transaction, and say what happened."""
    who, now = actor(), clock.now()
    try:
        with transaction():
            followed = recheck_setting(setting.name, now, who) if do(who, now) else None
    except BookingError as error:
        put_error(form, error)
        return _form_page(setting.name, form), 400
    flash(" ".join([f"‘{setting.title}’ 설정을 {said}", *sentences(followed)]))
    return redirect(url_for("settings.overview", _anchor=setting.name), 303)


def _form_page(name: str, form: SettingForm) -> str:
    current = queries.get_current(name)
    return render_template("settings/edit.html", current=current, form=form, hint=_hint(current.setting))


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
        "phone": "예: 055-123-4567",
        "reminders": "예: 3근무일 전 10:00, 1근무일 전 10:00, 당일 08:30",
    }.get(setting.type, "")
