"""Use cases of the kiosks: keeping the places and the documents that they issue."""

from booking.kiosks.service.asking import ask
from booking.kiosks.service.documents import DocumentValues, add_document, change_document, document_values
from booking.kiosks.service.importing import apply_list, differences, read, usual
from booking.kiosks.service.keeping import KioskValues, add_kiosk, change_kiosk, remove_kiosk, set_working, values_of
from booking.kiosks.service.seeding import SECTIONS, seed

__all__ = [
    "SECTIONS",
    "DocumentValues",
    "KioskValues",
    "add_document",
    "add_kiosk",
    "apply_list",
    "ask",
    "change_document",
    "change_kiosk",
    "differences",
    "document_values",
    "read",
    "remove_kiosk",
    "seed",
    "set_working",
    "usual",
    "values_of",
]
