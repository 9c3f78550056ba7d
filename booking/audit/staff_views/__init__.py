"""The pages on which an admin reads the log, verifies it, and answers who saw and may do what."""

from flask import Flask

from booking.audit.staff_views import entries, review, rights, seen
from booking.audit.staff_views.blueprint import pages
from booking.menu import ADMINISTRATION, add_work_page

__all__ = ["entries", "review", "rights", "seen"]


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(pages)
    app.add_template_global(review.list_reminded, "unreviewed_months")
    add_work_page(app, "audit.entries", "접속 기록", ("admin",), 90, ADMINISTRATION)
