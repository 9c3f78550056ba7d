"""Enters the API into the application: addresses, errors, and which other sites' scripts may call it."""

from flask import Flask, Response, request

from booking import cookieless, web
from booking.api import days, document, guiding, holds, problems, reservations, waiting
from booking.api.errors import Refusals
from booking.api.operations import pages
from booking.office import setting

__all__ = ["days", "document", "guiding", "holds", "init_app", "reservations", "waiting"]

PATH = "/api/"
ASKED = "Authorization, Content-Type, Idempotency-Key"
METHODS = "GET, POST, DELETE"

pages.register_error_handler(Refusals, problems.all_refusals)


def init_app(app: Flask) -> None:
    """Enter the API. It reads no cookie, so nobody can act through another's browser, and it asks for no CSRF token."""
    cookieless.keep_cookies_out(app, PATH)
    web.csrf.exempt(pages)
    web.add_error_form(app, web.ErrorForm(PATH, problems.refusal, problems.failure))
    app.register_blueprint(pages)
    app.after_request(_let_other_sites_read)


def _let_other_sites_read(response: Response) -> Response:
    """Scripts of the sites that a setting names may call the API (CORS); without a setting no other site's may."""
    origin = request.headers.get("Origin")
    if origin is None or not request.path.startswith(PATH):
        return response
    allowed = setting("api.origins").split()
    if allowed:
        response.vary.add("Origin")
    if origin in allowed:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = METHODS
            response.headers["Access-Control-Allow-Headers"] = ASKED
            response.headers["Access-Control-Max-Age"] = "600"
    return response
