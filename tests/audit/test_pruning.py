"""What is old goes, rights stay longer, and the chain goes on from the checkpoint."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from booking.audit import jobs, queries, service
from booking.audit.models import AccessEntry
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.settings import service as settings
from tests.audit.logbook import NOW, note, numbers, tamper


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
