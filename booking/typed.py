"""What people type, brought into one form of Unicode before anything else reads it."""

import unicodedata
from typing import Literal

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

SHORT = 1000
"""Characters up to which a text costs next to nothing, whatever it holds."""

RUN = 30
"""Marks in a row that no living script needs more of (Unicode Standard Annex 15, Stream-Safe Text Format)."""

_JOINER = "\u034f"
"""The combining grapheme joiner: shows nothing, and ends a run."""


def normalise(form: Form, text: str) -> str:
    """`text` in a form of Unicode, in a time that grows with its length.

    `unicodedata.normalize` sorts each run of marks in a time that grows with its square, and lets no other thread work
    meanwhile: half a megabyte of accents stopped a process for minutes. So runs of long texts are ended after `RUN`
    marks, as the annex says; no text that anybody reads has such runs, and the rules refuse what is left by its length.
    """
    return unicodedata.normalize(form, text if len(text) <= SHORT else _stream_safe(text))


def _stream_safe(text: str) -> str:
    parts, run = [], 0
    for character in text:
        marks = _marks_around(character)
        if marks is None:
            run = 0
        elif run + marks > RUN:
            parts.append(_JOINER)
            run = marks
        else:
            run += marks
        parts.append(character)
    return "".join(parts)


def _marks_around(character: str) -> int | None:
    """How many marks a character decomposes to; None where there is a letter among them, which ends a run."""
    if character.isascii():
        return None
    pieces = unicodedata.normalize("NFKD", character)
    return len(pieces) if all(unicodedata.combining(piece) for piece in pieces) else None
