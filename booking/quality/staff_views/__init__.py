"""Staff pages of the room: score sheets, monitors, what they scored, and what visitors said."""

from flask import Flask

from booking.accounts.service import add_duty
from booking.menu import KINDNESS, add_work_page
from booking.quality.staff_views import handing, items, monitors, results, sheets, spreading, training, visit_survey

__all__ = ["init_app", "items", "training"]


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menu."""
    add_duty("monitor", handing.DUTY)
    app.register_blueprint(sheets.pages)
    app.register_blueprint(monitors.pages)
    app.register_blueprint(spreading.pages)
    app.register_blueprint(results.pages)
    app.register_blueprint(visit_survey.pages)
    add_work_page(app, "monitor_desk.monitors", "시민 모니터", ("staff", "admin"), 37, KINDNESS)
    add_work_page(app, "sheet_desk.sheets", "친절 채점표", ("staff", "admin"), 37, KINDNESS)
    add_work_page(app, "kindness.results", "친절도", ("staff", "admin"), 37, KINDNESS)
    add_work_page(app, "kindness.training", "친절교육 계획", ("staff", "admin"), 37, KINDNESS)
    add_work_page(app, "visit_results.results", "방문 설문", ("staff", "admin"), 37, KINDNESS)
