"""Read the audit log: its entries and seal, rights, and who saw whose data."""

from booking.audit.queries.entries import (
    Wanted,
    count_unsealed,
    find_digest,
    find_state,
    first_at,
    list_about,
    list_entries,
    list_shown,
)

__all__ = [
    "Wanted",
    "count_unsealed",
    "find_digest",
    "find_state",
    "first_at",
    "list_about",
    "list_entries",
    "list_shown",
]
