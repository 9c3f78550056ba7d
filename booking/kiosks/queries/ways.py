"""How a kind of business gets done at kiosks: what the guide asks."""

from dataclasses import dataclass
from datetime import datetime

from booking.kiosks.models import Kiosk
from booking.kiosks.queries.documents import find_document
from booking.kiosks.queries.places import list_kiosks, opening, watch
from booking.kiosks.rules import Opening


@dataclass(frozen=True)
class Way:
    """A kiosk that issues a document, and whether it does so now.

    fee: won, None where it is not on record. identification: one of `rules.IDENTIFICATIONS`.
    """

    kiosk: Kiosk
    opening: Opening
    fee: int | None
    identification: str
    note: str


def ways(business_key: str, now: datetime) -> list[Way]:
    """Every kiosk that issues a document, those first that do at `now`, then those that soonest do. None: no kiosk.

    Six statements, however many kiosks there are.
    """
    document = find_document(business_key)
    if document is None or not document.is_active:
        return []
    at = watch(now)
    found = [
        Way(kiosk, opening(kiosk, at, document), document.fee, document.identification, document.note)
        for kiosk in list_kiosks()
        if business_key not in kiosk.lacks.split()
    ]
    return sorted(found, key=lambda way: (*way.opening.rank, not way.kiosk.is_24h, way.kiosk.position))
