"""Use cases of the guide: keeping the kiosks."""

from booking.guide.service.kiosks import (
    KioskValues,
    add_kiosk,
    change_kiosk,
    remove_kiosk,
    set_working,
    values_of,
)
from booking.guide.service.seeding import SECTIONS, seed

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
