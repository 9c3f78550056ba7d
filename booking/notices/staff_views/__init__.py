"""The work pages of notices: the call list, the ledger, and the demo's outbox."""

from flask import Flask

from booking.menu import NOTICES, add_work_page
from booking.notices import channels
from booking.notices.staff_views import calls, ledger, wordings
from booking.notices.staff_views.blueprint import pages

__all__ = ["calls", "init_app", "ledger", "wordings"]


def init_app(app: Flask) -> None:
    """Add the pages, their places in the menu, and what a demo's banner asks (`demo_is_silent`).

    ValueError where MAIL_URL or SMS_URL is of an unknown kind."""
    channels.choose(app.config)
    app.register_blueprint(pages)
    app.add_template_global(lambda: channels.is_silent(app.config), "demo_is_silent")
    add_work_page(app, "notices.calls", "전화 안내", ("staff", "admin"), 27)
    add_work_page(app, "notices.ledger", "안내 내역", ("staff", "admin"), 28, NOTICES)
    add_work_page(app, "notices.templates", "안내 문안", ("staff", "admin"), 29, NOTICES)
    if channels.is_console_used(app.config):
        add_work_page(app, "notices.outbox", "시연용 보관함", ("staff", "admin"), 55, NOTICES)
