"""Log-in by the city's identity provider (OpenID Connect: code flow with state, nonce and PKCE), where there is one.

The provider says who somebody is, and this product what they may do: the account has to exist. Its second factor counts
where the provider says in `amr` that it asked for one; else ours is asked for as after a password.
"""

from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, abort, current_app, flash, redirect, request, session, url_for
from flask_security import login_user
from flask_security.tf_plugin import tf_clean_session
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from booking import clock, whereabouts
from booking.accounts import queries, rules
from booking.accounts.models import User
from booking.accounts.views.signing_in import pages
from booking.audit import service as audit
from booking.db import transaction
from booking.limits import LOOKING_UP, limiter
from booking.web import actor

NAME = "provider"
STRONG = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""How ID tokens may be signed: by a key that only the provider has, so not by the client's secret and not at all."""

SECONDS = 10
"""How long a log-in waits for the provider."""

AWAY = "통합 로그인 서버가 답하지 않습니다. 잠시 뒤에 다시 시도하거나 비밀번호로 로그인해 주세요."
NOT_RIGHT = "통합 로그인을 마치지 못했습니다. 처음부터 다시 로그인해 주세요."
NO_ACCOUNT = "이 이름으로 쓸 수 있는 계정이 없습니다. 관리자에게 알려 주세요."

BROKEN = (AuthlibBaseError, JoseError, RequestException, RuntimeError, ValueError, TypeError, KeyError, AttributeError)
"""What Authlib raises, and what an answer of another shape than the standard's makes of it."""


def init_app(app: Flask) -> None:
    """Know the provider of the configuration, if there is one."""
    app.add_template_global(lambda: app.config["OIDC_NAME"] if app.config["OIDC_ISSUER"] else "", "provider_name")
    if not app.config["OIDC_ISSUER"]:
        return
    OAuth(app).register(
        NAME,
        client_id=app.config["OIDC_CLIENT_ID"],
        client_secret=app.config["OIDC_CLIENT_SECRET"],
        server_metadata_url=f"{app.config['OIDC_ISSUER']}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "default_timeout": SECONDS},
    )


@pages.get("/login/provider")
@limiter.limit(LOOKING_UP)
def ask_provider() -> Response:
    """On to the provider's own log-in page. What has to come back with its answer stands in this browser's cookie."""
    client = _client()
    try:
        _read_metadata(client)
        answer: Response = client.authorize_redirect(url_for("security.provider_answers", _external=True))
    except BROKEN as error:
        current_app.logger.error("the identity provider does not answer: %s", type(error).__name__)
        return _back(AWAY)
    session["provider_next"] = request.args.get("next", "")
    return answer


@pages.get("/login/provider/callback")
@limiter.limit(LOOKING_UP)
def provider_answers() -> Response:
    """What the provider answered: into the account, on to the second factor, or back to the log-in page."""
    client = _client()
    try:
        claims = _read_answer(client)
    except BROKEN as error:
        current_app.logger.warning("an answer of the identity provider was refused: %s", type(error).__name__)
        audit.seen("login.failed", actor=actor(), now=clock.now(), subject="account:?", reason=NAME)
        return _back(NOT_RIGHT)
    user = queries.find_user(str(claims.get(current_app.config["OIDC_CLAIM"]) or ""))
    if user is None or not _may_enter(user, claims):
        about = f"account:{user.email}" if user else "account:?"
        audit.seen("login.refused", actor=actor(), now=clock.now(), subject=about, reason=NAME)
        return _back(NO_ACCOUNT)
    return _enter(user, claims)


def _client() -> Any:
    clients = current_app.extensions.get("authlib.integrations.flask_client")
    return clients.create_client(NAME) if clients else abort(404)


def _read_metadata(client: Any) -> dict[str, Any]:
    """What the provider says of itself. ValueError where it is another one than the configuration names."""
    metadata: dict[str, Any] = client.load_server_metadata()
    if metadata["issuer"].rstrip("/") != current_app.config["OIDC_ISSUER"]:
        client.server_metadata.clear()  # or this process would believe it until it ends
        raise ValueError("issuer")
    return metadata


def _read_answer(client: Any) -> dict[str, Any]:
    """The claims of a sound ID token for this browser's own request. One of BROKEN."""
    metadata = _read_metadata(client)
    offered = metadata.get("id_token_signing_alg_values_supported", STRONG)
    metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in STRONG]
    wanted = {
        "iss": {"essential": True, "value": metadata["issuer"]},
        "aud": {"essential": True, "value": client.client_id},  # Authlib looks at it only where it is asked to
    }
    return dict(client.authorize_access_token(claims_options=wanted)["userinfo"])


def _may_enter(user: User, claims: dict[str, Any]) -> bool:
    # Some providers let anybody write any address, and say nothing of having verified it.
    is_theirs = current_app.config["OIDC_CLAIM"] != "email" or claims.get("email_verified") is True
    is_let_in = user.active and not queries.is_barred(user, clock.now()) and whereabouts.is_open_to(user.role)
    return is_theirs and is_let_in


def _enter(user: User, claims: dict[str, Any]) -> Response:
    after = session.pop("provider_next", "")
    after = after if rules.is_local_path(after) else None
    tf_clean_session()  # type: ignore[no-untyped-call]  # Flask-Security types it not
    session["by_provider"] = True
    session["tf_since"] = clock.now().timestamp()
    if not set(map(str, claims.get("amr") or ())) & set(current_app.config["OIDC_AMR"]):
        security = current_app.extensions["security"]
        answer: Response | None = security.two_factor_plugins.tf_enter(user, False, NAME, after)
        if answer is not None:
            return answer
    with transaction():
        login_user(queries.get_user(user.id), authn_via=[NAME])
    return redirect(after or url_for("accounts.start"), 303)


def _back(sentence: str) -> Response:
    flash(sentence, "error")
    return redirect(url_for("security.login"), 303)
