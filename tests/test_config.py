"""The environment: what a production must not start with, and what its processes leave to other users."""

import logging
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import config
from booking import logs, server
from tests.support.house import SECRETS, environment
from tests.support.processes import Process

URL = "sqlite:///nowhere.sqlite3"


def production(**more: str) -> dict[str, Any]:
    return config.load({**environment(URL), "BOOKING_MODE": "production", **more})


@pytest.mark.parametrize(
    "address", ["https://booking.city.example", "http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost", ""]
)
def test_production_is_reached_by_tls_or_from_the_machine_itself(address: str) -> None:
    assert production(BASE_URL=address)["SESSION_COOKIE_SECURE"] is address.startswith("https://")


@pytest.mark.parametrize(
    "address",
    ["http://booking.city.example", "http://10.0.0.5:8000", "booking.city.example", "http://localhost.city.example"],
)
def test_production_without_tls_does_not_start(address: str) -> None:
    with pytest.raises(config.ConfigurationError, match=r"BASE_URL is .* https://"):
        production(BASE_URL=address)
    assert config.load(environment(URL, BASE_URL=address))["BASE_URL"] == address, "a demo may"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, "fifteen letters") for name in SECRETS),
        ("TOTP_SECRETS", "1:a second-factor secret of the tests,2:short"),
        ("TOTP_SECRETS", "a second-factor secret without its name"),
        ("DATA_KEYS", ","),
    ],
)
def test_production_refuses_secrets_that_can_be_guessed(name: str, value: str) -> None:
    with pytest.raises(config.ConfigurationError, match=f"^{name}: .*16 characters"):
        production(**{name: value})
    assert config.load({**environment(URL), name: value}), "a demo may"


def test_sixteen_characters_will_do() -> None:
    assert production(SECRET_KEY="sixteen letters.")["SECRET_KEY"] == "sixteen letters."


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Result, list[int]]]:
    """`booking web` up to where it would begin to serve; what came of it, and the umask it would serve under."""

    def run(**more: str) -> tuple[Result, list[int]]:
        masks: list[int] = []
        for name, value in environment(URL, **more).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(config, "load_dotenv", lambda _file: None)
        monkeypatch.setattr(logs, "set_up", lambda *_level, **_more: None)
        monkeypatch.setattr(server.Server, "run", lambda _self: masks.append(os.umask(0o022)))
        before = os.umask(0o022)
        try:
            return CliRunner().invoke(server.web), masks
        finally:
            os.umask(before)

    return run


def test_limits_that_each_worker_counts_alone_are_told(
    start: Callable[..., tuple[Result, list[int]]], caplog: pytest.LogCaptureFixture
) -> None:
    def warned(**more: str) -> bool:
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            result, _ = start(**{"RATE_LIMITS": "on", "BOOKING_MODE": "production", "WEB_WORKERS": "2", **more})
        assert result.exit_code == 0, result.output
        return "RATE_LIMIT_STORE" in caplog.text

    assert warned()
    assert not warned(WEB_WORKERS="1")
    assert not warned(BOOKING_MODE="demo")
    assert not warned(RATE_LIMITS="off")
    assert not warned(RATE_LIMIT_STORE="redis://127.0.0.1")


def test_web_writes_for_its_own_user_and_tells_a_bad_environment_in_one_line(
    start: Callable[..., tuple[Result, list[int]]],
) -> None:
    assert start()[1] == [0o077]
    result, masks = start(BOOKING_MODE="production", BASE_URL="http://booking.city.example")
    assert (result.exit_code, masks) == (1, [])
    assert result.output.startswith("Error: BASE_URL is http://booking.city.example")


def test_the_database_is_readable_by_its_own_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    file = tmp_path / "made.sqlite3"
    process = Process(folder, ["db", "upgrade"], f"sqlite:///{file}").start()
    assert process.wait(120) == 0, process.log()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
