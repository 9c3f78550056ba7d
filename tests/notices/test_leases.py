"""Leases: who may send a notice, and what one that died or was late may still say."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.db import transaction
from booking.notices import queries, service
from booking.notices.channels import Letter, Receipt
from booking.notices.jobs import deliver
from booking.notices.models import Notice
from booking.notices.rules import Recipient
from tests.notices.conftest import HONG, NOW, Desk, Provider

Ledger = Callable[[], dict[str, str]]
Row = Callable[[str], Notice]
At = Callable[[datetime | str], datetime]

MINUTE = timedelta(minutes=1)
MOBILE_ONLY = Recipient("person", HONG.phone, None)


def run(now: datetime, sms: Provider) -> int:
    return deliver(now, {"sms": sms, "email": Provider()})


def test_an_expired_lease_is_taken_over_under_the_same_key(app: Flask, desk: Desk, row: Row, at: At) -> None:
    desk.plan(MOBILE_ONLY)
    with transaction():
        (due,) = queries.list_due(NOW)
        assert service.lease(due[0], NOW, 120)
    key = row("sms").provider_key
    sms = Provider()
    assert run(at(NOW + 1.9 * MINUTE), sms) == 0
    assert run(at(NOW + 2 * MINUTE), sms) == 1
    assert [letter.key for letter in sms.letters] == [key]
    assert row("sms").attempts == 2


def test_a_lease_is_given_once(app: Flask, desk: Desk) -> None:
    desk.plan(MOBILE_ONLY)
    with transaction():
        ((notice_id, _),) = queries.list_due(NOW)
        assert service.lease(notice_id, NOW, 120)
        assert service.lease(notice_id, NOW, 120) is None


def test_who_lost_the_lease_cannot_put_off_or_fail_but_can_say_that_it_went_out(
    app: Flask, desk: Desk, row: Row
) -> None:
    desk.plan(MOBILE_ONLY)
    with transaction():
        ((notice_id, _),) = queries.list_due(NOW)
        late = service.lease(notice_id, NOW, 120)
    with transaction():
        assert service.lease(notice_id, NOW + 3 * MINUTE, 120)
        assert late is not None
        assert not service.put_off(notice_id, late, NOW, "451")
        assert not service.fail(notice_id, late, "550", NOW)
        assert not service.end(notice_id, late, "dropped")
        assert service.mark_sent(notice_id, late, "250", NOW)
    assert row("sms").state == "sent"


class Killed(BaseException):
    """The process ends in the middle of sending."""


class Killer(Provider):
    def send(self, letter: Letter, now: datetime) -> Receipt:
        raise Killed


@pytest.mark.parametrize("played", [NOW + timedelta(days=30), NOW])
def test_a_run_for_another_day_that_was_killed_keeps_its_notice_no_longer_than_any_other(
    app: Flask, desk: Desk, row: Row, at: At, played: datetime
) -> None:
    present = at(NOW + timedelta(days=1))
    desk.plan(MOBILE_ONLY, due=NOW, useful_until=None)
    with pytest.raises(Killed):
        run(played, Killer())
    assert row("sms").lease_until == present + 2 * MINUTE
    sms = Provider()
    assert run(at(present + 1.9 * MINUTE), sms) == 0
    assert run(at(present + 2 * MINUTE), sms) == 1
    assert len(sms.letters) == 1


def test_a_run_for_another_day_judges_by_that_day_and_tells_the_provider_the_time(
    app: Flask, desk: Desk, row: Row, at: At
) -> None:
    present, told = at(NOW - timedelta(days=9)), list[datetime]()

    class Clocked(Provider):
        def send(self, letter: Letter, now: datetime) -> Receipt:
            told.append(now)
            return super().send(letter, now)

    desk.plan(MOBILE_ONLY)
    assert run(present, Clocked()) == 0
    assert run(NOW, Clocked()) == 1
    assert told == [present]


def test_one_that_kills_its_deliverer_every_time_ends_on_the_call_list(
    app: Flask, desk: Desk, ledger: Ledger, at: At
) -> None:
    desk.plan(MOBILE_ONLY)
    now = NOW
    for _ in range(6):
        with transaction():
            ((notice_id, _),) = queries.list_due(now)
            assert service.lease(notice_id, now, 120)
        now += 3 * MINUTE
    sms = Provider()
    run(at(now), sms)
    assert ledger() == {"sms": "failed", "call": "planned"} and sms.tries == 0
