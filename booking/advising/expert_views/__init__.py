"""The pages of experts."""

from flask import Flask

from booking.advising.expert_views import absences, conflicts, days, feed, outcomes, papers, sheets
from booking.advising.expert_views.blueprint import pages
from booking.menu import add_work_page

__all__ = ["absences", "conflicts", "days", "feed", "init_app", "outcomes", "papers", "sheets"]


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "expert.appointments", "내 상담", ("expert",), 10)
    add_work_page(app, "expert.absences", "못 오는 날", ("expert",), 20)
    add_work_page(app, "expert.feed", "내 달력", ("expert",), 30)
