"""What the guide keeps is what it would say anew, whatever was changed meanwhile, by whom, and at whatever time."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from booking import clock, kept, stamps
from booking.audit.rules import Actor
from booking.business.models import Business, Department
from booking.calendar import queries as calendar
from booking.calendar import service as days
from booking.calendar.models import HolidayOverride, OfficeDay, Slot
from booking.consultations import service as consultations
from booking.consultations.models import Expert, Field
from booking.counter.models import CounterTask
from booking.db import db, transaction, writing
from booking.errors import BookingError
from booking.guide.models import Door
from booking.kiosks import service as kiosks
from booking.kiosks.models import Kiosk, KioskDocument, KioskException
from booking.nightoffice.models import NightTask
from booking.nightoffice.service import keep_nights
from booking.reservations import service as reservations
from booking.reservations.models import Reservation
from booking.reservations.rules.waiting import Wish
from booking.settings import service as settings
from tests.reservations.conftest import a_person
from tests.reservations.line import join
from tests.support.measure import statements
from tests.support.nights import put_kind

JOB = Actor.job("tests")
PATHS = ("/guide?lang=ko", "/guide/resident-copy?lang=ko", "/guide/law-advice?lang=ko", "/guide/passport?lang=en")
SEED = 20261125
HELD = ("somebody_holds_the_first_times", "a_hold_runs_out", "a_second_passes", "a_second_passes")


class Town:
    """The city as it lives: each method is one thing that happens, whatever happened before."""

    def __init__(self, at: Callable[[str], Any]) -> None:
        self.at, self.count, self.now = at, 0, datetime(2026, 11, 25, 3, 0, 20, tzinfo=UTC)
        at(self.now.isoformat())

    def _next(self) -> str:
        self.count += 1
        return f"{self.count}번"

    def _first(self, model: type[Any], *wanted: Any) -> Any:
        return db.session.scalars(select(model).where(*wanted).order_by(model.id).limit(1)).one()

    def _to(self, now: datetime) -> None:
        self.now = now
        self.at(now.isoformat())

    def a_minute_passes(self) -> None:
        self._to(self.now + timedelta(minutes=1))

    def hours_pass(self) -> None:
        self._to(self.now + timedelta(hours=5, seconds=20))

    def the_clock_is_put_back(self) -> None:
        self._to(self.now - timedelta(minutes=3))

    def a_kiosk_breaks_or_works_again(self) -> None:
        one = self._first(Kiosk)
        kiosks.set_working(one.token, not one.is_working, actor=JOB, now=self.now)

    def kiosks_open_at_other_hours(self) -> None:
        hours = f"09:00-{10 + self.count % 12}:00"
        db.session.execute(update(Kiosk).values(is_24h=False, weekday_hours=hours, saturday_hours=hours))
        self.count += 1

    def a_kiosk_lacks_a_document(self) -> None:
        lacking = db.session.scalar(select(func.max(KioskException.kiosk_id))) or 0
        one = self._first(Kiosk, Kiosk.id > lacking)
        db.session.add(KioskException(kiosk_id=one.id, business_key="resident-copy"))

    def a_document_costs_more(self) -> None:
        document = db.session.scalars(select(KioskDocument).filter_by(business_key="resident-copy")).one()
        document.fee = (document.fee or 0) + 100

    def a_counter_task_needs_something_else(self) -> None:
        db.session.scalars(select(CounterTask).filter_by(business_key="resident-copy")).one().bring = self._next()

    def a_night_task_needs_something_else(self) -> None:
        db.session.scalars(select(NightTask).filter_by(business_key="passport")).one().bring_en = self._next()

    def a_business_is_called_otherwise(self) -> None:
        for one in db.session.scalars(select(Business).where(Business.key.in_(("resident-copy", "passport")))):
            one.name = one.name_en = self._next()

    def towns_are_called_otherwise(self) -> None:
        db.session.execute(update(Department).values(name=Department.name + "가"))

    def a_door_is_called_otherwise(self) -> None:
        db.session.execute(update(Door).values(name=self._next()))

    def a_field_and_its_experts_change(self) -> None:
        db.session.execute(update(Field).values(name=self._next()))
        self._first(Expert).organisation = self._next()

    def the_counter_closes_at_another_hour(self) -> None:
        self.count += 1
        settings.put("guide.counter_ends", f"{10 + self.count % 10}:00", actor=JOB, now=self.now)

    def today_becomes_a_holiday_or_none(self) -> None:
        today = clock.office_date(self.now)
        if found := calendar.find_override(today):
            db.session.delete(found)
            return
        told = {"effect": "holiday", "name": "임시공휴일", "entered_by": "a", "entered_at": self.now}
        db.session.add(HolidayOverride(date=today, **told))

    def a_day_is_closed_or_opened(self) -> None:
        ahead = OfficeDay.date > clock.office_date(self.now)
        for kind in ("consultation", "night"):
            day = self._first(OfficeDay, ahead, OfficeDay.kind == kind)
            told: dict[str, Any] = {"reason": "staff", "actor": JOB, "now": self.now}
            if day.state == "open":
                days.close_day(day, closed_by="staff", text=self._next(), **told)
            else:
                days.reopen_day(day, **told)
        reservations.rehouse(self.now)

    def a_time_has_other_seats(self) -> None:
        db.session.execute(update(Slot).values(capacity=Slot.capacity + 1))

    def somebody_holds_the_first_times(self) -> None:
        for desk in ("law", "passport"):
            slot = self._first(Slot, Slot.desk == desk, Slot.starts_at > self.now + timedelta(days=2))
            self._try(lambda slot=slot: reservations.hold(slot.token, self._next(), now=self.now))

    def somebody_books_what_is_held(self) -> None:
        if hold := db.session.scalars(select(Reservation).filter_by(state="held").limit(1)).first():
            told = {"holder": hold.holder, "consent_version": "1", "actor": JOB, "now": self.now}
            person = a_person(phone=f"010-3333-{self.count:04}")
            self._try(lambda: reservations.reserve(hold.token, person, **told))

    def somebody_cancels(self) -> None:
        if row := db.session.scalars(select(Reservation).filter_by(state="reserved").limit(1)).first():
            self._try(lambda: reservations.cancel(row, actor=JOB, now=self.now))

    def a_hold_runs_out(self) -> None:
        ends = db.session.scalar(select(func.min(Reservation.expires_at)).where(Reservation.expires_at > self.now))
        if ends:
            self._to(ends - timedelta(seconds=1))

    def _somebody_waits(self) -> None:
        self.count += 1
        join(self.count, Wish(frozenset({"law"}), clock.office_date(self.now) + timedelta(days=6), None), self.now)

    def a_second_passes(self) -> None:
        self._to(self.now + timedelta(seconds=1))

    def _try(self, work: Callable[[], object]) -> None:
        with suppress(BookingError), db.session.begin_nested():
            work()


@pytest.fixture
def town(city: Path, at: Callable[[str], object]) -> Town:
    """The city with its days, and nights at which passports can be reserved, as of a Wednesday noon."""
    found = Town(at)
    put_kind("passport", "여권", found.now)
    with transaction():
        consultations.keep_days(now=found.now, actor=JOB)
        keep_nights(found.now, JOB)
    return found


def read(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text)


def happenings() -> list[str]:
    return sorted(name for name in vars(Town) if not name.startswith("_"))


def test_what_is_kept_is_what_would_be_said_anew(app: Flask, client: FlaskClient, town: Town) -> None:
    order = happenings()
    random.Random(SEED).shuffle(order)
    order = [*HELD, *order, "_somebody_waits"]
    seen: dict[str, set[str]] = {path: {read(client, path)} for path in PATHS}
    asked: set[str] = set()
    for nth, happening in enumerate(order):
        with transaction():
            getattr(town, happening)()
        told = {path: read(client, path) for path in PATHS}
        kept.forget()  # all at once, and what is made anew now is what is kept as the next thing happens
        for path in PATHS:
            with statements(db.engine) as sent:
                assert told[path] == read(client, path), f"{path} is old after {order[: nth + 1]}"
            seen[path].add(told[path])
            asked |= {word for one in sent for word in re.findall(r"(?<![.\w])\w+", one)}
    assert min(map(len, seen.values())) > 4, "what happened changed hardly anything"
    tables = asked & db.metadata.tables.keys() - {stamps.ChangeStamp.__tablename__}
    assert tables == stamps.ROOMS.keys(), "a table that nobody watches would make answers old"


def test_it_is_kept_while_nothing_happens(sqlite_app: Flask, client: FlaskClient, town: Town) -> None:
    for path in PATHS:
        said = read(client, path)
        with statements(db.engine) as sent:
            assert read(client, path) == said
        assert len(sent) == 2, "only the settings and the stamps are asked for"


def test_another_process_is_seen_at_once(app: Flask, client: FlaskClient, town: Town) -> None:
    assert "고장·점검" not in read(client, "/guide/resident-copy")
    with writing(), Session(db.engine) as other, other.begin():
        other.execute(update(Kiosk).values(is_working=False))
    assert "고장·점검" in read(client, "/guide/resident-copy")


def test_a_form_on_a_kept_page_has_each_readers_own_token(app: Flask, sqlite_app: Flask, town: Town) -> None:
    tokens = set()
    for _ in range(2):
        answer = app.test_client().get("/guide/resident-copy")
        tokens |= set(re.findall(r'name="csrf_token" value="([^"]+)"', answer.text))
        assert "<!--" not in answer.text
    assert len(tokens) == 2


def test_what_is_longer_than_there_is_room_for_goes(sqlite_app: Flask) -> None:
    now = clock.now()
    for number in range(50):
        last = kept.Lasting(number, kept.ROOM_FOR // 10, now + timedelta(minutes=1))
        assert kept.recall(number, stamps.ALL, now, lambda last=last: last) == number
    again = kept.Lasting("anew", 1, now + timedelta(minutes=1))
    assert [kept.recall(number, stamps.ALL, now, lambda: again) for number in (0, 49)] == ["anew", 49]


def test_while_something_is_written_nothing_is_kept(sqlite_app: Flask) -> None:
    now = clock.now()
    first, second = (kept.Lasting(word, 1, now + timedelta(minutes=1)) for word in ("undone", "true"))
    with writing():
        assert kept.recall("key", stamps.ALL, now, lambda: first) == "undone"
    assert kept.recall("key", stamps.ALL, now, lambda: second) == "true"
