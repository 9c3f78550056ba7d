"""Who wants to write on SQLite waits for a turn, is refused in the end, and is told of any other fault at once."""

import sqlite3
import time
from collections.abc import Iterator
from importlib import import_module

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from booking.db import db, transaction

database = import_module("booking.db")
"""The module; the package gives its name to the session."""


@pytest.fixture
def other(sqlite_app: Flask) -> Iterator[sqlite3.Connection]:
    """Another connection that writes at the moment."""
    db.session.rollback()
    connection = sqlite3.connect(str(db.engine.url.database), isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def write() -> None:
    with transaction():
        db.session.execute(text("SELECT 1"))


def test_the_turn_comes_when_the_other_is_done(other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def pause(seconds: float) -> None:
        tries.append(seconds)
        if len(tries) == 3:
            other.execute("COMMIT")

    monkeypatch.setattr(database.time, "sleep", pause)
    write()
    assert len(tries) == 3
    assert all(database.BETWEEN[0] <= one <= database.BETWEEN[1] for one in tries), "who waits long asks as often"


def test_who_waits_too_long_is_refused(other: sqlite3.Connection) -> None:
    patience = database._patience.set(50)
    try:
        with pytest.raises(OperationalError, match="locked"):
            write()
    finally:
        database._patience.reset(patience)
    other.execute("COMMIT")
    write()
    assert db.session.execute(text("PRAGMA busy_timeout")).scalar() == database.LONG_WAIT


def test_another_fault_is_told_at_once(sqlite_app: Flask) -> None:
    db.session.rollback()
    began = time.monotonic()
    with transaction():
        connection = db.session.connection()
        with pytest.raises(OperationalError, match="within a transaction"):
            database._begin_in_turn(connection)
    assert time.monotonic() - began < database.LONG_WAIT / 2000
