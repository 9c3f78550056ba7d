"""What the guide's pages say: the ways to get it done, and the other doors."""

from booking.guide.queries.doing import Advice, Doing, find_doing
from booking.guide.queries.doors import get_door, list_doors, next_door_position
from booking.guide.queries.ways import NIGHTS_AHEAD, Guide, guide, lasts_until

__all__ = [
    "NIGHTS_AHEAD",
    "Advice",
    "Doing",
    "Guide",
    "find_doing",
    "get_door",
    "guide",
    "lasts_until",
    "list_doors",
    "next_door_position",
]
