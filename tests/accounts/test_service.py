"""Use cases of the accounts beneath the pages."""

import threading
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking import clock
from booking.accounts import queries, service
from booking.accounts.errors import EmailTaken, LastAdmin, PasswordShort, UnknownAccount
from booking.accounts.models import Role, User
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.errors import BookingError
from tests.support.people import PASSWORD, log_in, make_account

Command = Callable[..., Result]


def test_an_account_is_found_by_key_name_and_token(app: Flask) -> None:
    user = make_account("clerk@city.example")
    assert queries.get_user(user.id) is queries.get_user_by_email("Clerk@city.example") is user
    assert queries.get_user_by_token(user.token) is user
    for missing in (lambda: queries.get_user(99), lambda: queries.get_user_by_token("x")):
        with pytest.raises(UnknownAccount):
            missing()


def test_the_last_admin_stays(app: Flask, actor: Actor) -> None:
    one, two = make_account("one@city.example", "admin"), make_account("two@city.example", "admin")
    with transaction():
        service.deactivate(one, actor=actor, now=clock.now())
    for change in (
        lambda: service.deactivate(two, actor=actor, now=clock.now()),
        lambda: service.change_role(two, "staff", actor=actor, now=clock.now()),
    ):
        with pytest.raises(LastAdmin), transaction():
            change()
    assert two.active and two.role == "admin"


def test_two_admins_cannot_take_each_others_rights_at_once(app: Flask, actor: Actor) -> None:
    one, two = (make_account(f"{name}@city.example", "admin") for name in ("one", "two"))
    make_account("clerk@city.example", "staff")  # or both would wait for each other at the new role
    refused = []

    def demote() -> None:
        with app.app_context():
            try:
                with transaction():
                    other = queries.get_user_by_email("two@city.example")
                    service.change_role(other, "staff", actor=actor, now=clock.now())
            except LastAdmin:
                refused.append("two")

    second = threading.Thread(target=demote)
    with transaction():
        service.change_role(one, "staff", actor=actor, now=clock.now())
        second.start()
        second.join(0.5)  # time enough to slip in, if it could
    second.join()
    assert refused == ["two"]
    assert queries.count_admins() == 1
    assert two.role == "admin"


def test_two_accounts_with_one_log_in_name_made_at_once_are_one(app: Flask, actor: Actor) -> None:
    start, results = threading.Barrier(4), []

    def create() -> None:
        with app.app_context():
            start.wait()
            try:
                make_account("clerk@city.example")
                results.append("made")
            except EmailTaken:
                results.append("taken")

    threads = [threading.Thread(target=create) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["made", "taken", "taken", "taken"]
    assert len(db.session.scalars(select(User)).all()) == 1
    assert [role.name for role in db.session.scalars(select(Role))] == ["staff"]


def test_a_weak_password_makes_no_account(app: Flask) -> None:
    with pytest.raises(PasswordShort):
        make_account(password="short")
    assert queries.list_users() == []


@pytest.mark.parametrize("email", ["kim@jinju.local", "kim@sub.go.kr", "Kim@Sub.Go.Kr"])
def test_addresses_of_an_offices_own_network_are_log_in_names(sqlite_app: Flask, email: str) -> None:
    assert make_account(email).email == email.lower()


@pytest.mark.parametrize("email", ["", "kim", "kim@", "@go.kr", "k im@go.kr", "김@go.kr", "kim@go.kr\nbcc:x@y.kr"])
def test_what_is_no_address_is_refused(sqlite_app: Flask, email: str) -> None:
    with pytest.raises(BookingError) as refusal:
        make_account(email)
    assert (refusal.value.code, refusal.value.field) == ("account_email_invalid", "email")


def test_the_command_makes_an_account_and_prints_its_password_once(
    app: Flask, client: FlaskClient, command: Command
) -> None:
    result = command("accounts", "create", "Clerk@city.example", "--role", "staff", "--name", "김담당")
    email, password = result.output.splitlines()[-1].split()
    assert email == "clerk@city.example"
    assert log_in(client, email, password).location == "/account/start"
    assert client.get("/account").status_code == 200, "who made it at the server hands the password over; no more"
    entry = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "account.created")).one()
    assert (entry.role, entry.account_name) == ("command", "accounts create")


def test_the_command_takes_a_password_from_standard_input(app: Flask, client: FlaskClient, command: Command) -> None:
    arguments = ("accounts", "create", "clerk@city.example", "--role", "expert", "--name", "박변호", "--password-stdin")
    result = command(*arguments, input=PASSWORD + "\n")
    assert PASSWORD not in result.output
    assert log_in(client).status_code == 303
    result = command(*arguments, input=PASSWORD + "\n", exit_code=1)
    assert "이미 쓰고 있는 전자우편 주소입니다" in result.output


def test_the_command_refuses_in_words(sqlite_app: Flask, command: Command) -> None:
    assert "전자우편 주소를" in command("accounts", "create", "x", "--role", "staff", "--name", "x", exit_code=1).output
    command("accounts", "create", "a@b.kr", "--role", "king", "--name", "x", exit_code=2)
    assert "그런 계정이 없습니다" in command("accounts", "lock", "nobody@city.example", exit_code=1).output
    make_account("boss@city.example", "admin")
    assert "관리자가 한 명은" in command("accounts", "lock", "boss@city.example", exit_code=1).output


def test_the_command_lists_locks_and_unlocks(app: Flask, client: FlaskClient, command: Command) -> None:
    make_account("clerk@city.example")
    for _ in range(5):
        log_in(client, password="a wrong password")
    assert command("accounts", "list").output == "clerk@city.example\tstaff\tlocked\t-\t김담당\n"
    command("accounts", "unlock", "clerk@city.example")
    assert log_in(client).status_code == 303
    command("accounts", "lock", "clerk@city.example")
    assert client.get("/account").status_code == 303
    assert "\tinactive\t" in command("accounts", "list").output
    assert log_in(client).status_code == 401
    command("accounts", "unlock", "clerk@city.example")
    assert log_in(client).status_code == 303


def test_the_command_replaces_a_forgotten_password_and_a_lost_app(
    app: Flask, client: FlaskClient, command: Command
) -> None:
    make_account("clerk@city.example")
    password = command("accounts", "password", "clerk@city.example").output.split()[-1]
    command("accounts", "reset-second-factor", "clerk@city.example")
    assert log_in(client).status_code == 401
    assert log_in(client, password=password).status_code == 303
    assert client.get("/account").location == "/account/password"
