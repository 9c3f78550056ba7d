"""The documents that kiosks issue, with their names."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from booking.business import queries as business
from booking.db import db
from booking.kiosks.errors import DocumentUnknown
from booking.kiosks.models import KioskDocument

if TYPE_CHECKING:
    from booking.business.models import Business


@dataclass(frozen=True)
class Issued:
    """A document of the kiosks and the kind of business that it is."""

    document: KioskDocument
    business: "Business"

    @property
    def key(self) -> str:
        """The business key of both."""
        return self.document.business_key


def list_documents(active_only: bool = True) -> list[Issued]:
    """The documents in staff's order. active_only: those that citizens see, whose kind of business is shown too."""
    query = select(KioskDocument).order_by(KioskDocument.position, KioskDocument.business_key)
    rows = list(db.session.scalars(query.where(KioskDocument.is_active) if active_only else query))
    names = business.businesses_by_key(row.business_key for row in rows)
    found = [Issued(row, names[row.business_key]) for row in rows]
    return [one for one in found if one.business.is_active or not active_only]


def find_document(business_key: str) -> KioskDocument | None:
    """What kiosks issue for a kind of business, shown to citizens or not."""
    return db.session.scalar(select(KioskDocument).where(KioskDocument.business_key == business_key))


def get_document(business_key: str) -> Issued:
    """A document by its kind of business, shown to citizens or not. DocumentUnknown."""
    found = find_document(business_key)
    if found is None:
        raise DocumentUnknown
    return Issued(found, business.get_business(business_key))


def next_document_position() -> int:
    """The place in the order behind all others."""
    return (db.session.scalar(select(func.max(KioskDocument.position))) or 0) + 1
