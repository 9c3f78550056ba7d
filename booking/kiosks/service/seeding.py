"""Load a city's kiosks and their documents: only those that were never there, for from then on they are staff's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.audit.rules import Actor
from booking.consultations.errors import SeedBroken
from booking.consultations.service import seed_files
from booking.db import db
from booking.kiosks.models import Kiosk, KioskDocument
from booking.kiosks.rules import IDENTIFICATIONS
from booking.kiosks.service.documents import DocumentValues, add_document
from booking.kiosks.service.keeping import KioskValues, add_kiosk

SECTIONS = ("kiosk_documents", "kiosks")


def seed(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Load the sections `kiosk_documents` and `kiosks` of a parsed TOML file. (done, what) for each.

    done is added or kept: an entry is added unless its key was ever there, so what staff edited or removed stays so.
    SeedBroken says what is wrong.
    """

    def kiosk(key: str, row: Mapping[str, Any]) -> None:
        add_kiosk(seed_files.fitting(KioskValues, Kiosk, row), key=key, actor=actor, now=now)

    def document(key: str, row: Mapping[str, Any]) -> None:
        values = seed_files.fitting(DocumentValues, KioskDocument, row)
        if values.identification not in IDENTIFICATIONS:
            raise SeedBroken(why=f"identification must be one of {', '.join(IDENTIFICATIONS)}")
        add_document(key, values, actor=actor, now=now)

    documents, kiosks = (seed_files.rows(data, section) for section in SECTIONS)
    issued = db.session.scalars(select(KioskDocument.business_key))
    return [
        *seed_files.load_new(documents, "kiosk document", issued, document),
        *seed_files.load_new(kiosks, "kiosk", db.session.scalars(select(Kiosk.key)), kiosk),
    ]
