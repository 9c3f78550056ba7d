"""The room's pages for everybody."""

from flask import Flask

from booking.quality.views import visit_survey
from booking.quality.views.visit_slip import survey_slip
from booking.quality.wording import desk_words

__all__ = ["init_app", "visit_survey"]


def init_app(app: Flask) -> None:
    """Enter the pages, `survey_slip(booking)` for papers that are handed out, and what a desk is called."""
    app.register_blueprint(visit_survey.pages)
    app.add_template_global(survey_slip)
    app.add_template_filter(desk_words, "visit_desk")
