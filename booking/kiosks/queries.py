"""The kiosks, as pages and other rooms read them."""

from sqlalchemy import func, select

from booking.db import db
from booking.kiosks.errors import KioskUnknown
from booking.kiosks.models import Kiosk


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
