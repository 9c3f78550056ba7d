"""What one test loaded by the product's own commands, kept as rows and put back before later tests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from psycopg import Cursor
from sqlalchemy import Connection, exists, select

from booking import clock
from booking.db import db, writing
from tests.support.house import end_reading

_clock = clock.now
_kept: dict[object, Callable[[], None]] = {}


def once(load: Callable[[], object]) -> None:
    """Load what always is the same: the first time for this database and moment by `load`, later by putting it back.

    A database that is not empty is loaded as ever. Where the clock was not stopped the moment is the day.
    """
    moment = (str(db.engine.url), clock.today() if clock.now is _clock else clock.now())
    if not is_empty():
        load()
    elif moment in _kept:
        _kept[moment]()
    else:
        load()
        _kept[moment] = keep()


def is_empty() -> bool:
    """Whether no table of the database at hand has a row."""
    end_reading()
    filled = select(*(exists(select(1).select_from(table)) for table in db.metadata.sorted_tables))
    try:
        return not any(db.session.execute(filled).one())
    finally:
        end_reading()


def keep() -> Callable[[], None]:
    """Remember all rows of the database at hand; what puts them back into it once it is empty again."""
    end_reading()
    return _keep_file() if db.engine.dialect.name == "sqlite" else _keep_rows()


def _keep_file() -> Callable[[], None]:
    file = Path(str(db.engine.url.database))
    db.engine.dispose()  # which writes the log back into the file
    content = file.read_bytes()

    def put_back() -> None:
        db.engine.dispose()
        for suffix in ("", "-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
        file.write_bytes(content)

    return put_back


def _keep_rows() -> Callable[[], None]:
    tables = [table.name for table in db.metadata.sorted_tables]  # those that others refer to come first
    with db.engine.begin() as connection, _cursor(connection) as cursor:
        rows = {name: _copied(cursor, name) for name in tables}
        cursor.execute("SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        counted = cursor.fetchall()

    def put_back() -> None:
        with writing(), db.engine.begin() as connection, _cursor(connection) as cursor:
            for name, content in rows.items():
                if content:
                    with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                        copy.write(content)
            cursor.executemany("SELECT setval(%s, %s)", counted)

    return put_back


def _cursor(connection: Connection) -> Cursor[Any]:
    driver: Any = connection.connection.dbapi_connection
    return driver.cursor()


def _copied(cursor: Cursor[Any], table: str) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(bytes(part) for part in copy)
