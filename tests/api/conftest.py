"""The city with its days, and a program that calls the API."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.consultations import jobs as consultation_jobs
from booking.nightoffice import jobs as night_jobs

NOW = "2026-11-23T12:00"
DAY = "2026-12-21"
CONSENT = "in force"
"""Stands for the version that GET /consent names."""

PERSON = {"name": "홍길동", "phone": "010-1234-5678", "question": "상속 포기", "consent": CONSENT}

WAITING = {"fields": ["law"], "name": "김대기", "phone": "010-2222-3333", "consent": CONSENT}


@dataclass
class Program:
    """A program that keeps what it is given, and cookies of its own to show that they do nothing."""

    client: FlaskClient
    address: str = "192.0.2.7"
    secrets: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, body: Any = None, bearer: str | None = None, **headers: str) -> Any:
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        if isinstance(body, dict) and body.get("consent") == CONSENT:
            about = "?about=waiting" if path == "/waiting" else ""
            body = {**body, "consent": self.get(f"/consent{about}").json["version"]}
        given = {} if body is None else {"json": body}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        at = {"REMOTE_ADDR": self.address}
        return self.client.open(f"/api/v1{path}", method=method, headers=named, environ_overrides=at, **given)

    def get(self, path: str, bearer: str | None = None) -> Any:
        return self.call("GET", path, bearer=bearer)

    def slot(self, field: str = "law", nth: int = 0, day: str = DAY) -> str:
        return str(self.get(f"/slots?date={day}&field={field}").json["slots"][nth]["slot"])

    def hold(self, slot: str | None = None, **headers: str) -> tuple[str, str]:
        """A hold and its secret."""
        answer = self.call("POST", "/holds", {"slot": slot or self.slot()}, **headers)
        assert answer.status_code == 201, answer.text
        return answer.json["hold"], answer.json["secret"]

    def join(self, **more: Any) -> tuple[str, str]:
        """A place in line's reference and its access token."""
        answer = self.call("POST", "/waiting", {**WAITING, **more})
        assert answer.status_code == 201, answer.text
        return answer.json["waiting"]["reference"], answer.json["access"]["access_token"]

    def book(self, slot: str | None = None, **more: str) -> tuple[str, str]:
        """A booking's reference and its access token."""
        hold, secret = self.hold(slot)
        answer = self.call("POST", "/reservations", {**PERSON, "hold": hold, **more}, bearer=secret)
        assert answer.status_code == 201, answer.text
        return answer.json["reservation"]["reference"], answer.json["access"]["access_token"]


def problem(answer: Any) -> tuple[int, str, str | None]:
    """Status, code and field of a refusal, which must be a whole problem document."""
    assert answer.mimetype == "application/problem+json", answer.text
    body = answer.json
    assert body["status"] == answer.status_code and body["type"] == "about:blank" and body["title"] and body["detail"]
    first = {name: value for name, value in body["errors"][0].items() if name != "pointer"}
    assert {"code": body["code"], "field": body["field"], "detail": body["detail"]} == first
    return answer.status_code, body["code"], body["field"]


@pytest.fixture
def now(at: Callable[[str], datetime], app: Flask, city: object) -> datetime:
    """A Monday noon, with December's day open for booking."""
    moment = at(NOW)
    consultation_jobs.create_days(moment)
    night_jobs.keep_nights(moment)
    return moment


@pytest.fixture
def program(app: Flask, now: datetime) -> Program:
    return Program(app.test_client())


@pytest.fixture
def raced(empty_url: str, make_app: Callable[..., Flask]) -> Flask:
    """The application on a database of its own, whose connections the threads of a test share nothing of."""
    return make_app(url=empty_url, tables=True)
