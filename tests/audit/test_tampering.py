"""Whatever is changed, removed or put in with the means of the database alone is found."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import insert, text

from booking import crypto
from booking.audit import jobs, queries, service
from booking.audit.models import AccessEntry, SealState
from booking.db import transaction
from tests.audit.logbook import NOW, note, sealed, tamper

COLUMNS = [column.name for column in AccessEntry.__table__.columns if column.name not in ("id", "seq")]
OTHER = {"at": "2026-11-23 01:00:00.000001", "account_id": 8}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_of_any_column_is_found(app: Flask, column: str) -> None:
    sealed(5)
    tamper(f"UPDATE access_entry SET {column} = :other WHERE seq = 3", other=OTHER.get(column, "other"))  # noqa: S608
    found = service.verify()
    assert (found.first_bad, found.why, found.entries) == (3, "changed", 2)


def test_a_number_that_was_changed_is_found(app: Flask) -> None:
    sealed(5)
    tamper("UPDATE access_entry SET seq = 99 WHERE seq = 3")
    assert service.verify().first_bad == 3


def test_an_unsealed_entry_in_the_middle_is_found(app: Flask) -> None:
    sealed(5)
    tamper("UPDATE access_entry SET seq = NULL, digest = NULL, previous = NULL WHERE seq = 3")
    assert service.verify().first_bad == 3


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_entry_is_found(app: Flask, number: int) -> None:
    sealed(5)
    tamper("DELETE FROM access_entry WHERE seq = :number", number=number)
    assert (service.verify().first_bad, service.verify().why) == (number, "missing")


def test_an_entry_put_in_without_the_key_is_found(app: Flask) -> None:
    sealed(5)
    last = queries.find_digest(5)
    with transaction() as session:
        row = {
            "at": NOW,
            "role": "staff",
            "action": "reservation.moved",
            "seq": 6,
            "previous": last,
            "digest": "0" * 64,
        }
        session.execute(insert(AccessEntry).values(**row))
    assert (service.verify().first_bad, service.verify().why) == (6, "inserted")


@pytest.mark.parametrize("column", [column.name for column in SealState.__table__.columns if column.name != "id"])
def test_a_change_of_the_seal_state_is_found_and_nothing_is_sealed_over_it(app: Flask, column: str) -> None:
    sealed(5)
    value = {"seq": 4, "kept": 1, "pruned_seq": 1, "sealed_at": OTHER["at"], "pruned_at": OTHER["at"]}.get(column, "x")
    tamper(f"UPDATE audit_seal SET {column} = :value", value=value)  # noqa: S608
    assert service.verify().why == "state"
    note()
    with pytest.raises(service.LogBroken):
        jobs.seal_log(NOW)
    assert service.verify().why == "state"


def test_a_removed_seal_state_is_found_and_no_second_chain_is_begun(app: Flask) -> None:
    sealed(5)
    tamper("DELETE FROM audit_seal")
    assert (service.verify().first_bad, service.verify().why) == (1, "state")
    note()
    with pytest.raises(service.LogBroken):
        jobs.seal_log(NOW)


def test_the_end_cannot_be_cut_off_without_the_key(app: Flask) -> None:
    sealed(5)
    tamper("DELETE FROM access_entry WHERE seq = 5")
    tamper("UPDATE audit_seal SET seq = 4, digest = (SELECT digest FROM access_entry WHERE seq = 4)")
    assert not service.verify().is_sound


def test_without_the_key_nothing_verifies(app: Flask) -> None:
    sealed(2)
    crypto.use(crypto.FernetVault(app.config["DATA_KEYS"], "another index key"))
    assert service.verify().why == "state"


def test_sqlite_columns_that_hold_no_instant_are_found(sqlite_app: Flask) -> None:
    sealed(3)
    tamper("UPDATE access_entry SET at = 'yesterday' WHERE seq = 1")
    assert (service.verify().first_bad, service.verify().why) == (1, "changed")


def test_the_command_verifies(app: Flask, command: Callable[..., Result]) -> None:
    sealed(5)
    note()
    output = command("audit", "verify").output
    assert "5 entries in order; 1 not sealed yet" in output
    receipt = output.split("receipt ")[1].strip()
    assert receipt == f"5:{queries.find_digest(5)}"
    jobs.seal_log(NOW)
    command("audit", "verify", "--receipt", receipt)
    command("audit", "verify", "--receipt", "what", exit_code=2)
    tamper("UPDATE access_entry SET reason = 'x' WHERE seq = 4")
    assert "entry 4" in command("audit", "verify", exit_code=1).output


def test_a_receipt_finds_a_log_that_was_put_back(app: Flask, command: Callable[..., Result]) -> None:
    sealed(5)
    receipt = command("audit", "verify").output.split("receipt ")[1].strip()
    with transaction() as session:
        session.connection().execute(text("DELETE FROM access_entry"))
        session.connection().execute(text("DELETE FROM audit_seal"))
    note(6)
    jobs.seal_log(NOW)
    command("audit", "verify")
    assert "entry 5" in command("audit", "verify", "--receipt", receipt, exit_code=1).output
