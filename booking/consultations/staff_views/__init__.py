"""The staff pages of fields, their questions, and experts."""

from flask import Flask

from booking.accounts.service import add_duty
from booking.consultations.staff_views import absences, fields, handing, overview, questions, rota
from booking.consultations.staff_views.blueprint import pages
from booking.menu import OFFICE, add_work_page

__all__ = ["absences", "fields", "init_app", "overview", "pages", "questions", "rota"]


def init_app(app: Flask) -> None:
    """Add the pages and their place in the menu."""
    app.register_blueprint(pages)
    add_duty("expert", handing.DUTY)
    add_work_page(app, "consultation_desk.overview", "상담 분야·위원", ("staff", "admin"), 32, OFFICE)
