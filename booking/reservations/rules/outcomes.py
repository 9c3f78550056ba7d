"""What can come of a consultation: the office's own words, and that nobody came."""

from booking.reservations.rules.states import DONE, NO_SHOW

ABSENT = "연락 없이 미방문"
"""Leads to another state than the others, so the office does not choose whether it is there."""

LONGEST = 20
"""Characters of one; what is longer in the setting is cut."""

NOTE_LENGTH = 500
"""Characters of what an expert may add."""


def list_outcomes(text: str) -> dict[str, str]:
    """The outcomes of the setting `advising.outcomes` (parted by commas), and the state to which each leads."""
    words = [" ".join(one.split())[:LONGEST].strip() for one in text.split(",")]
    return {**dict.fromkeys((one for one in words if one and one != ABSENT), DONE), ABSENT: NO_SHOW}
