"""A provider that is down for an hour: people book as before, and what waited is out soon after it is back."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from booking import clock
from booking.calendar import queries as calendar
from booking.db import db, transaction
from booking.notices import channels, jobs, queries, rules, service
from booking.notices.channels import Receipt, Unreachable
from booking.notices.channels.solapi import Solapi
from booking.notices.models import Notice
from booking.notices.rules import Message, Recipient
from booking.scheduler import timetable
from tests.notices.conftest import NOW, VALUES, Desk, Provider
from tests.support.measure import statements
from tests.support.pages import Citizen
from tests.support.solapi import Vendor

At = Callable[[datetime | str], datetime]

MINUTE = timedelta(minutes=1)
ENDS = NOW + 60 * MINUTE
BOOKED, DAY = clock.parse("2026-11-24T12:00"), date(2026, 12, 21)


class Outage(Provider):
    """A provider that nobody reaches before `ENDS`."""

    def send(self, letter: channels.Letter, now: datetime) -> Receipt:
        if now < ENDS:
            self.tries += 1
            raise Unreachable("ConnectTimeout")
        return super().send(letter, now)


def ticks(start: datetime, end: datetime) -> Iterator[datetime]:
    """When the timetable sends, from `start` until before `end`."""
    job, now = timetable.get("deliver"), start
    while now < end:
        yield now
        following = job.next_after(now + timedelta(milliseconds=1))
        assert following is not None
        now = following


def phone(number: int) -> str:
    return f"+8210{number:08d}"


def plan(count: int, *, every: timedelta) -> None:
    """So many notices to as many people, due one after the other."""
    with transaction():
        for number in range(count):
            whom, due = [Recipient("person", phone(number), None)], NOW + number * every
            service.plan("confirmed", f"reservation:{number:08d}", whom, due=due, useful_until=None, now=NOW)
    service.register("confirmed", load)


def load(subject: str, now: datetime) -> Message | None:
    number = int(subject.partition(":")[2])
    return Message({"person": Recipient("person", phone(number), None)}, VALUES)


def test_an_hour_s_backlog_is_out_within_ten_minutes_and_nobody_hammers_the_provider(
    sqlite_app: Flask, desk: Desk, at: At
) -> None:
    plan(120, every=MINUTE / 2)
    way, runs = Outage(), list(ticks(NOW, ENDS))[::4]
    for now in runs:
        jobs.deliver(at(now), {"sms": way})
    assert 50 < way.tries <= len(runs) == 60, "one try a tick, whatever waits"
    assert queries.count_backlog(ENDS)[0] == 120
    assert {(one.state, one.attempts) for one in db.session.query(Notice)} == {("planned", 0)}
    sent = []
    for now in ticks(ENDS, ENDS + 10 * MINUTE):
        sent.append(jobs.deliver(at(now), {"sms": way}))
        if queries.count_backlog(now) == (0, None):
            break
    assert queries.count_backlog(now) == (0, None)
    assert sent[0] >= 110 and now - ENDS <= 2 * MINUTE, (sent, now)
    keys = [letter.key for letter in way.letters]
    assert len(keys) == len(set(keys)) == 120


class Breaking(Provider):
    """A provider that nobody reaches before `back`, that takes one message then, and that nobody reaches afterwards."""

    def __init__(self, back: datetime) -> None:
        super().__init__()
        self._back = back

    def send(self, letter: channels.Letter, now: datetime) -> Receipt:
        if now < self._back or self.letters:
            raise Unreachable("ConnectTimeout")
        return super().send(letter, now)


def test_what_waited_through_an_outage_is_not_called_for_because_the_line_breaks_again(
    app: Flask, desk: Desk, at: At
) -> None:
    """The clock is the provider's, too: it comes back a minute before the patience with the first outage ends."""
    plan(4, every=timedelta())
    way = Breaking(NOW + rules.PATIENCE - MINUTE)
    for minute in (0, 60, 119, 121, 123, 125):
        jobs.deliver(at(NOW + minute * MINUTE), {"sms": way})
    assert _ledger() == [("sms", "planned")] * 3 + [("sms", "sent")]
    jobs.deliver(at(NOW + rules.PATIENCE + 110 * MINUTE), {"sms": way})
    assert _ledger() == [("sms", "planned")] * 3 + [("sms", "sent")], "a second outage has a patience of its own"
    jobs.deliver(at(NOW + 2 * rules.PATIENCE + 5 * MINUTE), {"sms": way})
    assert _ledger() == [("call", "planned")] * 3 + [("sms", "failed")] * 3 + [("sms", "sent")]


def test_a_message_that_breaks_the_line_itself_ends_on_the_call_list(sqlite_app: Flask, desk: Desk, at: At) -> None:
    """It is tried for a day and its patience, and not for ever, though all others go through."""
    plan(1, every=timedelta())
    way = Poisoned(phone(0))
    for hour in range(28):
        now = at(NOW + hour * 60 * MINUTE)
        with transaction():
            whom, subject = [Recipient("person", phone(hour + 1), None)], f"reservation:{hour + 1:08d}"
            service.plan("confirmed", subject, whom, due=now - MINUTE, useful_until=None, now=now)
        for _ in range(2):
            jobs.deliver(now, {"sms": way})
    assert [row for row in _ledger() if row[1] != "sent"] == [("call", "planned"), ("sms", "failed")]


class Poisoned(Provider):
    """A provider whose line breaks at each message to one telephone."""

    def __init__(self, to: str) -> None:
        super().__init__()
        self._to = to

    def send(self, letter: channels.Letter, now: datetime) -> Receipt:
        if letter.to == self._to:
            raise Unreachable("ReadTimeout")
        return super().send(letter, now)


def _ledger() -> list[tuple[str, str]]:
    """Channel and state of each notice, in their order."""
    db.session.rollback()
    return sorted((one.channel, one.state) for one in db.session.query(Notice))


def test_while_the_provider_is_down_a_booking_costs_what_it_costs_otherwise(
    sqlite_app: Flask, city: Path, command: Callable[..., object], at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("jobs", "run", "create_days", "--at", BOOKED.isoformat())
    monkeypatch.setattr(channels, "choose", lambda _config: pytest.fail("a request looked for a channel"))
    at(BOOKED)
    _book(sqlite_app, 0)
    before = _book(sqlite_app, 1)
    with transaction():
        for number in range(200):
            whom = [Recipient("person", phone(number), None)]
            due = BOOKED - 60 * MINUTE
            service.plan("moved", f"reservation:{number:08d}", whom, due=due, useful_until=None, now=BOOKED)
    assert queries.count_backlog(BOOKED)[0] > 200
    assert _book(sqlite_app, 2) == before


def _book(app: Flask, nth: int) -> tuple[int, int]:
    """How many statements the hold and the booking of the nth time need, with the pages they lead to."""
    day = calendar.find_office_day("consultation", DAY)
    assert day is not None
    token = [slot.token for slot in day.slots if slot.desk == "national-tax"][nth]
    db.session.rollback()
    citizen = Citizen(app)
    citizen.get(f"/consultations/{DAY}?field=national-tax")
    with statements(db.engine) as to_hold:
        page = citizen.submit("/holds", {"slot": token})
    hold = page.form("/check")["action"].split("/")[2]
    typed = {"name": f"홍길{'동순자'[nth]}", "phone": f"010-1234-567{nth}", "consent": "y"}
    citizen.submit(f"/holds/{hold}/check", typed)
    with statements(db.engine) as to_book:
        page = citizen.submit(f"/holds/{hold}")
    assert page.heading == "예약이 완료되었습니다"
    return len(to_hold), len(to_book)


@pytest.mark.parametrize("seed", [5])
def test_a_vendor_that_stumbles_loses_nobody_and_tells_nobody_twice(
    app: Flask, desk: Desk, vendor: Vendor, at: At, seed: int
) -> None:
    """5 % HTTP 500, 3 % "accepted, then the line breaks": each person has the message once, under one key."""
    count, chance = 60, random.Random(seed)
    plan(count, every=timedelta(seconds=1))
    steps = [chance.choices([500, "break", ""], [5, 3, 92])[0] for _ in range(2 * count)]
    vendor.plan.extend(steps)
    vendor.final = dict.fromkeys(("SMS", "LMS"), "4000")
    for now in list(ticks(NOW, NOW + 40 * MINUTE))[::4]:
        jobs.deliver(at(now), {"sms": Solapi(vendor.url)})
        if {one.state for one in db.session.query(Notice)} == {"sent"}:
            break
        db.session.rollback()
    told = defaultdict(list)
    for message in vendor.messages.values():
        told[message["to"]].append(message["customFields"]["key"])
    assert len(told) == count, "somebody was not told"
    assert all(len(keys) == 1 for keys in told.values()), "somebody was told twice"
    assert 500 in steps[:count] and "break" in steps[:count]
