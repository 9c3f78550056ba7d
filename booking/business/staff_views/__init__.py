"""The staff pages of the kinds of business: their names, the departments, and cases handled."""

from flask import Flask

from booking.business.staff_views import businesses, case_figures, cases, departments, missed
from booking.business.staff_views.blueprint import pages
from booking.menu import DESKS, FIGURES, NOTICES, add_work_page

__all__ = ["businesses", "case_figures", "cases", "departments", "init_app", "missed"]


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menu."""
    app.register_blueprint(pages)
    app.register_blueprint(businesses.pages)
    app.register_blueprint(departments.pages)
    app.register_blueprint(missed.pages)
    add_work_page(app, "business_desk.businesses", "업무 종류", ("staff", "admin"), 35, DESKS)
    add_work_page(app, "department_desk.departments", "부서", ("staff", "admin"), 36, DESKS)
    add_work_page(app, "cases.counter", "원스톱 창구 건수", ("staff", "admin"), 31, DESKS)
    add_work_page(app, "cases.night", "야간민원실 건수", ("staff", "admin"), 31, DESKS)
    add_work_page(app, "cases.figures", "처리 건수 통계", ("staff", "admin"), 61, FIGURES)
    add_work_page(app, "missed_desk.words", "시민이 찾지 못한 말", ("staff", "admin"), 30, NOTICES)
