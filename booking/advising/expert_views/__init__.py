"""The pages of experts."""

from flask import Flask

from booking.advising.expert_views import conflicts, days, outcomes
from booking.advising.expert_views.blueprint import pages
from booking.web import add_work_page

__all__ = ["conflicts", "days", "init_app", "outcomes"]


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "expert.appointments", "내 상담", ("expert",), 10)
