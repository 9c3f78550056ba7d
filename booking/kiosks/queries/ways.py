"""How a kind of business gets done at kiosks: what the guide asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from booking.db import db
from booking.kiosks.models import Kiosk, KioskDocument, KioskException
from booking.kiosks.queries.documents import find_document
from booking.kiosks.queries.places import opening, watch
from booking.kiosks.rules import Opening


@dataclass(frozen=True)
class Way:
    """A kiosk that issues a document, and whether it does so now.

    document: what is said of it at all kiosks: fee, identification, a note.
    """

    kiosk: Kiosk
    opening: Opening
    document: KioskDocument


def ways(business_key: str, now: datetime) -> list[Way]:
    """Every kiosk that issues a document, those first that do at `now`, then those that soonest do. None: no kiosk.

    As many statements for 300 kiosks as for one.
    """
    document = find_document(business_key)
    if document is None or not document.is_active:
        return []
    at = watch(now)
    found = [Way(kiosk, opening(kiosk, at, document), document) for kiosk in _issuing(business_key)]
    return sorted(found, key=lambda way: (*way.opening.rank, not way.kiosk.is_24h, way.kiosk.position, way.kiosk.id))


def _issuing(business_key: str) -> list[Kiosk]:
    lacking = select(KioskException.kiosk_id).where(KioskException.business_key == business_key)
    query = select(Kiosk).where(Kiosk.removed_at.is_(None), Kiosk.id.not_in(lacking))
    return list(db.session.scalars(query.options(lazyload(Kiosk.exceptions))))
