"""What every page says about the office: name, telephone and its hours, address, by `setting("office.phone")`."""

from typing import Any
from urllib.parse import quote

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from booking import contacts, dates, languages
from booking.calendar import wording as calendar_wording
from booking.settings import queries, registry


def init_app(app: Flask) -> None:
    """Give templates `setting(name)`, `map_link()`, `span(starts, ends)`, and the filters `wall`, `phone`, `reason` and
    `why_closed`."""
    app.add_template_global(setting)
    app.add_template_global(map_link)
    app.add_template_global(dates.span)
    app.add_template_filter(dates.wall)
    app.add_template_filter(contacts.spell_phone, "phone")
    app.add_template_filter(lambda one: languages.mark_korean(calendar_wording.reason_text(one)), "reason")
    app.add_template_filter(lambda day: languages.mark_korean(calendar_wording.why_closed(day)), "why_closed")
    app.add_template_filter(
        lambda slot: languages.mark_korean(calendar_wording.why_slot_closed(slot)), "why_slot_closed"
    )
    app.add_template_filter(words)


def setting(name: str) -> Any:
    """The value of a setting, for a page: in the reader's language where there is one (`office.name_en`), else Korean
    and marked as such. While the database does not answer, the default: error pages need it too."""
    return languages.mark_korean(plain_setting(name))


def plain_setting(name: str) -> Any:
    """The same unmarked, for what is no page."""
    names = [name]
    if languages.current() != languages.FIRST and registry.find(f"{name}_{languages.current()}"):
        names.insert(0, f"{name}_{languages.current()}")
    return next(filter(None, map(_value, names)), _value(name))


def _value(name: str) -> Any:
    try:
        return queries.get(name)
    except SQLAlchemyError:
        current_app.logger.warning("settings cannot be read; the page shows the default of %s", name)
        return registry.get(name).default


def map_link() -> str:
    """The page of a map service that shows the office, to be opened by who wants it; empty where there is none.

    Nothing of a map is part of our pages: a picture of it would tell another house who looks at a booking.
    """
    return str(_value("office.map_address")).replace("{address}", quote(str(_value("office.address"))))


def words(thing: object, name: str) -> Any:
    """What staff entered about something (`field | words("name")`), for a page: in the reader's language where they
    gave it (`name_en`), else Korean and marked as such."""
    return languages.mark_korean(plain_words(thing, name))


def plain_words(thing: object, name: str) -> str:
    """The same as plain text, for messages and feeds."""
    return getattr(thing, f"{name}_{languages.current()}", "") or getattr(thing, name)
