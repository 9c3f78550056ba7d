"""One page of the answer of 행정안전부_무인민원발급기정보. Pure. Errors come as XML, whatever was asked for."""

from typing import Any, NamedTuple
from xml.etree import ElementTree

from booking.kiosks.errors import ListRefused, ListUnreadable
from booking.kiosks.rules.reading import decoded, items_of, load_json


class Page(NamedTuple):
    """The rows of a page, and how many there are on all pages (0: it does not say)."""

    rows: list[dict[str, object]]
    total: int


def read_page(data: bytes) -> Page:
    """A page of JSON. ListRefused with what the portal says instead, ListUnreadable."""
    text = decoded(data)
    if text[:1] == "<":
        raise _refusal(text)
    if text[:1] not in ("{", "["):
        raise ListUnreadable(field="file", row=1)
    found = load_json(text)
    return Page([item for _row, item in items_of(found)], _total(found))


def _total(found: Any) -> int:
    """`totalCount`, wherever the portal's kinds of answers have it."""
    parts = [found]
    for name in ("response", "body"):
        parts += [part[name] for part in parts if isinstance(part, dict) and name in part]
    counts = [str(part["totalCount"]).strip() for part in parts if isinstance(part, dict) and "totalCount" in part]
    return next((int(count) for count in counts if count.isascii() and count.isdecimal() and len(count) < 10), 0)


def _refusal(text: str) -> ListRefused | ListUnreadable:
    if "<!" in text.replace("<!--", "").replace("<![CDATA[", ""):  # no answer declares anything: entities could grow
        return ListUnreadable(field="file", row=1)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (without declarations there is nothing to expand)
    except (ElementTree.ParseError, ValueError):
        return ListUnreadable(field="file", row=1)
    names = ("returnReasonCode", "resultCode", "returnAuthMsg", "resultMsg", "errMsg")
    said = [" ".join(part.split()) for name in names if (part := root.findtext(f".//{name}"))]
    return ListRefused(field="file", reason=" ".join(said[:2])[:80]) if said else ListUnreadable(field="file", row=1)
