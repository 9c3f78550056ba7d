"""`booking backup` and `booking restore`, with real copies on both databases."""

import contextlib
import sqlite3
import stat
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from click.testing import Result
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from booking import backup, crypto
from booking.backup import BackupError
from booking.calendar.models import HolidayOverride, OfficeDay, Slot
from booking.db import EncryptedText, db, transaction

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def _holiday(number: int) -> HolidayOverride:
    day = date(2026, 1, 1) + timedelta(days=number)
    return HolidayOverride(date=day, effect="holiday", name=f"쉬는 날 {number}", entered_by="x", entered_at=NOW)


def _fill(count: int) -> None:
    with transaction() as session:
        session.add_all(_holiday(number) for number in range(count))
        day = OfficeDay(kind="consultation", date=date(2026, 11, 20), created_at=NOW)
        day.slots = [Slot(desk="law", starts_at=NOW, ends_at=NOW + timedelta(minutes=30))]
        session.add(day)


def _names() -> list[str]:
    db.session.rollback()
    return sorted(db.session.scalars(select(HolidayOverride.name)))


def _empty() -> None:
    with transaction() as session:
        for table in reversed(db.metadata.sorted_tables):
            session.execute(table.delete())


def test_a_copy_comes_back(app: Flask, tmp_path: Path, command: Callable[..., Result]) -> None:
    _fill(3)
    copy = tmp_path / "copy"
    command("backup", copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("copy")] == ["copy"]
    _empty()
    assert "5 rows" in command("restore", copy).output
    assert _names() == ["쉬는 날 0", "쉬는 날 1", "쉬는 날 2"]
    assert db.session.scalars(select(Slot)).one().day.date == date(2026, 11, 20)
    _empty()  # the keys' sequences and the foreign keys came back too
    _fill(1)


def test_a_database_with_data_is_replaced_only_when_told(
    app: Flask, tmp_path: Path, command: Callable[..., Result]
) -> None:
    _fill(1)
    copy = tmp_path / "copy"
    backup.backup(copy)
    with transaction() as session:
        session.add(_holiday(7))
    refused = command("restore", copy, exit_code=1)
    assert "--yes" in refused.output
    assert _names() == ["쉬는 날 0", "쉬는 날 7"]
    command("restore", copy, "--yes")
    assert _names() == ["쉬는 날 0"]


def test_a_copy_never_overwrites_a_file(app: Flask, tmp_path: Path, command: Callable[..., Result]) -> None:
    copy = tmp_path / "copy"
    copy.write_text("something dear")
    assert "exists already" in command("backup", copy, exit_code=1).output
    assert copy.read_text() == "something dear"


def test_a_folder_that_is_not_there_is_named(sqlite_app: Flask, tmp_path: Path, command: Callable[..., Result]) -> None:
    folder = tmp_path / "unplugged"
    assert f"{folder} cannot be written to" in command("backup", folder / "copy", exit_code=1).output


def test_a_damaged_copy_changes_nothing(app: Flask, tmp_path: Path) -> None:
    _fill(400)
    copy = tmp_path / "copy"
    backup.backup(copy)
    whole = copy.read_bytes()
    for damaged in (b"something else", whole[: len(whole) // 2], whole[:16]):
        copy.write_bytes(damaged)
        with pytest.raises(BackupError):
            backup.restore(copy, overwrite=True)
        assert len(_names()) == 400
    copy.write_bytes(whole)
    backup.restore(copy, overwrite=True)
    assert len(_names()) == 400


def test_a_copy_for_the_other_kind_of_database_is_refused(sqlite_app: Flask, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(b"PGDMP and so on")
    with pytest.raises(BackupError, match="of this kind"):
        backup.restore(copy)


def test_a_copy_of_other_keys_is_named(app: Flask, tmp_path: Path) -> None:
    """Found by any encrypted column: here one that this test fills by hand."""
    table = next(table for table in db.metadata.sorted_tables if table.name == "office_day")
    column = table.c.closed_text
    kept, column.type = column.type, EncryptedText()
    try:
        _fill(0)
        with transaction() as session:
            session.execute(table.update().values(closed_text="비밀"))
        copy = tmp_path / "copy"
        backup.backup(copy)
        backup.restore(copy, overwrite=True)
        crypto.use(crypto.FernetVault([Fernet.generate_key().decode()], "x"))
        with pytest.raises(BackupError, match="DATA_KEYS"):
            backup.restore(copy, overwrite=True)
    finally:
        column.type = kept


def test_a_copy_made_while_others_write_is_whole(app: Flask, tmp_path: Path) -> None:
    """Two rows are always written together; every copy has both or neither."""
    stop = threading.Event()
    url = app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", "")
    statement = (
        "INSERT INTO holiday_override (date, effect, name, reason, document_number, entered_by, entered_at) "
        "VALUES ('{}', 'holiday', 'pair', '', '', 'x', '2026-11-02 00:00:00')"
    )

    def write() -> None:
        opened = psycopg.connect(url) if url.startswith("postgresql") else sqlite3.connect(make_url(url).database or "")
        with contextlib.closing(opened) as connection:
            for number in range(0, 4000, 2):
                if stop.is_set():
                    break
                for day in (number, number + 1):
                    connection.execute(statement.format(date(2000, 1, 1) + timedelta(days=day)))
                connection.commit()
                written.set()

    written = threading.Event()
    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(20)
        for number in range(3):
            backup.backup(tmp_path / f"copy-{number}")
    finally:
        stop.set()
        writer.join(20)
    for number in range(3):
        rows = backup.restore(tmp_path / f"copy-{number}", overwrite=True)
        assert rows["holiday_override"] > 0
        assert rows["holiday_override"] % 2 == 0


def test_a_password_is_not_in_the_list_of_processes(tmp_path: Path) -> None:
    with backup._connection_words(
        make_url("postgresql+psycopg://clerk:p%3Aw\\d@db.example:5433/city?sslmode=require")
    ) as words:
        parts = psycopg.conninfo.conninfo_to_dict(words.removeprefix("--dbname="))
        passfile = Path(str(parts.pop("passfile")))
        assert parts == {
            "user": "clerk", "host": "db.example", "port": "5433", "dbname": "city", "sslmode": "require",
        }  # fmt: skip
        assert passfile.read_text() == "*:*:*:*:p\\:w\\\\d\n"
        assert stat.S_IMODE(passfile.stat().st_mode) == 0o600
    assert not passfile.exists()


def test_a_missing_program_is_named(postgres_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BackupError, match="postgresql-client"):
        backup.backup(tmp_path / "copy")
    assert not list(tmp_path.glob("copy*"))
    assert db.session.scalar(text("SELECT 1")) == 1
