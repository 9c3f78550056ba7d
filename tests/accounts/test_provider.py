"""Log-in by the city's identity provider: who gets in, who does not, and what no forged answer achieves."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import ECKey, OctKey

import config
from booking import clock
from booking.accounts import queries, service
from booking.audit.rules import Actor
from booking.db import transaction
from booking.settings import service as settings
from tests.support import house
from tests.support.people import code, is_in, log_in, make_account, registered, send
from tests.support.provider import SECRET, Provider
from tests.support.work import entries

CLERK = {"email": "clerk@city.example", "email_verified": True, "amr": ["pwd", "mfa"]}
Built = tuple[Flask, Provider]


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider of the test's own."""
    found = Provider()
    yield found
    found.close()


@pytest.fixture
def bound(make_app: Callable[..., Flask], provider: Provider) -> Iterator[Flask]:
    """The product with that provider, as in production: a second factor is required."""
    app = make_app(tables=True, SECURITY_TWO_FACTOR_REQUIRED=True, **provider.settings)
    with app.app_context():
        yield app


def begin(client: FlaskClient, query: str = "") -> str:
    answer = client.get(f"/login/provider{query}")
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def enter(client: FlaskClient, provider: Provider, query: str = "", **claims: Any) -> str:
    """Where the whole way leads."""
    answer = client.get(provider.answer(begin(client, query), **{**CLERK, **claims}))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_an_account_enters_by_the_provider(bound: Flask, provider: Provider) -> None:
    make_account(must_change_password=True)
    client = bound.test_client()
    assert "시 통합 로그인" in client.get("/login?next=/staff/waiting").text
    assert enter(client, provider, "?next=/staff/waiting", email="Clerk@city.example") == "/staff/waiting"
    assert is_in(client), "the password that an admin has issued is not asked for"
    [entry] = entries("login.succeeded")
    assert (entry.account_name, entry.reason) == ("clerk@city.example", "provider")
    assert len(queries.list_live_sessions(clock.now())) == 1 and not provider.problems
    assert enter(bound.test_client(), provider, "?next=//evil.example/") == "/account/start"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@city.example"},
        {"email": None},
        {"email": ["clerk@city.example"]},
        {"email_verified": False},
        {"email": "gone@city.example"},
    ],
)
def test_who_has_no_account_stays_outside(bound: Flask, provider: Provider, claims: dict[str, Any]) -> None:
    make_account()
    gone = make_account("gone@city.example")
    with transaction():
        service.deactivate(queries.get_user(gone.id), actor=Actor.command("tests"), now=clock.now())
    client = bound.test_client()
    assert enter(client, provider, **claims) == "/login"
    assert "쓸 수 있는 계정이 없습니다" in client.get("/login").text
    assert not is_in(client) and len(entries("login.refused")) == 1


def test_an_address_that_nobody_says_to_have_verified_opens_no_account(bound: Flask, provider: Provider) -> None:
    make_account()
    provider.twist = lambda claims: claims.pop("email_verified")
    client = bound.test_client()
    assert enter(client, provider) == "/login" and not is_in(client)
    bound.config["OIDC_CLAIM"] = "preferred_username"
    assert enter(client, provider, preferred_username="clerk@city.example") == "/account/start", (
        "it is no address there"
    )


FORGED: dict[str, Callable[[Provider], object]] = {
    "another audience": lambda one: setattr(one, "twist", lambda claims: claims.update(aud="another client")),
    "another issuer": lambda one: setattr(one, "twist", lambda claims: claims.update(iss="https://evil.example")),
    "another request's nonce": lambda one: setattr(one, "twist", lambda claims: claims.update(nonce="x" * 20)),
    "no nonce": lambda one: setattr(one, "twist", lambda claims: claims.pop("nonce")),
    "over": lambda one: setattr(one, "twist", lambda claims: claims.update(exp=claims["exp"] - 3600)),
    "another key": lambda one: setattr(one, "key", ECKey.generate_key("P-256", {"kid": "one"})),
    "signed by the secret": lambda one: vars(one).update(key=OctKey.import_key(SECRET), algorithm="HS256"),
    "not signed": lambda one: vars(one).update(key=OctKey.import_key(SECRET), algorithm="none"),
    "another provider's name": lambda one: setattr(one, "issuer", "https://evil.example"),
}


@pytest.mark.parametrize("how", FORGED)
def test_no_forged_answer_gets_in(bound: Flask, provider: Provider, how: str) -> None:
    make_account()
    client = bound.test_client()
    back = provider.answer(begin(client), **CLERK)
    FORGED[how](provider)
    assert client.get(back).location == "/login"
    assert not is_in(client)
    [entry] = entries("login.failed")
    assert (entry.subject, entry.reason) == ("account:?", "provider")


def test_an_answer_is_for_the_browser_that_asked_and_good_once(bound: Flask, provider: Provider) -> None:
    make_account()
    victim, other = bound.test_client(), bound.test_client()
    back = provider.answer(begin(other), **CLERK)
    assert victim.get(back).location == "/login" and not is_in(victim)
    begin(victim)
    assert victim.get(back).location == "/login" and not is_in(victim), "another request's state"
    assert other.get(back).location == "/account/start"
    other.post("/logout")
    assert other.get(back).location == "/login" and not is_in(other)
    assert other.get("/login/provider/callback?error=access_denied&error_description=%3Cb%3E").location == "/login"
    assert other.get("/login/provider/callback").location == "/login"


def test_without_the_providers_second_factor_ours_is_asked_for(
    bound: Flask, provider: Provider, at: Callable[[datetime], datetime]
) -> None:
    phone = registered(bound.test_client(), at)
    client = bound.test_client()
    assert enter(client, provider, amr=["pwd"]).startswith("/login/code")
    assert not is_in(client)
    assert send(client, code(phone)) == 303
    assert is_in(client)
    make_account("new@city.example")
    other = bound.test_client()
    assert enter(other, provider, email="new@city.example", amr=None).startswith("/account/second-factor")
    assert not is_in(other)
    assert enter(bound.test_client(), provider, amr=[{}]).startswith("/login/code")
    at(clock.now() + timedelta(minutes=1))


def test_a_provider_that_is_away_stops_nobody(bound: Flask, provider: Provider) -> None:
    make_account()
    client = bound.test_client()
    back = provider.answer(begin(client), **CLERK)
    provider.close()
    assert client.get(back).location == "/login"
    assert "마치지 못했습니다" in client.get("/login").text
    bound.extensions["authlib.integrations.flask_client"].create_client("provider").server_metadata.clear()
    assert client.get("/login/provider").location == "/login"
    assert "답하지 않습니다" in client.get("/login").text
    assert log_in(client).status_code in (302, 303)


def test_staff_may_be_left_only_this_way(bound: Flask, provider: Provider, actor: Actor) -> None:
    make_account()
    make_account("law@city.example", "expert")
    with transaction():
        settings.put("accounts.passwords", "experts", actor=actor, now=clock.now())
    client = bound.test_client()
    refused = log_in(client)
    assert refused.status_code == 401 and "시 통합 로그인으로 들어와" in refused.text
    assert log_in(client, password="wrong horse of the tests").status_code == 401
    assert log_in(client, "law@city.example").status_code == 303
    assert enter(bound.test_client(), provider) == "/account/start"


def test_without_a_provider_there_is_nothing_of_it(sqlite_app: Flask, client: FlaskClient) -> None:
    assert "통합 로그인" not in client.get("/login").text
    assert client.get("/login/provider").status_code == client.get("/login/provider/callback").status_code == 404


def test_a_half_told_provider_is_refused_at_the_start(sqlite_url: str) -> None:
    good = {"OIDC_ISSUER": "https://id.city.example/", "OIDC_CLIENT_ID": "pulligo", "OIDC_CLIENT_SECRET": "s"}
    told = config.load({**house.environment(sqlite_url), **good})
    assert (told["OIDC_ISSUER"], told["OIDC_CLAIM"], told["OIDC_AMR"]) == ("https://id.city.example", "email", ["mfa"])
    for changed in ({"OIDC_CLIENT_SECRET": ""}, {"OIDC_CLIENT_ID": ""}, {"OIDC_ISSUER": "http://id.city.example"}):
        with pytest.raises(config.ConfigurationError, match="OIDC_"):
            config.load({**house.environment(sqlite_url), **good, "BOOKING_MODE": "production", **changed})
