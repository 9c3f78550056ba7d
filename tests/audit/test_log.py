"""The log in a real database: appending, sealing, tampering, pruning."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, insert, select, text

from booking import crypto
from booking.audit import jobs, queries, service
from booking.audit.models import AccessEntry, SealState
from booking.audit.rules import Actor, Verification
from booking.db import db, keep_records, transaction
from booking.settings import service as settings

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
CLERK = Actor(7, "clerk@city.example", "staff", "192.0.2.9")


def note(count: int = 1, action: str = "reservation.moved", now: datetime = NOW, **more: Any) -> None:
    """Append `count` entries."""
    with transaction():
        for number in range(count):
            service.changed(action, actor=CLERK, now=now, subject=f"reservation:{number}", person="ab" * 32, **more)


def sealed(count: int) -> None:
    note(count, before={"state": "held"}, after={"state": "reserved"}, reason="전화로 요청")
    assert jobs.seal_log(NOW) == count


def tamper(statement: str, **values: Any) -> None:
    with transaction() as session:
        assert session.connection().execute(text(statement), values).rowcount == 1


def numbers() -> list[int | None]:
    return list(db.session.scalars(select(AccessEntry.seq).order_by(AccessEntry.id)))


def test_an_entry_tells_who_when_from_where_whose_and_what(app: Flask) -> None:
    person = "ab" * 32
    with transaction():
        service.changed(
            "reservation.moved",
            actor=CLERK,
            now=NOW,
            subject="reservation:R7K39MXW",
            person=person,
            before={"slot": "10:00"},
            after={"slot": "10:30"},
            reason="본인 요청",
        )
    entry = db.session.scalars(select(AccessEntry)).one()
    assert (entry.at, entry.account_id, entry.account_name) == (NOW, 7, "clerk@city.example")
    assert (entry.role, entry.address) == ("staff", "192.0.2.9")
    assert (entry.action, entry.subject, entry.person) == ("reservation.moved", "reservation:R7K39MXW", person)
    assert (entry.changes, entry.reason) == ([("slot", "10:00", "10:30")], "본인 요청")


def test_a_change_that_was_rolled_back_is_not_in_the_log_and_a_refusal_is(app: Flask) -> None:
    def refuse() -> None:
        with transaction():
            service.changed("reservation.moved", actor=CLERK, now=NOW)
            service.seen("login.failed", actor=CLERK, now=NOW)
            raise RuntimeError

    with keep_records(), pytest.raises(RuntimeError):
        refuse()
    assert list(db.session.scalars(select(AccessEntry.action))) == ["login.failed"]


def test_what_clients_send_never_breaks_the_log(app: Flask) -> None:
    wild = Actor(None, "x" * 5000 + "\0", "citizen", "y" * 500)
    with transaction():
        service.changed("login.failed", actor=wild, now=NOW, subject="\ud800" + "z" * 5000, after={"a": "\0\ud800😀"})
    assert jobs.seal_log(NOW) == 1
    assert service.verify().is_sound


def test_the_log_cannot_be_changed_by_the_product_itself(app: Flask) -> None:
    note()
    entry = db.session.scalars(select(AccessEntry)).one()

    def change() -> None:
        with transaction() as session:
            session.merge(entry).reason = "another"

    def remove() -> None:
        with transaction() as session:
            session.delete(session.merge(entry))

    for attempt in (change, remove):
        with pytest.raises(RuntimeError, match="appended"):
            attempt()
    db.session.rollback()


def test_sealing_numbers_and_chains_in_batches(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "BATCH", 4)
    note(10)
    assert jobs.seal_log(NOW) == 10
    assert numbers() == list(range(1, 11))
    note(3)
    assert queries.count_unsealed() == 3
    assert jobs.seal_log(NOW) == 3
    assert jobs.seal_log(NOW) == 0
    found = service.verify()
    assert (found.is_sound, found.entries, found.head[0]) == (True, 13, 13)
    assert found.head[1] == queries.find_digest(13)


def test_an_empty_log_is_in_order(app: Flask) -> None:
    assert jobs.seal_log(NOW) == 0
    assert service.verify() == Verification(0)
    assert queries.find_state() is None


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


def test_pruning_leaves_a_checkpoint_from_which_the_chain_goes_on(app: Flask) -> None:
    old = NOW - timedelta(days=731)
    note(4, now=old)
    note(3)
    jobs.seal_log(NOW)
    checkpoint = queries.find_digest(4)
    assert jobs.prune_log(NOW) == 4
    assert numbers() == [5, 6, 7, None]
    state = queries.find_state()
    assert state is not None
    assert (state.pruned_seq, state.pruned_digest, state.pruned_at) == (4, checkpoint, NOW)
    jobs.seal_log(NOW)
    assert service.verify().is_sound
    entry = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "log.pruned")).one()
    assert entry.changes == [("deleted", None, 4), ("up_to", None, 4)]
    assert jobs.prune_log(NOW) == 0


def test_pruning_keeps_two_years_and_what_is_not_sealed(app: Flask) -> None:
    note(1, now=NOW - timedelta(days=730))
    jobs.seal_log(NOW)
    note(1, now=NOW - timedelta(days=900))
    assert jobs.prune_log(NOW) == 0
    assert db.session.scalar(select(func.count()).select_from(AccessEntry)) == 2


def test_the_span_is_a_setting(app: Flask, actor: Actor) -> None:
    note(1, now=NOW - timedelta(days=800))
    jobs.seal_log(NOW)
    with transaction():
        settings.put("audit.keep_days", "900", actor=actor, now=NOW)
    assert jobs.prune_log(NOW) == 0


def test_rights_outlive_the_others_by_a_year_and_cannot_vanish(app: Flask) -> None:
    old = NOW - timedelta(days=800)
    note(2, now=old)
    note(1, "account.created", now=old)
    note(2, now=old)
    note(1, "account.role_granted", now=old)
    note(1)
    jobs.seal_log(NOW)
    assert jobs.prune_log(NOW) == 4
    assert numbers() == [3, 6, 7, None]
    jobs.seal_log(NOW)
    assert service.verify().is_sound
    with transaction() as session:
        session.connection().execute(text("DELETE FROM access_entry WHERE seq = 3"))
    found = service.verify()
    assert (found.first_bad, found.why) == (6, "checkpoint")
    with pytest.raises(service.LogBroken):
        jobs.prune_log(NOW)


def test_rights_go_after_three_years(app: Flask) -> None:
    note(1, "account.created", now=NOW - timedelta(days=900))
    note(1)
    jobs.seal_log(NOW)
    assert jobs.prune_log(NOW) == 0
    later = NOW + timedelta(days=200)
    assert jobs.prune_log(later) == 1
    jobs.seal_log(later)
    assert service.verify().is_sound
    assert numbers()[0] == 2


def test_nothing_is_pruned_from_a_log_that_was_tampered_with(app: Flask) -> None:
    note(3, now=NOW - timedelta(days=800))
    jobs.seal_log(NOW)
    tamper("UPDATE access_entry SET reason = 'x' WHERE seq = 2")
    with pytest.raises(service.LogBroken, match="entry 2"):
        jobs.prune_log(NOW)
    assert numbers() == [1, 2, 3]


@pytest.mark.parametrize("change", ["pruned_seq = 5", "pruned_digest = 'x'", "pruned_at = NULL"])
def test_a_checkpoint_that_was_changed_is_found(app: Flask, change: str) -> None:
    note(4, now=NOW - timedelta(days=800))
    note(3)
    jobs.seal_log(NOW)
    jobs.prune_log(NOW)
    tamper(f"UPDATE audit_seal SET {change}")  # noqa: S608
    assert not service.verify().is_sound


def test_two_sealers_at_once_make_one_chain(app: Flask) -> None:
    """Ten connections seal while others append: every entry once, no number twice, no error."""
    errors: list[BaseException] = []
    start = threading.Barrier(12)

    def work(job: Callable[[], object]) -> None:
        with app.app_context():
            try:
                start.wait(10)
                for _ in range(5):
                    job()
            except BaseException as error:
                errors.append(error)
            finally:
                db.session.remove()

    def seal() -> None:
        with transaction():
            service.seal(NOW, 7)

    threads = [threading.Thread(target=work, args=(seal,)) for _ in range(6)]
    threads += [threading.Thread(target=work, args=(lambda: note(10),)) for _ in range(6)]
    note(50)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    jobs.seal_log(NOW)
    found = service.verify()
    assert (found.is_sound, found.entries) == (True, 350)


def test_the_first_sealing_may_be_done_by_two_at_once(app: Flask) -> None:
    note(5)
    counts: list[int] = []
    start = threading.Barrier(2)

    def work() -> None:
        with app.app_context():
            start.wait(10)
            counts.append(jobs.seal_log(NOW))
            db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(counts) == [0, 5]
    assert service.verify().entries == 5


def test_a_sealer_waits_for_the_one_before_and_goes_on_from_its_end(postgres_app: Flask) -> None:
    """The interleaving itself: the second has begun before the first commits."""
    sealed(1)
    note(3)
    counts: list[int] = []

    def second() -> None:
        with postgres_app.app_context():
            with transaction():
                counts.append(service.seal(NOW))
            db.session.remove()

    thread = threading.Thread(target=second)
    with transaction():
        assert service.seal(NOW, 2) == 2
        thread.start()
        with db.engine.connect() as watcher:
            watcher.execution_options(isolation_level="AUTOCOMMIT")
            while not watcher.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                assert thread.is_alive(), "it did not wait"
    thread.join(10)
    assert counts == [1]
    assert numbers() == [1, 2, 3, 4]
    assert service.verify().is_sound


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
