"""What every test may ask for. docs/development.md lists the fixtures; `tests/support` holds their machinery."""

import contextvars
import gc
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy.engine import Engine

from booking import cli, clock, crypto
from booking.audit.rules import Actor
from booking.db import db, writing
from booking.limits import limiter

pytest.register_assert_rewrite("tests.support.house", "tests.support.pages")

from tests.support import house, kept, leaks, memory, pages, postgres, processes, stateful, turns  # noqa: E402 (asserts in them are rewritten only when registered before)

memory.use()  # before pytest's other workers start, which inherit it

ROOT = Path(__file__).resolve().parent.parent
CITY = ROOT / "booking" / "data" / "jinju.toml"

settings.register_profile("suite", derandomize=True, deadline=None, max_examples=stateful.USUAL, database=None)
settings.register_profile("endure", deadline=None, max_examples=10 * stateful.USUAL, print_blob=True)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def pg_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server that trades safety for speed."""
    yield from _serve(postgres.Server(postgres.UNSAFE_BUT_FAST))


@pytest.fixture(scope="session")
def durable_pg_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server with its own defaults, for races and restores."""
    yield from _serve(postgres.Server())


def _serve(server: postgres.Server) -> Iterator[postgres.Server]:
    try:
        yield server.start()
    except postgres.Unavailable as error:
        pytest.skip(str(error))
    finally:
        server.stop()


@pytest.fixture
def pg_url(durable_pg_server: postgres.Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own, with the server's default settings."""
    url = durable_pg_server.create_database()
    yield url
    durable_pg_server.drop_database(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file of this test's own that does not exist yet."""
    return f"sqlite:///{tmp_path / 'booking.sqlite3'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database without tables: the test runs once on each kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "pg_url"))


@pytest.fixture(scope="session")
def _sqlite_house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Path, Path]:
    folder = tmp_path_factory.mktemp("sqlite")
    file, template = folder / "booking.sqlite3", folder / "template.sqlite3"
    app = house.build(f"sqlite:///{file}")
    _create_tables(app)
    shutil.copy(file, template)
    return app, file, template


_lasting: list[Engine] = []
"""The engine of the one house on PostgreSQL that all tests share: its pool outlives them."""


@pytest.fixture(scope="session")
def _postgres_house(pg_server: postgres.Server) -> Iterator[tuple[Flask, Callable[[], None]]]:
    url = pg_server.create_database()
    app = house.build(url)
    _create_tables(app)
    with app.app_context():
        _lasting.append(db.engine)
    with postgres.emptier(url) as empty:
        yield app, empty
    _lasting.clear()
    with app.app_context():
        db.engine.dispose()


def _create_tables(app: Flask) -> None:
    with app.app_context():
        with writing():
            db.create_all()
        db.engine.dispose()  # on SQLite this also writes the log back into the file


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that touches `app` on both databases, or on the one it names (`sqlite_app`, `postgres_app`)."""
    if "app" in metafunc.fixturenames:
        named = {"sqlite_app", "postgres_app"} & set(metafunc.fixturenames)
        kinds = [name.removesuffix("_app") for name in named] or ["sqlite", "postgres"]
        params = [pytest.param(kind, marks=[pytest.mark.postgresql] * (kind == "postgres")) for kind in kinds]
        metafunc.parametrize("app", params, indirect=True)


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on empty tables, its context pushed; what a test changes in its configuration is put back."""
    app: Flask = request.getfixturevalue(f"_emptied_{request.param}")
    before, vault = dict(app.config), crypto.vault()
    limiter.enabled = bool(app.config["RATELIMIT_ENABLED"])  # one object for all applications of the process
    with app.app_context():
        yield app
        db.session.rollback()
    app.config.clear()
    app.config.update(before)
    crypto.use(vault)


@pytest.fixture
def sqlite_app(app: Flask) -> Flask:
    """`app`, only on SQLite: for pages and words, where the database makes no difference."""
    return app


@pytest.fixture
def postgres_app(app: Flask) -> Flask:
    """`app`, only on PostgreSQL."""
    return app


@pytest.fixture
def _emptied_sqlite(_sqlite_house: tuple[Flask, Path, Path]) -> Flask:
    app, file, template = _sqlite_house
    with app.app_context():
        db.engine.dispose()
    for suffix in ("", "-wal", "-shm"):  # a new file: a failed test may still hold the old one open
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    shutil.copy(template, file)
    return app


@pytest.fixture
def _emptied_postgres(_postgres_house: tuple[Flask, Callable[[], None]]) -> Flask:
    app, empty = _postgres_house
    empty()
    return app


@pytest.fixture
def make_app(sqlite_url: str) -> Iterator[Callable[..., Flask]]:
    """`make_app(url=…, tables=True, KEY=value)`: an application of the test's own, for other configurations.

    Its database has no tables without `tables`; its context is not pushed.
    """
    vault = crypto._vault

    def make(url: str = sqlite_url, *, tables: bool = False, **changes: Any) -> Flask:
        app = house.build(url, **changes)
        if tables:
            _create_tables(app)
        made.append(app)
        return app

    made: list[Flask] = []
    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()
    if vault is not None:
        crypto.use(vault)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies; `app.test_client()` makes another one. CSRF tokens are not asked for."""
    return app.test_client()


@pytest.fixture
def citizen(app: Flask) -> pages.Citizen:
    """A person at a browser without JavaScript, whose pages must all be sound (`tests/support/pages.py`)."""
    app.config["WTF_CSRF_ENABLED"] = True
    return pages.Citizen(app)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., processes.WebServer]]:
    """`serve(url, workers=4, threads=8, NAME="value")`: `booking web` as real processes on a database with tables."""
    started: list[processes.WebServer] = []

    def start(url: str, **options: Any) -> processes.WebServer:
        started.append(processes.WebServer(tmp_path, url, **options))
        return started[-1].start()

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def command(app: Flask) -> Callable[..., Result]:
    """`command("seed", "file.toml")`: the `booking` command on the test's database; fails the test if it raises."""

    def run(*arguments: str, exit_code: int | None = 0, input: str | None = None) -> Result:
        house.end_reading()
        script = ScriptInfo(create_app=lambda: app)
        result = contextvars.Context().run(
            CliRunner().invoke, cli.main, [str(argument) for argument in arguments], input=input, obj=script
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert exit_code is None or result.exit_code == exit_code, result.output
        return result

    return run


@pytest.fixture
def city(command: Callable[..., Result]) -> Path:
    """The city's own data, loaded by `booking seed`: fields and experts, and no days yet. Its TOML file."""
    kept.once(lambda: command("seed", str(CITY)))
    return CITY


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime | str], datetime]:
    """`at("2026-12-18T10:00")` stops the clock there (office time without an offset); called again, it moves it."""

    def stop(instant: datetime | str) -> datetime:
        moment = clock.parse(instant) if isinstance(instant, str) else instant
        assert moment.tzinfo is not None, "a naive datetime is no instant"
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return stop


@pytest.fixture
def actor() -> Actor:
    """Someone who acts, where it does not matter who."""
    return Actor.command("tests")


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays to the end: modules, and thousands of tests."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever hypothesis feeds is a property test."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.property)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Crowds of processes get the machine to themselves: the other workers wait for them between two tests."""
    if not hasattr(item.config, "workerinput"):
        return (yield)
    base = item.config._tmp_path_factory.getbasetemp().parent  # type: ignore[attr-defined]
    with turns.turn(base, alone=item.get_closest_marker("alone") is not None):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """A connection that is left open fails this test, and not by chance another one."""
    yield
    assert not (left := leaks.find_open(*_lasting)), f"connections left open: {left}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what did not run, and why: nothing is missing silently."""
    reasons = Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ") for report in terminalreporter.getreports("skipped")
    )
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"Skipped: {count} tests: {reason}", yellow=True)
