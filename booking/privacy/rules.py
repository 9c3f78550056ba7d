"""Comparing two wordings of the privacy notice."""

import difflib


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """The lines of two texts in order, each with `same`, `out` (only in the old one) or `in` (only in the new one)."""
    kinds = {"  ": "same", "- ": "out", "+ ": "in"}
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [(kinds[line[:2]], line[2:]) for line in lines if line[:2] in kinds and line[2:].strip()]
