"""Use cases of the kiosks: keeping them."""

from booking.kiosks.service.keeping import KioskValues, add_kiosk, change_kiosk, remove_kiosk, set_working, values_of
from booking.kiosks.service.seeding import SECTIONS, seed

__all__ = [
    "SECTIONS",
    "KioskValues",
    "add_kiosk",
    "change_kiosk",
    "remove_kiosk",
    "seed",
    "set_working",
    "values_of",
]
