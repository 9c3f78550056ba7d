"""The kiosks, as pages and other rooms read them."""

from booking.kiosks.queries.documents import (
    Issued,
    find_document,
    get_document,
    list_documents,
    next_document_position,
)
from booking.kiosks.queries.finding import Found, Wish, documents_at, find
from booking.kiosks.queries.places import get_kiosk, list_kiosks, next_position, opening, watch
from booking.kiosks.queries.ways import Way, open_counts, ways

__all__ = [
    "Found",
    "Issued",
    "Way",
    "Wish",
    "documents_at",
    "find",
    "find_document",
    "get_document",
    "get_kiosk",
    "list_documents",
    "list_kiosks",
    "next_document_position",
    "next_position",
    "open_counts",
    "opening",
    "watch",
    "ways",
]
