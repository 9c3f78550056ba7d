"""Rosters as files for the time of an outage: the password, what was written, and its destruction."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db, insert
from booking.reservations.models import ExportPassword, RosterFile
from booking.reservations.queries.board import Board
from booking.reservations.rules.retention import DAYS, FILE
from booking.reservations.service.destruction import Kind


def set_export_password(password: str, *, actor: Actor, now: datetime) -> None:
    """Choose the password that seals the files from now on. The log tells who chose it, never what it is."""
    row = db.session.get(ExportPassword, 1) or ExportPassword(id=1)
    row.password, row.changed_at, row.changed_by = password, now, actor.name
    db.session.add(row)
    audit.changed("roster.password_set", actor=actor, now=now, subject="roster")


def note_export(board: Board, file: Path, version: str, *, actor: Actor, now: datetime) -> None:
    """Note that the roster of a day was written to a file, and whose data is in it."""
    day = board.day.date
    row = {"starts_at": clock.at_office(day, time.min), "path": str(file), "version": version, "written_at": now}
    row |= {"people": len(board.bookings), "destroyed_at": None}
    statement = insert(RosterFile).values(day=day, **row)
    db.session.execute(statement.on_conflict_do_update(index_elements=["day"], set_=row))
    for person in dict.fromkeys(one.person_key or "" for one in board.bookings):
        subject = f"office_day:consultation:{day.isoformat()}"
        audit.changed("roster.exported", actor=actor, now=now, subject=subject, person=person)


def _select_due(before: datetime, _today: date) -> "Select[Any]":
    is_there = RosterFile.destroyed_at.is_(None)
    due = (is_there, RosterFile.starts_at < before)
    columns = (RosterFile.id, RosterFile.path, RosterFile.starts_at)
    return select(*columns).where(*due).order_by(RosterFile.id)  # type: ignore[return-value]  # `Kind` types one column


def _destroy(ids: Sequence[int], now: datetime) -> None:
    """Remove the files. One that somebody took away already is destroyed as well."""
    for row in db.session.scalars(select(RosterFile).where(RosterFile.id.in_(ids))):
        Path(row.path).unlink(missing_ok=True)
        row.destroyed_at = now
        subject = f"office_day:consultation:{row.day.isoformat()}"
        audit.changed("roster.destroyed", actor=Actor.job("destroy_past_due"), now=now, subject=subject)


ROSTER_FILES = Kind(FILE, DAYS, "privacy.export_days", RosterFile, _select_due, _destroy)
"""Exports are destroyed as what they were made of is (개인정보 보호법 21조), only much earlier."""
