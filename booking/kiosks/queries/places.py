"""The places on the list, and whether each can be used."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from booking import clock
from booking.calendar import queries as calendar
from booking.db import db
from booking.kiosks.errors import KioskUnknown
from booking.kiosks.models import Kiosk, KioskDocument
from booking.kiosks.rules import Opening, Watch
from booking.kiosks.rules.opening import AHEAD


def list_kiosks() -> list[Kiosk]:
    """The places on the list, in staff's order."""
    query = select(Kiosk).where(Kiosk.removed_at.is_(None))
    return list(db.session.scalars(query.order_by(Kiosk.position, Kiosk.name, Kiosk.id)))


def get_kiosk(token: str) -> Kiosk:
    """The place with this name in addresses. KioskUnknown, also for one that staff removed."""
    kiosk = db.session.scalar(select(Kiosk).where(Kiosk.token == token, Kiosk.removed_at.is_(None)))
    if kiosk is None:
        raise KioskUnknown
    return kiosk


def next_position() -> int:
    """The place in the order behind all others."""
    last = db.session.scalar(select(func.max(Kiosk.position)).where(Kiosk.removed_at.is_(None)))
    return 1 if last is None else last + 1


def watch(now: datetime) -> Watch:
    """Who tells what is open at `now`, by the holidays as they are."""
    today = clock.office_date(now)
    return Watch(now, calendar.holidays(today - timedelta(days=1), today + AHEAD))


def opening(kiosk: Kiosk, at: Watch, document: KioskDocument | None = None) -> Opening:
    """Whether a machine can be used at a moment; with a document, whether that can be had there."""
    weeks = (kiosk.week, document.week) if document else (kiosk.week,)
    return at.opening(*weeks) if kiosk.is_working else at.broken(kiosk.back_on, *weeks)
