"""The roster lies ready as a sealed file from the evening before, follows its day, and is destroyed in its time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select, text

from booking.calendar import service as calendar
from booking.db import db, transaction
from booking.reservations import jobs, queries, service
from booking.reservations.models import Destruction
from tests.reservations.conftest import CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.work import Worker, entries
from tests.test_sheets import opened

EVENING = wall(DAY - timedelta(days=1), 18)
PASSWORD = "버드나무 아래서 1"


@pytest.fixture
def folder(sqlite_app: Flask, desk: Desk, tmp_path: Path) -> Path:
    """Where the files are written, with a password chosen and one booking."""
    sqlite_app.config["EXPORT_DIR"] = str(tmp_path)
    desk.book(desk.slot(), a_person("남궁민", "010-9876-5432"))
    with transaction():
        service.set_export_password(PASSWORD, actor=CLERK, now=NOW)
    return tmp_path


def names(folder: Path, password: str = PASSWORD) -> list[str]:
    [file] = folder.iterdir()
    page = load_workbook(BytesIO(opened(file.read_bytes(), password))).worksheets[0]
    return [row[3].value for row in page.iter_rows(min_row=2) if row[3].value]


@pytest.mark.parametrize(
    ("at", "count"),
    [
        (EVENING - timedelta(minutes=1), 0),
        (EVENING, 1),
        (wall(DAY, 23, 59), 1),  # whoever was down all night catches up
        (wall(DAY + timedelta(days=1), 0), 0),
    ],
)
def test_from_the_evening_before_to_the_end_of_the_day(folder: Path, at: datetime, count: int) -> None:
    assert jobs.export_roster(at) == count == len(list(folder.iterdir()))


def test_it_is_sealed_private_whole_and_logged(folder: Path) -> None:
    jobs.export_roster(EVENING)
    [file] = folder.iterdir()
    assert file.name == f"roster-{DAY}.xlsx" and file.stat().st_mode & 0o777 == 0o600
    assert names(folder) == ["남궁민"] and "남궁민".encode() not in file.read_bytes()
    [noted] = entries("roster.exported")
    assert noted.role == "job" and noted.person and noted.subject.endswith(str(DAY))


def test_it_is_written_again_when_the_day_or_the_password_has_changed_and_only_then(folder: Path, desk: Desk) -> None:
    jobs.export_roster(EVENING)
    assert jobs.export_roster(EVENING + timedelta(minutes=10)) == 0
    with transaction():
        slot, more = desk.slot("national-tax").token, {"via": "telephone", "consent_version": "2026-11"}
        service.book_for_caller(slot, a_person("황보영"), **more, actor=CLERK, now=EVENING, override="부탁")
    assert jobs.export_roster(EVENING + timedelta(minutes=20)) == 1 and sorted(names(folder)) == ["남궁민", "황보영"]
    with transaction():
        service.set_export_password("다른 비밀번호 하나", actor=CLERK, now=EVENING + timedelta(minutes=25))
    assert jobs.export_roster(EVENING + timedelta(minutes=30)) == 1
    assert len(names(folder, "다른 비밀번호 하나")) == 2


def test_without_folder_password_or_session_nothing_is_written(sqlite_app: Flask, desk: Desk, folder: Path) -> None:
    sqlite_app.config["EXPORT_DIR"] = ""
    assert jobs.export_roster(EVENING) == 0
    sqlite_app.config["EXPORT_DIR"] = str(folder)
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
    assert jobs.export_roster(EVENING) == 0 and not list(folder.iterdir())


@pytest.mark.parametrize("is_there", [True, False])
def test_the_file_is_destroyed_in_its_time_and_registered(folder: Path, is_there: bool) -> None:
    jobs.export_roster(EVENING)
    [file] = folder.iterdir()
    if not is_there:
        file.unlink()
    jobs.destroy_past_due(wall(DAY + timedelta(days=7), 3))
    assert file.exists() is is_there, "kept for seven whole days"
    for _ in range(2):
        jobs.destroy_past_due(wall(DAY + timedelta(days=8), 3))
    assert not file.exists() and len(entries("roster.destroyed")) == 1
    [entry] = db.session.scalars(select(Destruction).where(Destruction.kind == "roster_file"))
    assert (entry.count, entry.first_date, entry.length) == (1, DAY, 7)


def test_an_admin_chooses_the_password_which_nothing_shows(
    folder: Path, sqlite_app: Flask, at: Callable[..., datetime]
) -> None:
    at(EVENING)
    jobs.export_roster(EVENING)
    admin = Worker(sqlite_app, "admin@city.example", "admin")
    page = admin.get("/staff/roster-files")
    assert "2026. 12. 21.(월)" in page.text and str(folder) in page.text and PASSWORD not in page.html
    assert "서로 다릅니다" in admin.post("/staff/roster-files", 400, password=PASSWORD, password_again="x").text
    admin.post("/staff/roster-files", password="창구의 새 비밀번호", password_again="창구의 새 비밀번호")
    key = queries.find_export_password()
    assert key is not None and key.password == "창구의 새 비밀번호"
    stored = db.session.execute(text("SELECT password FROM export_password")).scalars().one()
    assert (
        "비밀번호" not in stored
        and "비밀번호" not in admin.get("/staff/roster-files").soup.select_one("dl, table").text
    )
    assert [one.account_name for one in entries("roster.password_set")][-1] == "admin@city.example"
