"""`booking accounts …`, and the accounts of `booking demo`."""

import contextlib
import dataclasses
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from booking import clock, wording
from booking.accounts import queries, rules, service
from booking.accounts.models import User
from booking.audit.rules import Actor
from booking.consultations import queries as consultations
from booking.consultations import service as consultations_service
from booking.db import transaction
from booking.errors import BookingError

if TYPE_CHECKING:
    from booking.consultations.models import Expert, Field

DEMO_HOST = "demo.example"
DEMO_EXPERTS = 2

accounts = AppGroup("accounts", help="Accounts of staff and experts.")


@accounts.command("create")
@click.argument("email")
@click.option("--role", type=click.Choice(list(rules.ROLES)), required=True, help="What the account may do.")
@click.option("--name", required=True, help="The name of the one who uses it.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; else one is made up.")
def create(email: str, role: str, name: str, password_stdin: bool) -> None:
    """Make an account. Without --password-stdin a random password is printed, this once."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else rules.random_password()
    with _change():
        user = service.create(
            email, role=role, display_name=name, password=password, actor=_actor("create"), now=clock.now()
        )
        email = user.email
    click.echo(f"{email}: {rules.ROLES[role]} 계정을 만들었습니다.")
    if not password_stdin:
        _print_password(email, password)


@accounts.command("list")
def list_accounts() -> None:
    """Print all accounts: log-in name, role, state, second factor, name."""
    for user in queries.list_users():
        state = "active" if user.active else "inactive"
        if queries.find_lock(rules.login_subject(user.email), clock.now()):
            state = "locked"
        factor = "2fa" if user.has_second_factor else "-"
        click.echo("\t".join((user.email, user.role, state, factor, user.display_name)))


@accounts.command("lock")
@click.argument("email")
def lock(email: str) -> None:
    """Keep an account from logging in, and end its sessions."""
    with _change():
        service.deactivate(queries.get_user_by_email(email), actor=_actor("lock"), now=clock.now())
    click.echo(f"{email}: 사용 중지했습니다.")


@accounts.command("unlock")
@click.argument("email")
def unlock(email: str) -> None:
    """Let an account log in again: after wrong passwords, or after `lock`."""
    with _change():
        user = queries.get_user_by_email(email)
        service.unlock(user, actor=_actor("unlock"), now=clock.now())
        service.activate(user, actor=_actor("unlock"), now=clock.now())
    click.echo(f"{email}: 다시 로그인할 수 있습니다.")


@accounts.command("password")
@click.argument("email")
def password(email: str) -> None:
    """Give an account a new random password, printed this once, and end its sessions."""
    with _change():
        user = queries.get_user_by_email(email)
        new = service.issue_password(user, actor=_actor("password"), now=clock.now())
    _print_password(email, new)


@accounts.command("reset-second-factor")
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """Forget an account's authenticator app (lost, replaced), and end its sessions."""
    with _change():
        user = queries.get_user_by_email(email)
        service.reset_second_factor(user, actor=_actor("reset-second-factor"), now=clock.now())
    click.echo(f"{email}: 2단계 인증을 초기화했습니다.")


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Make the demo's accounts: an admin, a clerk, two experts. Passwords are printed this once."""
    if current_app.config["BOOKING_MODE"] != "demo":
        raise click.ClickException("BOOKING_MODE=demo 에서만 쓸 수 있습니다.")
    made = [
        _make_demo_account("admin", "admin", "시범 관리자"),
        _make_demo_account("staff", "staff", "시범 담당자"),
        *(_make_demo_account(field.key, "expert", expert.name, expert) for field, expert in _demo_experts()),
    ]
    count = sum(made)
    click.echo(f"시범 계정 {count}개를 만들었습니다." if count else "시범 계정이 이미 있어 새로 만들지 않았습니다.")


def _demo_experts() -> "list[tuple[Field, Expert]]":
    """The first expert of each of the first fields."""
    firsts = [(field, consultations.list_experts(field.key)[:1]) for field in consultations.list_fields()]
    return [(field, experts[0]) for field, experts in firsts if experts][:DEMO_EXPERTS]


def _make_demo_account(name: str, role: str, display_name: str, expert: "Expert | None" = None) -> bool:
    """Whether the account is new. An expert that has an account already gets no other."""
    email, new, actor, now = f"{name}@{DEMO_HOST}", rules.random_password(), Actor.command("demo"), clock.now()
    if queries.find_user(email) is not None or (expert is not None and expert.account_id is not None):
        return False
    expert_id = expert.id if expert else None
    with _change():
        user = service.create(email, role=role, display_name=display_name, password=new, actor=actor, now=now)
        if expert_id is not None:
            _link(expert_id, user, actor, now)
    _print_password(email, new)
    return True


def _link(expert_id: int, user: User, actor: Actor, now: datetime) -> None:
    values = consultations_service.values_of_expert(consultations.get_expert(expert_id))
    pledged_on = values.pledged_on or clock.office_date(now)  # or the demo's expert would read no question
    linked = dataclasses.replace(values, account_id=user.id, pledged_on=pledged_on)
    consultations_service.change_expert(expert_id, linked, actor=actor, now=now)


def _print_password(email: str, new: str) -> None:
    click.echo(f"  {email}\t{new}")


def _actor(name: str) -> Actor:
    return Actor.command(f"accounts {name}")


@contextlib.contextmanager
def _change() -> Iterator[None]:
    try:
        with transaction():
            yield
    except BookingError as error:
        raise click.ClickException(wording.sentence(error)) from error
