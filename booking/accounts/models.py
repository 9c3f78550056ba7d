"""Tables of the accounts: who may log in, as what, their sessions, and failed attempts."""

from datetime import datetime
from hashlib import sha256

from flask_security import RoleMixin, UserMixin
from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.accounts.rules import ROLES
from booking.db import EncryptedText, Key, Model, Token, UtcDateTime, new_token

roles_users = Table(
    "roles_users",
    Model.metadata,
    Column("user_id", Key, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", Key, ForeignKey("roles.id"), primary_key=True),
)


class Role(Model, RoleMixin):
    """What an account may do: admin, staff, expert or monitor."""

    __tablename__ = "roles"
    __table_args__ = (CheckConstraint("name IN ('admin', 'staff', 'expert', 'monitor')", name="name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class User(Model, UserMixin):
    """An account. Its log-in name is an e-mail address in small letters; no mail is ever sent there by logging in.

    token: its name in the addresses of admin pages. fs_uniquifier: its name in the session cookie; a new one ends every
    cookie made before. tf_totp_secret is encrypted by the second factor's own keys; tf_last_counter is the newest
    one-time code that was used, and none is used twice. must_change_password: somebody else knows the password.
    """

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    display_name: Mapped[str] = mapped_column(String(60))
    password: Mapped[str | None] = mapped_column(String(255))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=new_token)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(Text)
    tf_last_counter: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    logged_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    roles: Mapped[list[Role]] = relationship(secondary=roles_users, lazy="selectin")  # type: ignore[assignment]

    @property
    def role(self) -> str:
        """The strongest of the account's roles, or an empty text."""
        return next((name for name in ROLES if self.has_role(name)), "")

    @property
    def has_second_factor(self) -> bool:
        """Whether logging in asks for a one-time code."""
        return bool(self.tf_primary_method and self.tf_totp_secret)


class AccountSession(Model):
    """One log-in of an account, from then until its log-out. A cookie counts only as long as its session does.

    browser: what it said of itself, in words (`Chrome 142 · Windows`); empty where it said nothing.

    end_reason: logout, password (changed), ended (by an admin), deactivated; NULL also where it is merely idle.
    """

    __tablename__ = "account_session"
    __table_args__ = (CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(45), default="")
    browser: Mapped[str] = mapped_column(String(80), default="", server_default="")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str | None] = mapped_column(String(20))

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    @property
    def name(self) -> str:
        """Its name in forms: nobody who reads a page learns the token that the cookie carries."""
        return sha256(self.token.encode()).hexdigest()[:16]


class LoginFailure(Model):
    """One wrong attempt at something that is guarded by a secret: a log-in, a citizen's look-up.

    subject: keyed fingerprint of what was tried, for people type passwords where a name belongs.
    """

    __tablename__ = "login_failure"
    __table_args__ = (Index(None, "subject", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class TypedForm(Model):
    """What somebody sent after their log-in was idle for too long: kept for them for some minutes, to be sent again.

    Of each session there is the last form alone. content: JSON of `accounts.rules.Typed`, nothing of it in the open.
    """

    __tablename__ = "typed_form"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    session_id: Mapped[int] = mapped_column(Key, ForeignKey("account_session.id", ondelete="CASCADE"), unique=True)
    content: Mapped[str] = mapped_column(EncryptedText)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
