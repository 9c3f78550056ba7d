"""How a kind of business gets done at kiosks: what the guide asks."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from booking.kiosks.models import Kiosk, KioskDocument, KioskException
from booking.kiosks.queries.documents import find_document
from booking.kiosks.queries.machines import Machine, list_machines, openings
from booking.kiosks.queries.places import watch
from booking.kiosks.rules import Opening


@dataclass(frozen=True)
class Way:
    """A kiosk that issues a document, and whether it does so now.

    document: what is said of it at all kiosks: fee, identification, a note.
    """

    kiosk: Machine
    opening: Opening
    document: KioskDocument


def ways(business_key: str, now: datetime) -> list[Way]:
    """Every kiosk that issues a document, those first that do at `now`, then those that soonest do. None: no kiosk.

    As many statements for 300 kiosks as for one.
    """
    document = find_document(business_key)
    if document is None or not document.is_active:
        return []
    lacking = select(KioskException.kiosk_id).where(KioskException.business_key == business_key)
    machines = list_machines(Kiosk.id.not_in(lacking))
    known = openings(machines, watch(now), document)
    rank = {times: opening.rank for times, opening in known.items()}
    machines.sort(key=lambda one: (*rank[one.times], not one.is_24h, one.position, one.id))
    return [Way(machine, known[machine.times], document) for machine in machines]


def open_counts(now: datetime) -> Counter[tuple[Opening, bool]]:
    """How many machines have this opening at `now`, and whether they are open day and night and in order."""
    machines = list_machines()
    known = openings(machines, watch(now))
    return Counter((known[one.times], one.is_24h and one.times.is_working) for one in machines)
