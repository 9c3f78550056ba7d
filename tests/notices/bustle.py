"""A house in which everything happens at once: people book and cancel, staff close and open days, schedulers work.

It runs by the machine's own clock, since web workers and schedulers are real processes; its days are found from today.
"""

import random
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from threading import Event, Lock

from flask import Flask

from booking import clock
from booking.calendar import queries as calendar
from booking.calendar import service as days
from booking.calendar.service import SlotPlan
from booking.consultations.models import Expert, Field
from booking.db import db, transaction
from booking.recheck import recheck
from booking.reservations import service as reservations
from booking.settings import service as settings
from tests.notices.enduring import crowd, until
from tests.reservations.conftest import CLERK, a_person
from tests.reservations.racing import HANGUL
from tests.support.processes import Visitor

SEATS, REMINDED, NIGHTS = 40, 12, 4
WEDNESDAY = 2


@dataclass
class Days:
    """soon: tomorrow's session, of which people are reminded now. sessions: those that people book meanwhile; nights:
    Wednesdays with bookings."""

    soon: date
    sessions: list[date]
    nights: list[date]


def furnish() -> Days:
    """One field, three kinds of days, and settings by which everything is due now, at whatever hour this runs."""
    now, today = clock.now(), clock.today()
    found = _find(today)
    with transaction():
        for name, value in {
            "consultations.opens_at_once": "yes",
            "notices.reminders": "2 08:00",
            "notices.quiet_from": "08:00",
            "notices.quiet_to": "08:00",
            "notices.closures_email": "office@city.example",
            "notices.closures_weekday": str(today.weekday()),
            "notices.closures_time": "00:00",
        }.items():
            settings.put(name, value, actor=CLERK, now=now)
        db.session.add(Field(key="law", name="생활법률", starts=time(10), ends=time(11)))
        db.session.add(Field(key="passport", name="여권 접수", starts=time(18), ends=time(20), is_active=False))
        db.session.flush()
        db.session.add(Expert(name="김법률", organisation="표본", field_key="law"))
    crowd(REMINDED, found.soon, now - timedelta(days=20))
    with transaction():
        soon = calendar.find_office_day("consultation", found.soon)
        assert soon is not None
        days.plan_by_staff(soon, reason="임시 상담", actor=CLERK, now=now)
        for day in found.sessions:
            plan = [SlotPlan("law", time(hour), time(hour, 30), SEATS // 2) for hour in (10, 11)]
            days.ensure_day("consultation", day, plan, None, now)
        for number, day in enumerate(found.nights):
            _book_night(day, number)
    return found


def _find(today: date) -> Days:
    ahead = (today + timedelta(days=number) for number in range(1, 60))
    working = [day for day in ahead if calendar.is_working_day(day)]
    soon = working[0]
    months = calendar.month_after(soon, 1), calendar.month_after(soon, 2)
    sessions = [one.date for one in calendar.list_days(*months) if one.date is not None]
    nights = [day for day in working[1:] if day.weekday() == WEDNESDAY][:NIGHTS]
    return Days(soon, sessions, nights)


def _book_night(day: date, number: int) -> None:
    now = clock.now()
    plan = [SlotPlan("passport", time(18), time(18, 30), 6)]
    (slot,) = days.ensure_day("night", day, plan, None, now).slots
    for nth in range(3):
        held = reservations.hold(slot.token, f"night {number} {nth}", now=now)
        person = a_person(HANGUL[number] + HANGUL[nth] + "밤", f"010-7777-{10 * number + nth:04}")
        more = {"holder": f"night {number} {nth}", "consent_version": "2026-11", "actor": CLERK}
        reservations.reserve(held.token, person, now=now, **more)


@dataclass
class Bustle:
    """People at browsers, and a clerk.

    cancelling: how likely one who booked cancels at once. closed: how often the clerk closed a day, by its name in the
    log.
    """

    app: Flask
    address: str
    days: Days
    cancelling: float = 0.6
    visits: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    closed: Counter[str] = field(default_factory=Counter)
    over: Event = field(default_factory=Event)
    counting: Lock = field(default_factory=Lock)

    def run(self, browsers: int, goes_on: Callable[[int], bool], pace: int) -> None:
        """Browsers that come and go while the clerk does one thing after the other, one every `pace` visits."""
        with ThreadPoolExecutor(browsers) as pool:
            visitors = [pool.submit(self._visit_again_and_again, number) for number in range(browsers)]
            try:
                number = 0
                while goes_on(number):
                    wanted = self.visits + pace
                    until(lambda wanted=wanted: self.visits >= wanted or any(one.done() for one in visitors))
                    self._act(number)
                    number += 1
            finally:
                self.over.set()
            for one in visitors:
                one.result()

    def _visit_again_and_again(self, browser: int) -> None:
        chance, number = random.Random(browser), 0
        while not self.over.is_set():
            visitor = Visitor(self.address)
            with visitor.session:
                self._visit(visitor, chance, browser * 10_000 + number)
            number += 1
            with self.counting:
                self.visits += 1

    def _visit(self, visitor: Visitor, chance: random.Random, number: int) -> None:
        """Book a time, and sometimes cancel it."""
        day = chance.choice(self.days.sessions)
        page = visitor.get(f"/consultations/{day}?field=law")
        tokens = _tokens(page.text)
        if not self._note(page.status_code) or not tokens:
            return
        held = visitor.post("/holds", slot=chance.choice(tokens))
        if self._note(held.status_code) != 303:
            return
        path = held.headers["Location"].removeprefix(self.address)
        visitor.get(path)
        name = "".join(HANGUL[number // 14**place % 14] for place in range(3))
        phone = f"010-{2000 + number // 10_000}-{number % 10_000:04}"
        booked = visitor.post(path, name=name, phone=phone, email="", question="", consent="y")
        if self._note(booked.status_code) == 303 and chance.random() < self.cancelling:
            cancel = booked.headers["Location"].removeprefix(self.address).split("?")[0] + "/cancel"
            self._note(visitor.get(cancel).status_code)
            self._note(visitor.post(cancel).status_code)

    def _note(self, status: int) -> int:
        with self.counting:
            self.answers[status] += 1
        return status

    def _act(self, number: int) -> None:
        """Of four things the one whose turn it is: close a session, close a night, and open each again."""
        session = self.days.sessions[number // 4 % len(self.days.sessions)]
        night = self.days.nights[number // 4 % len(self.days.nights)]
        with self.app.app_context(), transaction():
            now = clock.now()
            found = calendar.find_office_day("consultation", session)
            assert found is not None
            match number % 4:
                case 0:
                    days.close_day(found, closed_by="staff", reason="staff", text="점검", actor=CLERK, now=now)
                    reservations.rehouse(now, CLERK)
                    self.closed[f"office_day:consultation:{session}"] += 1
                case 1:
                    days.add_holiday(night, "임시공휴일", reason="의결", actor=CLERK, now=now)
                    recheck(now, CLERK)
                    self.closed[f"office_day:night:{night}"] += 1
                case 2:
                    days.reopen_day(found, reason="점검 끝", actor=CLERK, now=now)
                    recheck(now, CLERK)
                case 3:
                    days.remove_override(night, reason="취소", actor=CLERK, now=now)
                    recheck(now, CLERK)


def _tokens(html: str) -> list[str]:
    """What the times that can be chosen on a day's page send."""
    return re.findall(r'name="slot" id="[^"]*" value="([^"]+)"(?! disabled)', html)
