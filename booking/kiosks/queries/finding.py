"""The places that a citizen looks for, as things stand at a moment."""

from dataclasses import dataclass
from datetime import datetime

from booking.business.rules import is_meant
from booking.kiosks.models import Kiosk
from booking.kiosks.queries.documents import Issued, list_documents
from booking.kiosks.queries.places import list_kiosks, opening, watch
from booking.kiosks.rules import Opening


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. features: those that a place has to have. document: a business key. words: of its name,
    its address or its spot.
    """

    open_now: bool = False
    all_hours: bool = False
    features: tuple[str, ...] = ()
    document: str = ""
    words: str = ""


@dataclass(frozen=True)
class Found:
    """A place of the list; its opening is that of the document, where somebody looks for one."""

    kiosk: Kiosk
    opening: Opening


def find(wish: Wish, now: datetime) -> list[Found]:
    """The places that fit, those first that can be used now. As many statements for 300 as for one."""
    at = watch(now)
    document = next((one.document for one in list_documents() if one.key == wish.document), None)
    found = [Found(kiosk, opening(kiosk, at, document)) for kiosk in list_kiosks() if _fits(kiosk, wish)]
    shown = [one for one in found if one.opening.is_open or not wish.open_now]
    return sorted(shown, key=lambda one: one.opening.rank)


def documents_at(kiosk: Kiosk, now: datetime) -> list[tuple[Issued, Opening]]:
    """What a machine issues, and whether it does so now."""
    at, lacks = watch(now), set(kiosk.lacks.split())
    return [(one, opening(kiosk, at, one.document)) for one in list_documents() if one.key not in lacks]


def _fits(kiosk: Kiosk, wish: Wish) -> bool:
    return (
        (kiosk.is_24h or not wish.all_hours)
        and set(wish.features) <= set(kiosk.features.split())
        and (not wish.document or wish.document not in kiosk.lacks.split())
        and is_meant(wish.words, (kiosk.name, kiosk.name_en, kiosk.address, kiosk.spot))
    )
