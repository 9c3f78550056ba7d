"""A copy of the database on which the timetable can be played, and that nobody else sees.

SQLite in a temporary folder, whatever the real one is; what was encrypted is encrypted there too. The real database is
read in one snapshot and never written.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Table, event, select, text

from booking import create_app
from booking.db import db, engine_options, writing

LEFT_OUT = frozenset(
    "access_entry audit_seal account_session login_failure console_message sms_agent_message "
    "job_run job_heartbeat scheduler_lease".split()
)
"""Tables by which no job decides anything, and the largest of all among them."""

_AT_ONCE = 500


@contextlib.contextmanager
def rehearsal(app: Flask) -> Iterator[Flask]:
    """An application on a copy of `app`'s database, its context pushed; the copy is deleted with the block."""
    with tempfile.TemporaryDirectory(prefix="booking-") as folder:
        url = f"sqlite:///{Path(folder) / 'copy.sqlite3'}"
        # Flask's config holds what extensions made of it too; a new application sets that itself.
        config = {**app.config, "SQLALCHEMY_DATABASE_URI": url, "SQLALCHEMY_ENGINE_OPTIONS": engine_options(url)}
        config |= {"HOLIDAYS_KEY": "", "KIOSKS_KEY": ""}  # a rehearsal asks nobody outside
        copy = create_app(config)
        with app.app_context(), _snapshot() as source, copy.app_context():
            event.listen(db.engine, "connect", _hurry)
            _fill(source)
        with copy.app_context():
            try:
                yield copy
            finally:
                db.session.remove()
                db.engine.dispose()


@contextlib.contextmanager
def _snapshot() -> Iterator[Connection]:
    """The present database as it is at one moment. SQLite's readers see one anyhow."""
    is_postgresql = db.engine.dialect.name == "postgresql"
    options = {"isolation_level": "REPEATABLE READ"} if is_postgresql else {}
    with db.engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def _hurry(connection: Any, _record: Any) -> None:
    """Wait for no disk: nobody needs the copy after a crash."""
    connection.execute("PRAGMA synchronous=OFF")


def _fill(source: Connection) -> None:
    with writing():
        db.create_all()
        with db.engine.begin() as target:
            target.execute(text("PRAGMA defer_foreign_keys=ON"))  # rows of one table point to each other
            for table in db.metadata.sorted_tables:
                if table.name not in LEFT_OUT:
                    _copy(table, source, target)


def _copy(table: Table, source: Connection, target: Connection) -> None:
    for rows in source.execute(select(table)).mappings().partitions(_AT_ONCE):
        target.execute(table.insert(), [dict(row) for row in rows])
