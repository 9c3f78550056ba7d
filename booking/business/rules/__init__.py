"""What is plain about kinds of business: whether a word means one, and sums of cases. Pure."""

from collections.abc import Iterable
from typing import TypeVar

from booking.typed import normalise

T = TypeVar("T")

MOST = 100
"""Characters of what is looked for that are read; no name is as long."""


def is_meant(typed: str, texts: Iterable[str]) -> bool:
    """Whether each word of `typed` stands in a line of the texts, or all of it does; blanks and capitals do not count.

    Nothing typed means everything. The guide's search goes further: it forgives typing errors and puts the best first.
    """
    among = [_squeezed(line) for text in texts for line in text.splitlines()]
    wanted = typed[:MOST]
    return any(_squeezed(wanted) in text for text in among) or all(
        any(_squeezed(word) in text for text in among) for word in wanted.split()
    )


def _squeezed(text: str) -> str:
    return "".join(normalise("NFKC", text).casefold().split())


SERVICES = ("counter", "night")
"""Where cases are counted."""

Sums = dict[T, dict[str, int]]


def sums(counts: Iterable[tuple[T, str, int]]) -> Sums[T]:
    """Of (what, service, number): how many of each service under each, and in all under "all"."""
    found: Sums[T] = {}
    for what, service, number in counts:
        row = found.setdefault(what, dict.fromkeys((*SERVICES, "all"), 0))
        row[service] += number
        row["all"] += number
    return found
