"""The staff pages of the kinds of business: cases handled."""

from flask import Flask

from booking.business.staff_views import case_figures, cases
from booking.business.staff_views.blueprint import pages
from booking.menu import FIGURES, OFFICE, add_work_page

__all__ = ["case_figures", "cases", "init_app"]


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "cases.counter", "원스톱 창구 건수", ("staff", "admin"), 30, OFFICE)
    add_work_page(app, "cases.night", "야간민원실 건수", ("staff", "admin"), 31, OFFICE)
    add_work_page(app, "cases.figures", "처리 건수 통계", ("staff", "admin"), 61, FIGURES)
