"""The room's jobs. Each opens its own transaction and returns how much it did."""

from datetime import datetime
from pathlib import Path

from flask import current_app

from booking import sheets
from booking.audit.rules import Actor
from booking.db import transaction
from booking.reservations import queries, service
from booking.reservations.service import waiting
from booking.reservations.wording import roster_sheet


def expire_holds(now: datetime) -> int:
    """Free the seats of holds that lapsed, forget old ones, and keep the waiting list going."""
    with transaction():
        ended = waiting.end_past(now)
        lapsed = service.expire_holds(now)
    with transaction():
        service.forget_expired(now)
    return lapsed + ended


def rehouse(now: datetime) -> int:
    """Displace and tell everybody who booked a day that is closed now, and replace experts who no longer advise."""
    with transaction():
        moved = service.rehouse(now) + service.reappoint(now)
        return moved + service.displace_unadvised(now, Actor.job("rehouse"))


def queue_reminders(now: datetime) -> int:
    """Plan the reminders that are due."""
    with transaction():
        return service.queue_reminders(now)


def queue_day_lists(now: datetime) -> int:
    """Plan the lists of experts' days that are due."""
    with transaction():
        return service.queue_day_lists(now)


def export_roster(now: datetime) -> int:
    """Write the roster of a session to EXPORT_DIR, sealed, from the evening before on and whenever it changes."""
    folder, day, key = current_app.config["EXPORT_DIR"], queries.day_to_export(now), queries.find_export_password()
    if not folder or day is None or key is None:
        return 0
    version = queries.board_version(day, now)
    if queries.is_exported(day, version):
        return 0
    board, file = queries.board(day, now), Path(folder) / f"roster-{day.date.isoformat()}.xlsx"
    sheets.write_private(file, sheets.sealed_workbook(key.password, roster_sheet(board, is_full=True)))
    with transaction():
        service.note_export(board, file, version, actor=Actor.job("export_roster"), now=now)
    return 1


def destroy_past_due(now: datetime) -> int:
    """Destroy what is past due, each kind of data and its entry in the register in a transaction of their own."""
    count = 0
    for kind in service.list_kinds():
        with transaction():
            count += service.destroy_past_due(kind.code, now)
    return count
