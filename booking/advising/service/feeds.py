"""An expert's private calendar feed: a random address that can be changed and taken back, stored as a fingerprint."""

import hmac
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from booking import crypto
from booking.accounts import queries as accounts
from booking.advising.errors import FeedUnknown
from booking.advising.models import ExpertFeed
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.clock import office_date
from booking.consultations import queries as consultations
from booking.db import db, insert, new_token

if TYPE_CHECKING:
    from booking.consultations.models import Expert


def make_feed(expert_id: int, *, actor: Actor, now: datetime) -> str:
    """A new random part of the feed's address, told this once; the one before opens nothing any more."""
    token = new_token()
    values = {"token_index": _index(token), "made_at": now}
    row = insert(ExpertFeed).values(expert_id=expert_id, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=["expert_id"], set_=values))
    audit.changed("expert.feed_made", actor=actor, now=now, subject=f"expert:{expert_id}")
    return token


def revoke_feed(expert_id: int, *, actor: Actor, now: datetime) -> None:
    """Take the address back. Where there is none, nothing happens."""
    if db.session.scalar(delete(ExpertFeed).where(ExpertFeed.expert_id == expert_id).returning(ExpertFeed.id)):
        audit.changed("expert.feed_revoked", actor=actor, now=now, subject=f"expert:{expert_id}")


def open_feed(token: str, now: datetime) -> "Expert":
    """The expert whose feed this is, while they serve and may log in. FeedUnknown for all else, whatever it is.

    What is looked up is the fingerprint, so how long it takes says nothing about the random part.
    """
    wanted = _index(token)
    feed = db.session.scalar(select(ExpertFeed).where(ExpertFeed.token_index == wanted))
    if feed is None or not hmac.compare_digest(feed.token_index, wanted):
        raise FeedUnknown
    expert = consultations.get_expert(feed.expert_id)
    user = accounts.get_user(expert.account_id) if expert.account_id is not None else None
    if user is None or not user.active or not expert.serves_on(office_date(now)):
        raise FeedUnknown
    return expert


def _index(token: str) -> str:
    return crypto.vault().index(f"feed:{token}")
