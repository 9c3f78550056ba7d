"""Use cases of the guide: keeping the kiosks and the other doors."""

from booking.guide.service.doors import DoorValues, add_door, change_door
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
    "DoorValues",
    "KioskValues",
    "add_door",
    "add_kiosk",
    "change_door",
    "change_kiosk",
    "remove_kiosk",
    "seed",
    "set_working",
    "values_of",
]
