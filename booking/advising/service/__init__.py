"""Use cases of the experts' side."""

from booking.advising.service.feeds import make_feed, open_feed, revoke_feed
from booking.advising.service.outcomes import (
    SECTIONS,
    OutcomeValues,
    add_outcome,
    change_outcome,
    record_outcome,
    seed,
)
from booking.advising.service.sheets import make_sheet, open_sheet, prove, revoke_sheet, send_code

__all__ = [
    "SECTIONS",
    "OutcomeValues",
    "add_outcome",
    "change_outcome",
    "make_feed",
    "make_sheet",
    "open_feed",
    "open_sheet",
    "prove",
    "record_outcome",
    "revoke_feed",
    "revoke_sheet",
    "seed",
    "send_code",
]
