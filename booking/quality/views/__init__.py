"""The room's pages for everybody, and the monitors' own."""

from flask import Flask

from booking.menu import add_work_page
from booking.quality.views import monitor, visit_survey
from booking.quality.views.visit_slip import survey_slip
from booking.quality.wording import desk_words

__all__ = ["init_app", "monitor", "visit_survey"]


def init_app(app: Flask) -> None:
    """Enter the pages, `survey_slip(booking)` for papers that are handed out, and what a desk is called."""
    app.register_blueprint(visit_survey.pages)
    app.register_blueprint(monitor.pages)
    add_work_page(app, "monitor.tasks", "내 채점", ("monitor",), 10)
    app.add_template_global(survey_slip)
    app.add_template_filter(desk_words, "visit_desk")
