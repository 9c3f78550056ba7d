"""Rosters as files for the time of an outage: what is to be written, and what was."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking import clock
from booking.db import db
from booking.reservations.models import ExportPassword, RosterFile
from booking.reservations.queries.sessions import next_session
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay


def day_to_export(now: datetime) -> "OfficeDay | None":
    """The session whose roster lies ready as a file now: from the evening before (a setting) to the day's end."""
    today = clock.office_date(now)
    day = next_session(today)
    if day is None or day.date < today:
        return None
    evening = clock.at_office(day.date - timedelta(days=1), settings.get("desk.export_from"))
    return day if now >= evening else None


def find_export_password() -> ExportPassword | None:
    """The password that seals the files, where one was chosen."""
    return db.session.get(ExportPassword, 1)


def is_exported(office_day: "OfficeDay", version: str) -> bool:
    """Whether the file of a day shows this version of its board, sealed by the present password."""
    file = db.session.scalar(select(RosterFile).where(RosterFile.day == office_day.date))
    key = find_export_password()
    return file is not None and key is not None and file.version == version and file.written_at >= key.changed_at


def list_roster_files() -> Sequence[RosterFile]:
    """The files of rosters, the newest day first, those that were destroyed included."""
    return db.session.scalars(select(RosterFile).order_by(RosterFile.day.desc())).all()
