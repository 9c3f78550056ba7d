"""What can come of a consultation: the office's own codes (`advising.models.OutcomeCode`), and that nobody came."""

from booking.reservations.rules.states import DONE, NO_SHOW

ABSENT = "absent"
"""The code that leads to another state than the others."""

NOTE_LENGTH = 500
"""Characters of what an expert may add."""


def state_after(code: str) -> str:
    """The state to which a code leads."""
    return NO_SHOW if code == ABSENT else DONE
