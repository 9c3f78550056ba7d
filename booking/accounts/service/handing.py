"""Handing a desk over: a successor takes what an account had, and that account is closed, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from booking.accounts import queries, rules
from booking.accounts.errors import OwnAccount, SuccessorInactive, SuccessorSame, SuccessorUnfit
from booking.accounts.models import User
from booking.accounts.service.changing import change_role, create, deactivate, log
from booking.audit.rules import Actor
from booking.db import db
from booking.settings import queries as settings
from booking.settings import service as settings_service


@dataclass(frozen=True)
class Duty:
    """What another room hands over with an account, beside the role.

    tell: what would go over, as staff read it; none where the account has nothing of the kind. hand: gives what the
    first account has to the second one.
    """

    tell: Callable[[User], list[str]]
    hand: Callable[[User, User, Actor, datetime], object]


@dataclass(frozen=True)
class Handover:
    """What handing over comes to. successor: the account that takes over, None where one is made. role: the one that
    the successor then has. mailboxes: names of the settings whose address becomes the successor's. sessions: how many
    log-ins end.
    """

    successor: User | None
    role: str
    mailboxes: list[str]
    sessions: int


_duties: dict[str, Duty] = {}


def add_duty(name: str, duty: Duty) -> None:
    """Let another room hand over what an account has there."""
    _duties[name] = duty


def tell_duties(user: User) -> list[str]:
    """What of the other rooms would go over, as staff read it."""
    return [sentence for duty in _duties.values() for sentence in duty.tell(user)]


def plan_handover(user: User, email: str, now: datetime) -> Handover:
    """What handing an account over to this log-in name comes to. SuccessorSame, SuccessorInactive, SuccessorUnfit."""
    successor = queries.find_user(email)
    return Handover(successor, _role_of(user, successor), _mailboxes(user), len(queries.list_live_sessions(now, user)))


def hand_over(
    user: User, email: str, display_name: str, *, reason: str, actor: Actor, now: datetime
) -> tuple[User, str | None]:
    """Give an account's role and duties to a successor, then close the account and end its sessions.

    The successor is the account with this log-in name, or a new one; its first password, or None where there was one.
    OwnAccount, LastAdmin, SuccessorSame, SuccessorInactive, SuccessorUnfit, what `create` refuses, what a room's
    duty refuses.
    """
    if actor.account_id == user.id:
        raise OwnAccount()
    successor, password = queries.find_user(email), None
    _lock(user, successor)
    role = _role_of(user, successor)
    if successor is None:
        password = rules.random_password()
        successor = create(
            email,
            role=role,
            display_name=display_name,
            password=password,
            must_change_password=True,
            actor=actor,
            now=now,
        )
    else:
        change_role(successor, role, actor=actor, now=now)
    for name in _mailboxes(user):
        settings_service.put(name, successor.email, actor=actor, now=now)
    for duty in _duties.values():
        duty.hand(user, successor, actor, now)
    log("took_over", successor, actor, now, None, {"predecessor": user.email, "role": role}, reason)
    log("handed_over", user, actor, now, None, {"successor": successor.email}, reason)
    deactivate(user, actor=actor, now=now, reason=reason)
    return successor, password


def _role_of(user: User, successor: User | None) -> str:
    if successor is None:
        return user.role
    if successor.id == user.id:
        raise SuccessorSame()
    if not successor.active:
        raise SuccessorInactive()
    role = rules.role_after(user.role, successor.role)
    if role is None:
        raise SuccessorUnfit()
    return role


def _lock(user: User, successor: User | None) -> None:
    """Two admins who hand over at once wait for each other, always in the order of the keys."""
    keys = [user.id] if successor is None else [user.id, successor.id]
    query = select(User).where(User.id.in_(keys)).order_by(User.id).with_for_update()
    db.session.scalars(query, execution_options={"populate_existing": True}).all()


def _mailboxes(user: User) -> list[str]:
    """The settings by which the office's mail goes to this account's address."""
    current = (one for one in settings.list_current() if one.setting.type == "email")
    return [one.setting.name for one in current if str(one.value).lower() == user.email]
