"""Who may do what: secrets and tokens open one thing each, cookies open nothing, other sites are let in by name."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from booking.db import transaction
from booking.settings import service as settings
from tests.api.conftest import PERSON, Program, problem
from tests.support.people import log_in, make_account

At = Callable[[str], datetime]


def test_a_hold_is_for_who_has_its_secret(program: Program) -> None:
    hold, _ = program.hold()
    _, other = program.hold(program.slot(nth=1))
    for method, path, body in (
        ("GET", f"/holds/{hold}", None), ("DELETE", f"/holds/{hold}", None), ("POST", f"/holds/{hold}/extend", None),
        ("POST", "/reservations", {**PERSON, "hold": hold}),
    ):  # fmt: skip
        missing = program.call(method, path, body)
        assert problem(missing) == (401, "authorization_missing", None)
        assert missing.headers["WWW-Authenticate"] == "Bearer"
        assert problem(program.call(method, path, body, bearer=other)) == (404, "hold_unknown", None)
        assert problem(program.call(method, path, body, bearer=hold)) == (404, "hold_unknown", None)
        assert problem(program.call(method, path, body, Authorization="Basic eDp5"))[0] == 401


def test_a_booking_is_for_who_has_its_token(program: Program) -> None:
    reference, _ = program.book()
    _, other = program.book(program.slot(nth=1), name="김철수")
    hold, secret = program.hold(program.slot("survey"))
    forged = other[:-10] + ("A" if other[-10] != "A" else "B") + other[-9:]
    for method, path, body in (
        ("GET", f"/reservations/{reference}", None), ("POST", f"/reservations/{reference}/cancel", None),
        ("POST", f"/reservations/{reference}/move", {"slot": program.slot("survey", 1)}),
    ):  # fmt: skip
        assert problem(program.call(method, path, body)) == (401, "authorization_missing", None)
        assert problem(program.call(method, path, body, bearer=other)) == (403, "reservation_unknown", None)
        for wrong in (secret, hold, forged, "x" * 2000, "하"):
            answer = program.call(method, path, body, bearer=wrong.encode().decode("latin1"))
            assert problem(answer) == (401, "authorization_invalid", None)
    unknown = program.get("/reservations/R7K39MXW", bearer=other)
    assert unknown.json == program.get(f"/reservations/{reference}", bearer=other).json


def test_a_token_runs_out(program: Program, at: At) -> None:
    reference, token = program.book()
    at("2026-11-23T12:15:00")
    assert program.get(f"/reservations/{reference}", bearer=token).status_code == 200
    at("2026-11-23T12:15:01")
    assert problem(program.get(f"/reservations/{reference}", bearer=token)) == (401, "authorization_invalid", None)


def test_no_cookie_opens_anything(app: Flask, program: Program) -> None:
    """Neither the browser that booked nor a clerk who is logged in acts through the API, so no CSRF token is needed."""
    app.config["WTF_CSRF_ENABLED"] = True
    reference, _ = program.book()
    browser = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    browser.post("/lookup", data={"reference": reference, "phone": "010-1234-5678"})
    assert browser.get(f"/reservations/{reference}").status_code == 200
    make_account("clerk@city.example", "staff")
    clerk = app.test_client()
    log_in(clerk, "clerk@city.example")
    for visitor in (browser, clerk):
        assert problem(Program(visitor).get(f"/reservations/{reference}")) == (401, "authorization_missing", None)


def test_no_answer_sets_a_cookie_or_depends_on_one(program: Program) -> None:
    slot = {"slot": program.slot()}
    answers = [program.get("/days?lang=en"), program.get("/nowhere?lang=en"), program.call("POST", "/holds", slot)]
    for answer in answers:
        assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.headers.get("Vary", "")


def test_no_other_site_may_call_unless_a_setting_names_it(program: Program, now: datetime, actor: object) -> None:
    city, other = "https://www.jinju.go.kr", "https://evil.example"
    assert "Access-Control-Allow-Origin" not in program.call("GET", "/days", Origin=city).headers
    with transaction():
        settings.put("api.origins", f"{city} http://localhost:3000", actor=actor, now=now)
    for path in ("/days", "/nowhere"):
        answer = program.call("GET", path, Origin=city)
        assert answer.headers["Access-Control-Allow-Origin"] == city and "Origin" in answer.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in answer.headers
    before = program.call("OPTIONS", "/holds", Origin=city, Access_Control_Request_Method="POST")
    assert before.status_code == 200
    assert "Idempotency-Key" in before.headers["Access-Control-Allow-Headers"]
    refused = program.call("GET", "/days", Origin=other).headers
    assert "Access-Control-Allow-Origin" not in refused and "Origin" in refused["Vary"]


def test_pages_are_not_opened_to_other_sites(program: Program, now: datetime, actor: object) -> None:
    with transaction():
        settings.put("api.origins", "https://www.jinju.go.kr", actor=actor, now=now)
    answer = program.client.get("/lookup", headers={"Origin": "https://www.jinju.go.kr"})
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    "text",
    ["www.jinju.go.kr", "https://jinju.go.kr/", "*", "null", "https://a; script-src *", "https://A.kr", "https://-"],
)
def test_a_setting_takes_sites_alone(sqlite_app: Flask, now: datetime, actor: object, text: str) -> None:
    from booking.settings.errors import SettingNotOrigins

    with pytest.raises(SettingNotOrigins), transaction():
        settings.put("api.origins", text, actor=actor, now=now)
