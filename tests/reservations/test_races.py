"""Many at once: what the database decides, and what happens where it is not asked to.

Each test runs on SQLite and on a PostgreSQL with its default settings, on connections of its own.
"""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import UniqueConstraint, func, select, text

from booking import clock
from booking.calendar.models import Slot
from booking.db import db, transaction, writing
from booking.notices.models import Notice
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.settings import service as settings
from tests.reservations.conftest import CITIZEN, CLERK, NOW, a_person
from tests.reservations.racing import HANGUL, at_once, book, furnish
from tests.support.processes import Visitor, WebServer

pytestmark = pytest.mark.race


@pytest.mark.parametrize(("service", "seats"), [("consultation", 1), ("consultation", 3), ("night", 3)])
def test_of_many_at_once_each_seat_goes_to_one(raced: Flask, service: str, seats: int) -> None:
    (token,) = furnish(raced, seats=seats, service=service)
    answers = Counter(at_once(raced, [lambda n=n: book(token, n) for n in range(12)]))
    assert answers == {"booked": seats, "slot_taken": 12 - seats}


def test_without_the_guard_the_race_is_real(raced: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check, then write, on tables that do not refuse: both see a free seat, and both take it."""
    _drop_guard(raced)
    (token,) = furnish(raced)
    both_have_looked = Barrier(2, timeout=20)

    def check_then_write(number: int) -> str:
        slot = db.session.scalars(select(Slot).where(Slot.token == token)).one()
        taken = db.session.scalar(select(func.count()).where(Reservation.slot_id == slot.id))
        key = slot.id
        both_have_looked.wait()
        if taken:
            return "slot_taken"
        with transaction():
            db.session.add(Reservation(slot_id=key, seat=1, held_at=NOW, changed_at=NOW, expires_at=NOW))
        return "booked"

    answers = at_once(raced, [lambda n=n: check_then_write(n) for n in range(2)])
    assert answers == ["booked", "booked"], "the control no longer shows the race"


def _drop_guard(app: Flask) -> None:
    table = db.metadata.tables["reservation"]
    guard = next(c for c in table.constraints if isinstance(c, UniqueConstraint) and len(c.columns) == 2)
    with app.app_context(), writing():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text(f"ALTER TABLE reservation DROP CONSTRAINT {guard.name}"))
            db.session.commit()
            return
        table.drop(db.session.connection())  # SQLite drops no constraint; other tables may point to a table that goes
        table.constraints.remove(guard)
        try:
            table.create(db.session.connection())
        finally:
            table.append_constraint(guard)
        db.session.commit()


def test_a_thousand_submits_of_one_hold_are_one_booking(raced: Flask) -> None:
    (token,) = furnish(raced)
    with raced.app_context(), transaction():
        held = service.hold(token, "browser", now=NOW).token

    def submit(number: int) -> str | None:
        with transaction():
            return service.reserve(
                held, a_person(), holder=f"{number}", consent_version="2026-11", actor=CITIZEN, now=NOW
            ).reference

    answers = [answer for _ in range(50) for answer in at_once(raced, [lambda n=n: submit(n) for n in range(20)])]
    assert len(answers) == 1000
    assert len(set(answers)) == 1
    with raced.app_context():
        assert db.session.scalar(select(func.count()).where(Notice.kind == "confirmed")) == 1


def test_two_people_who_swap_seats_neither_hang_nor_lose_theirs(raced: Flask) -> None:
    tokens = furnish(raced, slots=2)
    with raced.app_context():
        for number, token in enumerate(tokens):
            book(token, number)
        keys = [row.id for row in db.session.scalars(select(Reservation).order_by(Reservation.id))]

    def move(key: int, token: str) -> str:
        with transaction():
            service.move(db.session.get_one(Reservation, key), token, actor=CITIZEN, now=NOW)
        return "moved"

    for _ in range(10):
        at_once(raced, [lambda: move(keys[0], tokens[1]), lambda: move(keys[1], tokens[0])])
        with raced.app_context():
            rows = db.session.scalars(select(Reservation)).all()
            assert {row.seat for row in rows} == {1}
            assert len({row.slot_id for row in rows}) == 2


def test_of_many_who_move_to_one_seat_one_does_and_nobody_loses_theirs(raced: Flask) -> None:
    tokens = furnish(raced, slots=6)
    with raced.app_context():
        for number, token in enumerate(tokens[:5]):
            book(token, number)
        before = {row.id: row.slot_id for row in db.session.scalars(select(Reservation))}

    def move(key: int) -> str:
        with transaction():
            service.move(db.session.get_one(Reservation, key), tokens[5], actor=CITIZEN, now=NOW)
        return "moved"

    answers = at_once(raced, [lambda key=key: move(key) for key in before])
    assert sorted(answers) == ["moved"] + ["slot_taken"] * 4
    with raced.app_context():
        rows = db.session.scalars(select(Reservation)).all()
        assert {(row.state, row.seat) for row in rows} == {("reserved", 1)}
        assert sum(row.slot_id == before[row.id] for row in rows) == 4
        assert len({row.slot_id for row in rows}) == 5


def test_pressing_move_twice_at_once_moves_once(raced: Flask) -> None:
    tokens = furnish(raced, slots=2)
    with raced.app_context():
        book(tokens[0], 0)
        key = db.session.scalars(select(Reservation.id)).one()

    def move(token: str) -> str:
        with transaction():
            service.move(db.session.get_one(Reservation, key), token, actor=CITIZEN, now=NOW)
        return "moved"

    for turn in range(10):
        wanted = tokens[(turn + 1) % 2]
        assert at_once(raced, [lambda t=wanted: move(t)] * 3) == ["moved"] * 3


def test_of_a_move_and_a_cancellation_at_once_neither_breaks(raced: Flask) -> None:
    tokens = furnish(raced, slots=2)

    def move(key: int) -> str:
        with transaction():
            service.move(db.session.get_one(Reservation, key), tokens[1], actor=CITIZEN, now=NOW)
        return "moved"

    def cancel(key: int) -> str:
        with transaction():
            service.cancel(db.session.get_one(Reservation, key), actor=CLERK, now=NOW)
        return "cancelled"

    for number in range(10):
        with raced.app_context():
            book(tokens[0], number)
            key = db.session.scalars(select(func.max(Reservation.id))).one()
        answers = at_once(raced, [lambda k=key: move(k), lambda k=key: cancel(k)])
        assert set(answers) <= {"moved", "cancelled", "not_allowed_now"}
        with raced.app_context():
            assert db.session.get_one(Reservation, key).state == "cancelled"


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(raced: Flask) -> None:
    (token,) = furnish(raced)
    with raced.app_context():
        book(token, 1)
        reference = db.session.scalars(select(Reservation.reference)).one()

    def guess(number: int) -> str:
        with transaction():
            found = service.look_up(reference or "", f"010-9999-{number:04}", actor=CITIZEN, now=NOW)
        return "wrong" if found is None else "right"

    answers = Counter(at_once(raced, [lambda n=n: guess(n) for n in range(16)]))
    assert answers == {"wrong": 5, "locked": 11}


def test_browsers_at_their_limit_do_not_wait_in_a_circle(raced: Flask) -> None:
    """Each lets go of what the other wants, and wants what the other lets go of."""
    tokens = furnish(raced, slots=2)
    with raced.app_context(), transaction():
        settings.put("reservations.holds_per_browser", "1", actor=CLERK, now=NOW)

    def hold(token: str, browser: str) -> str:
        with transaction():
            service.hold(token, browser, now=NOW)
        return "held"

    for turn in range(6):
        a, b = tokens if turn % 2 else tokens[::-1]
        at_once(raced, [lambda t=a: hold(t, "one"), lambda t=b: hold(t, "two")])
        assert set(at_once(raced, [lambda t=b: hold(t, "one"), lambda t=a: hold(t, "two")])) <= {"held", "slot_taken"}


@pytest.mark.alone
@pytest.mark.timeout(300)
@pytest.mark.parametrize("places", [18, pytest.param(60, marks=pytest.mark.endure)])
def test_ten_visitors_for_each_place(raced: Flask, empty_url: str, tmp_path: Path, places: int) -> None:
    """Four gunicorn workers of eight threads; thirty-two people at a time. In the long form six hundred of them."""
    day = clock.today() + timedelta(days=60)
    tokens = furnish(raced, day=day, slots=places)
    wishes = [(number, token) for number, token in enumerate(tokens * 10)]
    random.Random(4711).shuffle(wishes)
    server = WebServer(tmp_path, empty_url, workers=4, threads=8).start()

    def visit(wish: tuple[int, str]) -> tuple[int, int | None]:
        number, token = wish
        visitor = Visitor(server.address)
        visitor.get(f"/consultations/{day}?field=law")
        held = visitor.post("/holds", slot=token)
        if held.status_code != 303:
            return held.status_code, None
        visitor.get(held.headers["Location"].removeprefix(server.address))
        name = "".join(HANGUL[number // 14**place % 14] for place in range(3))
        answer = visitor.post(
            held.headers["Location"].removeprefix(server.address),
            name=name, phone=f"010-2345-{number:04}", email="", question="", consent="y",
        )  # fmt: skip
        return held.status_code, answer.status_code

    try:
        with ThreadPoolExecutor(32) as pool:
            answers = Counter(pool.map(visit, wishes))
        log = server.log()
    finally:
        server.stop()
    assert answers == {(303, 303): places, (409, None): 9 * places}
    assert "database is locked" not in log
    assert "Traceback" not in log
    with raced.app_context():
        rows = db.session.execute(select(Reservation.slot_id, Reservation.seat).where(Reservation.state == "reserved"))
        assert len(set(rows.all())) == places
