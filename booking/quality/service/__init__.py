"""Use cases of the room, one file a subject."""

from booking.quality.service.items import ItemValues, add_item, change_item, remove_item
from booking.quality.service.sheets import add_sheet, change_sheet, copy_sheet, remove_sheet

__all__ = [
    "ItemValues",
    "add_item",
    "add_sheet",
    "change_item",
    "change_sheet",
    "copy_sheet",
    "remove_item",
    "remove_sheet",
]
