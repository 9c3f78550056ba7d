"""Tables of the experts' side: what opens something without a log-in, known by a fingerprint alone."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Key, Model, UtcDateTime


class ExpertFeed(Model):
    """The address of an expert's own calendar feed. A new one takes the place of the old; revoking deletes the row.

    token_index: keyed fingerprint of the address's random part, which nobody can tell from it.
    """

    __tablename__ = "expert_feed"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    expert_id: Mapped[int] = mapped_column(Key, ForeignKey("expert.id"), unique=True)
    token_index: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
