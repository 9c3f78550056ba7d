"""What is kept of words that citizens did not find: nobody's data, for a time, and within bounds. Pure."""

import re
from datetime import timedelta

from booking.business.errors import MissedWordsUnfit
from booking.typed import normalise

KEPT = timedelta(days=90)
"""How long what was not found is kept."""

MOST = 300
"""Words that are kept of one day; whoever sends more of them is a machine."""

SHOWN_FROM = 3
"""On how many days words have to be missed before staff see them: what one person typed once is nobody's business."""

LONGEST = 60
"""Characters of the words."""

_PERSONAL = re.compile(r"\d(?:[\s.\-]*\d){4}|@")
"""Five digits, however they are parted, begin a telephone number or an account; no kind of business has as many."""


def read(text: str) -> str:
    """Words as they are counted: one form of Unicode, small letters, single blanks. MissedWordsUnfit."""
    words = " ".join(normalise("NFKC", text).casefold().split())
    if not words or len(words) > LONGEST or _PERSONAL.search(words):
        raise MissedWordsUnfit(field="q")
    return words
