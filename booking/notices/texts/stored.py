"""Where a text comes from: a row of the table that staff made, or else the product's own file."""

from functools import cache
from pathlib import Path

from sqlalchemy import select

from booking.db import db
from booking.notices.models import NoticeText
from booking.notices.texts.filling import Words, whole_lines, without_links
from booking.notices.texts.variables import FEET, KINDS
from booking.settings import queries as settings

FOLDER = Path(__file__).resolve().parents[3] / "templates" / "messages"
FIRST = "ko"
"""The language of a text that another one lacks."""


def words(kind: str, channel: str, language: str) -> Words:
    """The text that counts now."""
    row = find_own(kind, channel, language)
    return Words(row.subject, row.body) if row else default(kind, channel, language)


def written_in(kind: str, channel: str, language: str) -> str:
    """The code of the language in which `words` answers: the first one where the asked one has no text."""
    is_there = _read(kind, _file(channel), language) or find_own(kind, channel, language)
    return language if is_there else FIRST


def find_own(kind: str, channel: str, language: str) -> NoticeText | None:
    """The row that replaces the product's own text, if there is one."""
    query = select(NoticeText).filter_by(kind=kind, channel=channel, language=language)
    return db.session.scalar(query.where(NoticeText.body != ""))


def list_own() -> list[NoticeText]:
    """Every text that staff wrote."""
    return list(db.session.scalars(select(NoticeText).where(NoticeText.body != "").order_by(NoticeText.id)))


def default(kind: str, channel: str, language: str) -> Words:
    """The product's own text; the Korean one in a language that has none. ValueError where there is no such text.

    AlimTalk says what a text message says in each case.
    """
    found = _read(kind, _file(channel), language) or _read(kind, _file(channel), FIRST)
    if found is None:
        raise ValueError(f"no text of {kind} for {channel}")
    return Words("", whole_lines(found.body, KINDS[kind])) if channel == "alimtalk" else found


def has_default(kind: str, channel: str) -> bool:
    """Whether the product has a text of a kind for a channel."""
    return _read(kind, _file(channel), FIRST) is not None


def as_shown(found: Words, channel: str) -> Words:
    """A text as staff see it: a message without links has no lines for them."""
    return found if has_links(channel) else Words(found.subject, without_links(found.body))


def has_subject(kind: str, channel: str) -> bool:
    """Whether a text has one: AlimTalk and the end of letters have none."""
    return channel != "alimtalk" and kind not in FEET


def has_links(channel: str) -> bool:
    """Whether messages of a channel may have addresses of the web: letters do, AlimTalk has buttons instead."""
    return channel == "email" or (channel == "sms" and may_have_links())


def may_have_links() -> bool:
    """Whether what goes to a telephone may lead to the web, by the settings: lines of a text message, and buttons."""
    return bool(settings.get("notices.sms_links"))


def _file(channel: str) -> str:
    return "sms" if channel == "alimtalk" else channel


@cache
def _read(kind: str, channel: str, language: str) -> Words | None:
    file = FOLDER / language / f"{kind}.{channel}.txt"
    if not file.exists():
        return None
    first, _, rest = file.read_text("utf-8").partition("\n")
    return Words(first.removeprefix("제목:").strip(), rest.strip())
