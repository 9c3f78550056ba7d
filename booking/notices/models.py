"""Tables of notices: the outbox with its ledger, the rows that the city's sender reads, and the demo's console."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import EncryptedText, Key, Model, Token, UtcDateTime, new_token


class Notice(Model):
    """One message to one person by one channel, without personal data: texts and addresses are made at sending.

    dedup: the name under which planning it again finds it. provider_key: the same at every attempt, so that a provider
    can tell a repetition. state: planned → sending → sent | failed | missed | dropped; a `call` is planned until staff
    settle it. attempts count what the provider answered, not its outages. fallback: the channels, comma-separated, that
    have it next when this one fails for good. provider_ref: the provider's own name for it; report_due_at: when to ask
    next what became of it, None where nothing more will be known.
    """

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("channel IN ('alimtalk', 'sms', 'email', 'call')", name="channel"),
        CheckConstraint("state IN ('planned', 'sending', 'sent', 'failed', 'missed', 'dropped')", name="state"),
        CheckConstraint("(state = 'sending') = (lease_token IS NOT NULL)", name="lease"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent"),
        Index(None, "state", "next_attempt_at"),
        Index(None, "subject", "kind", "due_at"),
        Index(None, "due_at"),
        Index(None, "report_due_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    dedup: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(30))
    subject: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(10))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    useful_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    provider_key: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    state: Mapped[str] = mapped_column(String(10), default="planned")
    attempts: Mapped[int] = mapped_column(default=0)
    first_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_token: Mapped[str | None] = mapped_column(Token)
    last_answer: Mapped[str] = mapped_column(String(200), default="")
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(20))
    settled_by: Mapped[str | None] = mapped_column(String(255))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fallback: Mapped[str] = mapped_column(String(40), default="", server_default="")
    provider_ref: Mapped[str | None] = mapped_column(String(64))
    report_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NoticeAttempt(Model):
    """One try to send a notice, written before it is sent, or a call that was made. It names nobody.

    outcome: `begun` until something is known, and for ever where the process died; then what became of the notice, with
    `put_off` for "tried again later" and `outage` where the provider was not reached and so cannot have it. note: what
    was said in this call; it is destroyed with the people it is about.
    """

    __tablename__ = "notice_attempt"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('begun', 'sent', 'put_off', 'outage', 'failed', 'missed', 'dropped')", name="outcome"
        ),
        Index(None, "notice_id", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    notice_id: Mapped[int] = mapped_column(Key, ForeignKey("notice.id", ondelete="CASCADE"))
    lease_token: Mapped[str] = mapped_column(Token, unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(10), default="begun")
    answer: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str | None] = mapped_column(EncryptedText)


class NoticeText(Model):
    """A text that staff made of one of the product's own; without a row, the file counts.

    It has variables and names nobody. kind: of a message, or `foot`. body: lines as they were typed; empty where the
    file counts, and the row has only what belongs to an AlimTalk's template: template_code, the provider's name for it,
    and buttons, JSON (`texts/templates.py`).
    """

    __tablename__ = "notice_text"
    __table_args__ = (
        UniqueConstraint("kind", "channel", "language"),
        CheckConstraint("channel IN ('alimtalk', 'sms', 'email')", name="channel"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    channel: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)
    template_code: Mapped[str] = mapped_column(String(60), default="", server_default="")
    buttons: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(255))


class AgentMessage(Model):
    """A text message for the city's in-house sender, which reads this table and writes `status` and `result` back.

    Plain text, since that program is not ours; therefore no row stays: what was sent is purged soon, what was not is
    withdrawn. kind: SMS (90 bytes of
    cp949) or LMS (2,000). The sender takes rows that are `ready`, sets `sending`, then `sent` or `failed`, and must not
    send after `useful_until`.
    """

    __tablename__ = "sms_agent_message"
    __table_args__ = (
        CheckConstraint("kind IN ('SMS', 'LMS')", name="kind"),
        CheckConstraint("status IN ('ready', 'sending', 'sent', 'failed')", name="status"),
        Index(None, "status", "created_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    msg_key: Mapped[str] = mapped_column(Token, unique=True)
    kind: Mapped[str] = mapped_column(String(3))
    recipient: Mapped[str] = mapped_column(String(20))
    callback: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str | None] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(10), default="ready", server_default="ready")
    result: Mapped[str | None] = mapped_column(String(200))
    useful_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_reported: Mapped[bool] = mapped_column(default=False)


class ConsoleMessage(Model):
    """What the demo would have sent: shown to staff instead of going out."""

    __tablename__ = "console_message"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    provider_key: Mapped[str] = mapped_column(Token, unique=True)
    channel: Mapped[str] = mapped_column(String(10))
    recipient: Mapped[str] = mapped_column(EncryptedText)
    subject: Mapped[str | None] = mapped_column(EncryptedText)
    body: Mapped[str] = mapped_column(EncryptedText)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
