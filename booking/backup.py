"""Copies of the whole database as one file, and the way back: SQLite's backup API, `pg_dump` and `psql`.

A copy is consistent though the product goes on writing. It holds personal data as ciphertext and is worth nothing
without `DATA_KEYS` and `INDEX_KEY`, which must be kept elsewhere; a restore tells whether the present keys open it.
"""

import contextlib
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import URL, inspect, select, text

from booking.db import EncryptedText, db
from booking.stamps import ChangeStamp

SQLITE, POSTGRESQL = b"SQLite format 3\0", b"PGDMP"
STAMPS = ChangeStamp.__tablename__
VERSIONS = "alembic_version"


class BackupError(Exception):
    """The copy or the restore was refused or failed; the text tells why. Nothing has changed."""


def backup(file: Path) -> None:
    """Write the present database to `file`, readable only by its owner.

    BackupError if `file` exists, its folder cannot be written to or the copy fails; then `file` is not made.
    """
    if file.exists():
        raise BackupError(f"{file} exists already")
    half = file.with_name(file.name + ".half")
    try:
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
    except OSError as error:
        raise BackupError(f"{file.parent} cannot be written to: {error.strerror}") from error
    try:
        if _url().get_backend_name() == "sqlite":
            _copy_sqlite(_sqlite_file(), half)
            _make_single_file(half)
        else:
            with _connection_words(_url()) as words:
                _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={half}", words)
        half.rename(file)
    finally:
        half.unlink(missing_ok=True)


def restore(file: Path, *, overwrite: bool = False) -> dict[str, int]:
    """Put the copy in `file` in place of the present database; the number of rows by table.

    BackupError if the copy is of the other kind of database or is damaged, if the present one holds rows and
    `overwrite` was not said, or if the keys of this environment do not open the copy (then the database is restored
    all the same, for the right keys will open it).
    """
    is_sqlite = _url().get_backend_name() == "sqlite"
    with file.open("rb") as opened:
        start = opened.read(16)
    if not start.startswith(SQLITE if is_sqlite else POSTGRESQL):
        raise BackupError(f"{file} is no copy of a database of this kind ({_url().get_backend_name()})")
    if not overwrite and any(count_rows().values()):
        raise BackupError("this database holds data: say --yes to replace all of it")
    db.session.remove()
    db.engine.dispose()
    if is_sqlite:
        _check_sqlite(file)
        _copy_sqlite(file, _sqlite_file())
        _check_sqlite(_sqlite_file())
    else:
        _replace_postgresql(file)
    _check_keys()
    return count_rows()


def count_rows() -> dict[str, int]:
    """Rows of each table of the present database; its migration's mark and the stamps of changes are no data."""
    with db.engine.connect() as connection:
        tables = [name for name in inspect(connection).get_table_names() if name not in (VERSIONS, STAMPS)]
        quote = connection.dialect.identifier_preparer.quote
        count = "SELECT count(*) FROM {}"
        return {name: connection.scalar(text(count.format(quote(name)))) or 0 for name in tables}


def _url() -> URL:
    return db.engine.url


def _sqlite_file() -> Path:
    return Path(str(_url().database))


def _copy_sqlite(source: Path, target: Path) -> None:
    """One snapshot of the source; a target that is in use changes at once or not at all."""
    with (
        contextlib.closing(sqlite3.connect(source, timeout=30)) as reading,
        contextlib.closing(sqlite3.connect(target, timeout=30)) as writing,
    ):
        try:
            reading.backup(writing)
        except sqlite3.Error as error:
            raise BackupError(f"{source} could not be copied to {target}: {error}") from error


def _make_single_file(file: Path) -> None:
    """Take the copy out of the mode in which changes stand in a second file; the product sets that mode again."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _check_sqlite(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file, timeout=30)) as connection:
        try:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            strays = connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            found, strays = [str(error)], []
    if found != ["ok"] or strays:
        raise BackupError(f"{file} is damaged: {(found + strays)[:3]}")


def _replace_postgresql(file: Path) -> None:
    """Drop every table and play the dump, in one transaction: a dump that fails in the middle changes nothing."""
    with db.engine.connect() as connection:
        quote = connection.dialect.identifier_preparer.quote
        names = ", ".join(quote(name) for name in inspect(connection).get_table_names())
    clearing = f"SET lock_timeout = '30s';\n{f'DROP TABLE {names} CASCADE;' if names else ''}\n"
    with tempfile.TemporaryDirectory() as folder, _connection_words(_url()) as words:
        script = Path(folder) / "restore.sql"
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
        first = Path(folder) / "clear.sql"
        first.write_text(clearing)
        _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
             f"--file={first}", f"--file={script}", words)  # fmt: skip


def _run(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupError(f"{program} is not on this machine (Debian package postgresql-client)")
    done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()[-500:]}")


@contextlib.contextmanager
def _connection_words(url: URL) -> Iterator[str]:
    """The argument that leads PostgreSQL's programs to the database; the password is not in it, for all may read it."""
    with tempfile.TemporaryDirectory() as folder:
        words = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
        if url.password:
            secret = Path(folder) / "passfile"
            secret.touch(mode=0o600)
            escaped = str(url.password).replace("\\", "\\\\").replace(":", "\\:")
            secret.write_text(f"*:*:*:*:{escaped}\n")
            words = words.update_query_dict({"passfile": str(secret)})
        yield f"--dbname={words.render_as_string()}"


def _check_keys() -> None:
    """Open one value of every encrypted column. BackupError where the present keys cannot."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, EncryptedText):
                try:
                    db.session.execute(select(column).where(column.is_not(None)).limit(1)).all()
                except ValueError as error:
                    raise BackupError(
                        "the database is restored, but DATA_KEYS do not open it: set the keys it was written with"
                    ) from error
    db.session.rollback()


def _is_of_this_version() -> bool:
    from alembic.script import ScriptDirectory
    from flask import current_app

    script = ScriptDirectory(current_app.extensions["migrate"].directory)
    with db.engine.connect() as connection:
        if not inspect(connection).has_table(VERSIONS):
            return False
        versions = connection.scalars(text(f"SELECT version_num FROM {VERSIONS}"))  # noqa: S608 (a constant)
        return set(versions) == set(script.get_heads())


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup_command(file: Path) -> None:
    """Copy the whole database to FILE while the product goes on."""
    try:
        backup(file)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{file}: {file.stat().st_size / 1e6:.1f} MB. Keep it apart from the keys of the environment.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--yes", is_flag=True, help="Replace a database that holds data.")
@with_appcontext
def restore_command(file: Path, yes: bool) -> None:
    """Replace the database by the copy in FILE. Stop web and scheduler first."""
    try:
        rows = restore(file, overwrite=yes)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{sum(rows.values())} rows in {len(rows)} tables restored and checked.")
    if not _is_of_this_version():
        click.echo("The copy is of another version of the product: run `booking db upgrade`.")
