"""Read what the room keeps, one file a subject."""

from booking.quality.queries.sheets import count_sheets, get_item, get_sheet, list_sheets, next_version

__all__ = [
    "count_sheets",
    "get_item",
    "get_sheet",
    "list_sheets",
    "next_version",
]
