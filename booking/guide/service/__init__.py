"""Use cases of the guide: keeping the other doors."""

from booking.guide.service.doors import DoorValues, add_door, change_door
from booking.guide.service.seeding import SECTIONS, seed

__all__ = ["SECTIONS", "DoorValues", "add_door", "change_door", "seed"]
