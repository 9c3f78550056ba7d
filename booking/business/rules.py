"""Whether somebody who looks for a word means a kind of business: for lists that are narrowed by it. Pure."""

from collections.abc import Iterable

from booking.typed import normalise

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
