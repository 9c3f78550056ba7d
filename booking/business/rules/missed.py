"""What is kept of words that citizens did not find: nobody's data, for a time, and within bounds. Pure."""

import re
import unicodedata
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

_PERSONAL = re.compile(
    r"\d(?:[\W_]*\d){4}|(?:[\d공영일이삼사오육륙칠팔구][\W_]*){8}|@|골뱅이|\.(?:com|net|org|kr)(?![a-z])"
)
"""Five digits, or eight where some are spelt, begin a telephone number or an account, whatever parts them; no kind of
business has as many. Mail and web addresses end in a few ways."""


def read(text: str) -> str:
    """Words as they are counted: one form of Unicode, nothing invisible, small letters, single blanks.

    MissedWordsUnfit.
    """
    seen = "".join(one for one in normalise("NFKC", text) if unicodedata.category(one) != "Cf")
    words = " ".join(seen.casefold().split())
    if not words or len(words) > LONGEST or _PERSONAL.search(words):
        raise MissedWordsUnfit(field="q")
    return words
