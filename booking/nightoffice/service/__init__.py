"""Use cases of the night office: keeping its nights and its kinds of business."""

from booking.nightoffice.service.nights import Kept, ensure_night, keep_nights
from booking.nightoffice.service.seeding import SECTIONS, seed
from booking.nightoffice.service.tasks import NightTaskValues, add_task, change_task, values_of

__all__ = [
    "SECTIONS",
    "Kept",
    "NightTaskValues",
    "add_task",
    "change_task",
    "ensure_night",
    "keep_nights",
    "seed",
    "values_of",
]
