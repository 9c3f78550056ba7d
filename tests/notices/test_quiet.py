"""Quiet hours: what can wait does, what answers somebody does not, and nothing waits beyond its use."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.db import transaction
from booking.notices import jobs, queries, rules
from booking.notices.channels import Unreachable
from booking.notices.models import Notice
from booking.notices.rules import Recipient
from booking.settings import service as settings
from tests.notices.conftest import HONG, SUBJECT, Desk, Provider

Row = Callable[[str], Notice]

NIGHT, MORNING = clock.parse("2026-12-18T23:10"), clock.parse("2026-12-19T08:00")
MOBILE_ONLY, MAIL_ONLY = Recipient("person", HONG.phone, None), Recipient("person", None, HONG.email)


def run(now: datetime) -> None:
    jobs.deliver(now, {"sms": Provider(), "email": Provider()})


def test_every_kind_either_waits_or_answers_somebody_at_once() -> None:
    at_once = {
        "confirmed",
        "moved",
        "cancelled",
        "reference",
        "corrected",
        "code",
        "alarm",
        "closures",
        "experts",
        "review",
    }
    assert set(rules.KINDS) == {*rules.CAN_WAIT, *at_once}


@pytest.mark.parametrize("kind", rules.CAN_WAIT)
def test_what_can_wait_goes_out_in_the_morning(sqlite_app: Flask, desk: Desk, row: Row, kind: str) -> None:
    channel, whom = ("email", MAIL_ONLY) if rules.ORDERS_OF.get(kind) == "email" else ("sms", MOBILE_ONLY)
    desk.plan(whom, kind=kind, due=NIGHT, useful_until=None)
    run(NIGHT)
    run(MORNING - timedelta(seconds=1))
    assert (row(channel).state, row(channel).attempts) == ("planned", 0)
    assert queries.count_backlog(MORNING - timedelta(seconds=1)) == (0, None)
    assert queries.count_backlog(MORNING) == (1, NIGHT)
    run(MORNING)
    assert row(channel).state == "sent"


@pytest.mark.parametrize("kind", ["confirmed", "cancelled", "code"])
def test_an_answer_goes_out_at_any_hour(app: Flask, desk: Desk, row: Row, kind: str) -> None:
    desk.plan(MOBILE_ONLY, kind=kind, due=NIGHT, useful_until=None)
    run(NIGHT)
    assert row("sms").state == "sent"


@pytest.mark.parametrize(("until", "state"), [(MORNING, "sent"), (MORNING + timedelta(hours=2), "planned")])
def test_what_would_be_useless_in_the_morning_does_not_wait(
    app: Flask, desk: Desk, row: Row, until: datetime, state: str
) -> None:
    desk.plan(MOBILE_ONLY, kind="displaced", due=NIGHT, useful_until=until)
    run(NIGHT)
    assert row("sms").state == state


@pytest.mark.parametrize(
    ("due", "back"), [(clock.parse("2026-12-18T20:50"), MORNING), (NIGHT, MORNING + timedelta(hours=1))]
)
def test_a_night_without_the_provider_takes_no_patience_of_what_waits_for_the_morning(
    sqlite_app: Flask, desk: Desk, row: Row, due: datetime, back: datetime
) -> None:
    """Neither is called for: what was tried before the night, and what became due in it. An answer is, at night."""
    desk.plan(MOBILE_ONLY, kind="displaced", due=due, useful_until=None)
    desk.plan(MOBILE_ONLY, kind="confirmed", due=NIGHT, useful_until=None)
    for now in sorted({due, NIGHT, NIGHT + rules.PATIENCE + timedelta(minutes=1), MORNING, back}):
        way = Provider(*[Unreachable("ConnectTimeout")] * 3 if now < back else [])
        jobs.deliver(now, {"sms": way})
    assert row("call").kind == "confirmed"
    displaced = next(one for one in queries.list_about(SUBJECT) if one.kind == "displaced")
    assert [letter.key for letter in way.letters] == [displaced.provider_key]


def test_an_office_without_quiet_hours_keeps_nothing_back(app: Flask, desk: Desk, row: Row, actor: Actor) -> None:
    with transaction():
        settings.put("notices.quiet_to", "21:00", actor=actor, now=NIGHT)
    desk.plan(MOBILE_ONLY, due=NIGHT, useful_until=None)
    run(NIGHT)
    assert row("sms").state == "sent"
