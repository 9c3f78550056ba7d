"""Reasons that staff give, for a file, an exception or a delay: they stay in the log, and so hold nobody's data."""

import re

from booking.errors import TelephoneInText, TextInvalid
from booking.identity import ensure_no_identity_number
from booking.typed import normalise

REASON_LENGTH = 200

_TELEPHONE = re.compile(r"(?<!\d)(?:\+82[-\s.(]{0,2}0?|0)(?:1\d|2|[3-7]\d)[-\s.)]{0,2}\d{3,4}[-\s.]{0,2}\d{4}(?!\d)")
"""Korean telephone numbers as they are written; numbers of documents and dates begin otherwise."""


def read_reason(text: str) -> str:
    """A reason for the log: one line without identity or telephone numbers.

    IdentityNumber, TelephoneInText, TextInvalid.
    """
    plain = " ".join(text.split())
    if not plain.isprintable():
        raise TextInvalid(field="reason")
    ensure_no_identity_number(plain, "reason")
    if _TELEPHONE.search(normalise("NFKC", plain)):
        raise TelephoneInText(field="reason")
    return plain
