"""Log-in pages, and the wiring of Flask-Security."""

from flask import Flask

from booking.accounts.views import own, provider, signing_in, typed, wiring


def init_app(app: Flask) -> None:
    """Wire accounts into the application: log-in, sessions, second factor, the own account's pages."""
    wiring.init_app(app)
    provider.init_app(app)
    app.register_blueprint(signing_in.pages)
    app.register_blueprint(own.pages)
    own.init_app(app)
    typed.init_app(app)
