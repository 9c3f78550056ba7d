"""What the privacy duties need of staff: the wordings there were, and retention with its register."""

from flask import Flask

from booking.menu import ADMINISTRATION, add_work_page
from booking.privacy.staff_views import retention, wordings


def init_app(app: Flask) -> None:
    """Enter the pages and their places in the menu."""
    app.register_blueprint(wordings.pages)
    app.register_blueprint(retention.pages)
    add_work_page(app, "privacy_desk.wordings", "개인정보 안내문", ("staff", "admin"), 75, ADMINISTRATION)
    add_work_page(app, "retention.overview", "개인정보 파기", ("admin",), 76, ADMINISTRATION)
