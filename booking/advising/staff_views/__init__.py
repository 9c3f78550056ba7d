"""What staff do for the experts of a day."""

from flask import Flask

from booking.advising.staff_views import attendance, outcomes, papers, sheets
from booking.advising.staff_views.blueprint import pages
from booking.advising.wording import outcome_words
from booking.menu import OFFICE, add_work_page

__all__ = ["attendance", "init_app", "outcomes", "papers", "sheets"]


def init_app(app: Flask) -> None:
    """Enter the pages; most are reached from the roster. Templates get the filter `outcome_words`."""
    app.register_blueprint(pages)
    app.add_template_filter(outcome_words)
    add_work_page(app, "advising_desk.outcomes", "상담 결과", ("staff", "admin"), 36, OFFICE)
