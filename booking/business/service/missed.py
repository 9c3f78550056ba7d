"""What citizens looked for and did not find: counted, taken over as a name of a kind of business, and forgotten."""

from datetime import date, datetime

from sqlalchemy import delete, func, select

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.business.errors import MissedWordsUnknown
from booking.business.models import Business, MissedWords
from booking.business.rules import missed
from booking.business.service.keeping import add_word
from booking.db import db, insert
from booking.identity import ensure_no_identity_number


def note_missed(text: str, on: date) -> None:
    """Note that somebody did not find this; again on the same day, or beyond the day's most, changes nothing.

    MissedWordsUnfit, IdentityNumber.
    """
    ensure_no_identity_number(text, "q")
    words = missed.read(text)
    if (db.session.scalar(select(func.count()).where(MissedWords.on == on)) or 0) < missed.MOST:
        db.session.execute(insert(MissedWords).values(words=words, on=on).on_conflict_do_nothing())


def take_over(words: str, key: str, *, actor: Actor, now: datetime) -> Business:
    """Make words that citizens missed another name of a kind of business, under which it is found from now on.

    MissedWordsUnknown, BusinessUnknown.
    """
    _remove(words)
    return add_word(key, words, actor=actor, now=now)


def drop_missed(words: str, *, actor: Actor, now: datetime) -> None:
    """Take words off the list, which mean nothing that the city does. MissedWordsUnknown."""
    _remove(words)
    # The log is kept for years, and the words are not: it says only that some were dropped.
    audit.changed("missed_words.dropped", actor=actor, now=now, subject="missed_words")


def forget_missed(today: date) -> int:
    """Destroy what was noted longer than `missed.KEPT` ago. How many rows there were."""
    rows = delete(MissedWords).where(MissedWords.on < today - missed.KEPT).returning(MissedWords.id)
    return len(list(db.session.scalars(rows)))


def _remove(words: str) -> None:
    if not list(db.session.scalars(delete(MissedWords).where(MissedWords.words == words).returning(MissedWords.id))):
        raise MissedWordsUnknown(field="words")
