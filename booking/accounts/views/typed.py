"""What was typed when a log-in ended by itself comes back after the next one, to be looked at and sent."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, redirect, render_template, request, session
from flask_security import current_user

from booking import clock, refill
from booking.accounts import queries, rules, service
from booking.accounts.models import AccountSession
from booking.db import transaction

FLAG = "typed"
"""In a session's cookie: that a form waits, and nothing of it."""

KEPT = (
    "로그인이 끝나서, 방금 보내신 내용은 아직 처리하지 않았습니다. "
    "30분 안에 같은 계정으로 로그인하시면 적으신 내용을 다시 보여 드립니다."
)
NOT_KEPT = "방금 보내신 내용은 저장하지 않았습니다. 로그인한 뒤 다시 적어 주세요."


def init_app(app: Flask) -> None:
    """Keep what comes too late, and put it back into its page once. Practice keeps nothing: it is for nobody.

    `late_form` is what `web.roles_only` asks: the form's page in, the sentence about what becomes of it out.
    """
    app.extensions["late_form"] = lambda page: KEPT if not app.config.get("PRACTICE") and _keep(page) else NOT_KEPT
    app.before_request(_look)
    app.after_request(_put_back)


def bring(token: str, live: AccountSession) -> None:
    """At a log-in: let it have what waits at the session that this browser had before."""
    if service.bring_typed(token, live, clock.now()):
        session[FLAG] = True


def _keep(page: str) -> bool:
    """Keep the form of this request, which stands on `page`; whether it is kept. Files are not."""
    fields = rules.what_may_wait(request.form.items(multi=True))
    if not page or not fields:
        return False
    query = request.query_string.decode("utf-8", "replace") if page == request.path else _query_of_referrer()
    typed = rules.Typed(_here(), f"{page}?{query}" if query else page, fields)
    with transaction():
        return service.keep_typed(session["account_session"], typed, clock.now())


def _here() -> str:
    """Path and query of this request."""
    return request.full_path if request.query_string else request.path


def _query_of_referrer() -> str:
    return urlsplit(request.referrer or "").query  # languages.sent_from() has read it, so it is an address


def _look() -> Any:
    """Where a form waits for this page, remember it for the answer; its page is opened with the query it had."""
    view = current_app.view_functions.get(request.endpoint or "")
    if (
        FLAG not in session
        or request.method != "GET"
        or not hasattr(view, "roles")
        or not current_user.is_authenticated
    ):
        return None
    found = queries.find_typed(session["account_session"], clock.now())
    if found is None:
        session.pop(FLAG)
    elif _here() == found[1].page:
        g.typed = found
    elif request.path == urlsplit(found[1].page).path and not request.query_string:
        return redirect(found[1].page, 303)
    return None


def _put_back(answer: Response) -> Response:
    """Show once what was typed: it is destroyed in the same moment."""
    if "typed" not in g or answer.status_code != 200 or answer.mimetype != "text/html":
        return answer
    key, typed = g.typed
    notice = render_template("accounts/_typed.html")
    page = refill.refill(answer.get_data(as_text=True), typed.page, typed.action, typed.fields, notice)
    if page is None:
        return answer
    session.pop(FLAG)
    with transaction():
        is_first = service.drop_typed(key)
    if is_first:
        answer.set_data(page)
    return answer
