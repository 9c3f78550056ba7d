"""What every page says about the office: name, telephone and its hours, address. Templates ask by `setting("office.phone")`."""

from typing import Any

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from booking.settings import queries, registry


def init_app(app: Flask) -> None:
    """Give templates `setting(name)`."""
    app.add_template_global(setting)


def setting(name: str) -> Any:
    """The value of a setting, for a page. While the database does not answer, the default: error pages need it too."""
    try:
        return queries.get(name)
    except SQLAlchemyError:
        current_app.logger.warning("settings cannot be read; the page shows the default of %s", name)
        return registry.get(name).default
