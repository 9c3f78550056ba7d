"""The articles: read once from `articles/*.toml`, found by page and by word."""

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from booking.typed import normalise

FOLDER = Path(__file__).resolve().parent / "articles"
LABEL = re.compile(r"\[\[(.+?)\]\]")
"""A button, a heading or a field, quoted exactly as the pages write it."""


@dataclass(frozen=True)
class Step:
    """One thing to do. picture: which shows it, of `docs/pictures/help-<picture>-1280.png`; alt says it in words."""

    text: str
    picture: str = ""
    alt: str = ""

    @property
    def html(self) -> Markup:
        """The text with its labels set apart."""
        parts = LABEL.split(self.text)  # labels stand at the odd places
        return Markup("").join(
            Markup('<strong class="help-label">{}</strong>').format(part) if nth % 2 else escape(part)
            for nth, part in enumerate(parts)
        )


@dataclass(frozen=True)
class Article:
    """How one task is done.

    pages: beginnings of the routes (as the url map writes them) whose pages lead here. open: the address that the task
    begins on. words: what people may look for that the text does not say. see: the slugs of articles that go with it.
    """

    slug: str
    title: str
    lead: str
    steps: tuple[Step, ...]
    open: str = "/"
    pages: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def labels(self) -> list[str]:
        """Every label that a step quotes."""
        return [label for step in self.steps for label in LABEL.findall(step.text)]


class Book:
    """The articles of one audience, in the order of their file."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = list(articles)
        self._searched = [
            (
                _folded(one.title),
                _folded(" ".join([one.title, one.lead, *one.words, *(step.text for step in one.steps)])),
            )
            for one in self.articles
        ]

    def find(self, slug: str) -> Article | None:
        """The article of an address."""
        return next((one for one in self.articles if one.slug == slug), None)

    def about(self, rule: str) -> Article | None:
        """The article about the page of a route: the one that names the longest beginning of its rule.

        What ends in a slash is a start page and names itself alone.
        """
        named = [(len(page), one) for one in self.articles for page in one.pages if _leads(rule, page)]
        return max(named, key=lambda found: found[0])[1] if named else None

    def search(self, text: str) -> list[Article]:
        """Articles with all the words of a text, those first that have them in the title; all of them for an empty one.

        Spaces inside of what is searched do not count, for people write 전화예약 and 전화 예약.
        """
        words = [_folded(word) for word in text.split()]
        found = [
            (not all(word in title for word in words), nth)
            for nth, (title, whole) in enumerate(self._searched)
            if all(word in whole for word in words)
        ]
        return [self.articles[nth] for _is_elsewhere, nth in sorted(found)]


def _leads(rule: str, page: str) -> bool:
    return rule == page if page.endswith("/") else rule.startswith(page)


def _folded(text: str) -> str:
    return "".join(normalise("NFKC", text).casefold().split())


@functools.cache
def book(audience: str) -> Book:
    """The articles for `staff`, `expert` or `monitor`."""
    found = tomllib.loads((FOLDER / f"{audience}.toml").read_text("utf-8"))["article"]
    return Book(_read(entry) for entry in found)


def _read(entry: dict[str, object]) -> Article:
    steps = tuple(Step(**step) for step in entry.pop("steps"))  # type: ignore[attr-defined]
    lists = {name: tuple(value) for name, value in entry.items() if isinstance(value, list)}
    return Article(**{**entry, **lists}, steps=steps)  # type: ignore[arg-type]
