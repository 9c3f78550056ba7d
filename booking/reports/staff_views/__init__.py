"""The figures for staff: the page, and files to take."""

from flask import Flask

from booking.menu import FIGURES, add_work_page
from booking.reports.staff_views import documents, duty, figures, yearly
from booking.reports.staff_views.blueprint import pages

__all__ = ["documents", "duty", "figures", "init_app", "yearly"]


def init_app(app: Flask) -> None:
    """Enter the pages and their place in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "reports.overview", "통계", ("staff", "admin"), 39, FIGURES)
    add_work_page(app, "reports.duty", "당직 안내지", ("staff", "admin"), 40, FIGURES)
    add_work_page(app, "reports.yearly", "해마다의 통계", ("staff", "admin"), 41, FIGURES)
