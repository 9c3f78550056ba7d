"""The room's page for experts. Their menu is short; the page of their appointments leads to it."""

from flask import Flask

from booking.quality.expert_views import visit_survey


def init_app(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(visit_survey.pages)
