"""What must not stand on a page in another language than Korean."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PreformattedString

HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+")
LEAK = re.compile(r"%\(\w*|\{\w*\}|\{\{|\{%")
SPOKEN = ("aria-label", "alt", "title", "placeholder", "content", "label")
"""Attributes that people read or hear. What they typed themselves (`value`) may be in any language."""

TYPED = ("textarea", "script", "style")


def faults(html: str) -> Iterator[str]:
    """Korean that is not marked as such, and placeholders that nobody filled in, one sentence each.

    A page in Korean has its language at the very top, so nothing of it is unmarked.
    """
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        if tag.name in TYPED:
            continue
        texts = [str(child) for child in tag.children if _is_text(child)]
        texts += [str(tag[name]) for name in SPOKEN if tag.has_attr(name)]
        for text in texts:
            if _language(tag) != "ko" and HANGUL.search(text):
                yield f"Korean that is not marked in <{tag.name}>: {' '.join(text.split())}"
            if LEAK.search(text):
                yield f"a placeholder in <{tag.name}>: {' '.join(text.split())}"


def _is_text(child: object) -> bool:
    return isinstance(child, NavigableString) and not isinstance(child, Comment | PreformattedString)


def _language(tag: Tag) -> str:
    """The language of an element: its own, or that of what it stands in."""
    marked = tag if tag.has_attr("lang") else tag.find_parent(attrs={"lang": True})
    return str(marked["lang"]) if isinstance(marked, Tag) else ""
