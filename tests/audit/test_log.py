"""The log in a real database: appending, and sealing by one and by many."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text

from booking.audit import jobs, queries, service
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor, Verification
from booking.db import db, keep_records, transaction
from tests.audit.logbook import CLERK, NOW, note, numbers, sealed


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
