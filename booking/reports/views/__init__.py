"""The room's pages for everybody: the open data, and the picture of each year."""

from flask import Flask

from booking import cookieless
from booking.reports.views import open_data, yearly
from booking.reports.views.blueprint import pages

__all__ = ["init_app", "open_data", "yearly"]


def init_app(app: Flask) -> None:
    """Enter the pages and the files, which are the same for everybody, so no cookie reaches them."""
    app.register_blueprint(pages)
    cookieless.keep_cookies_out(app, "/open-data/")
