"""What every page says about the office: name, telephone and its hours, address, by `setting("office.phone")`."""

from typing import Any

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from booking import contacts, wording
from booking.calendar import wording as calendar_wording
from booking.settings import queries, registry


def init_app(app: Flask) -> None:
    """Give templates `setting(name)`, `span(starts, ends)`, and the filters `wall`, `phone`, `reason` and
    `why_closed`."""
    app.add_template_global(setting)
    app.add_template_global(wording.span)
    app.add_template_filter(wording.wall)
    app.add_template_filter(contacts.spell_phone, "phone")
    app.add_template_filter(calendar_wording.reason_text, "reason")
    app.add_template_filter(calendar_wording.why_closed, "why_closed")


def setting(name: str) -> Any:
    """The value of a setting, for a page. While the database does not answer, the default: error pages need it too."""
    try:
        return queries.get(name)
    except SQLAlchemyError:
        current_app.logger.warning("settings cannot be read; the page shows the default of %s", name)
        return registry.get(name).default
