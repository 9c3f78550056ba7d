"""The stamps by which kept answers are judged: another one after each change, seen by others, forgotten by nobody."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Table, delete, insert, update
from sqlalchemy.orm import Session

from booking import clock, stamps
from booking.calendar.models import HolidayOverride
from booking.db import db, record, transaction, writing
from booking.db import insert as upsert
from booking.kiosks.models import Kiosk

KIOSKS: Table = Kiosk.__table__  # type: ignore[assignment] # a declared class has a real table
PLACE = {"name": "시청", "token": "a"}


def fresh() -> dict[str, int]:
    db.session.rollback()
    return {room: stamp for room, stamp in zip(stamps.ALL, stamps.read(*stamps.ALL), strict=True) if stamp}


def by_object() -> None:
    db.session.scalars(db.select(Kiosk)).one().is_working = False


def by_deleting() -> None:
    db.session.delete(db.session.scalars(db.select(Kiosk)).one())


WRITERS: dict[str, Callable[[], object]] = {
    "a new object": lambda: db.session.add(Kiosk(name="도서관")),
    "a changed object": by_object,
    "a deleted object": by_deleting,
    "an UPDATE of the ORM": lambda: db.session.execute(update(Kiosk).values(is_24h=True)),
    "a DELETE of the ORM": lambda: db.session.execute(delete(Kiosk)),
    "a statement on the table": lambda: db.session.execute(update(KIOSKS).values(spot="1층")),
    "an UPDATE that says what it found": lambda: db.session.scalars(
        update(Kiosk).values(spot="1층").returning(Kiosk.id)
    ).all(),
    "rows in bulk": lambda: db.session.execute(insert(Kiosk), [{"name": "가", "token": "b"}]),
    "a row unless it is there": lambda: db.session.execute(
        upsert(Kiosk).values(name="나", token="b").on_conflict_do_nothing()
    ),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_whoever_writes_leaves_another_stamp_for_the_room_alone(sqlite_app: Flask, writer: str) -> None:
    with transaction():
        db.session.add_all([Kiosk(**PLACE), HolidayOverride(**holiday())])
    before = fresh()
    with transaction():
        WRITERS[writer]()
    after = fresh()
    assert after.pop("kiosks") != before.pop("kiosks")
    assert after == before, "a room in which nothing changed has another stamp"


def holiday() -> dict[str, object]:
    return {
        "date": date(2026, 12, 24),
        "effect": "holiday",
        "name": "임시공휴일",
        "entered_by": "staff",
        "entered_at": clock.now(),
    }


def test_the_database_tells_it_to_others_and_only_what_was_kept(app: Flask) -> None:
    with transaction():
        db.session.add(Kiosk(**PLACE))
    before = fresh()
    with writing(), db.engine.connect() as other:
        other.execute(update(KIOSKS).values(name="가"))
        other.rollback()
    assert fresh() == before, "what was undone has another stamp"
    with writing(), db.engine.connect() as other:
        other.execute(update(KIOSKS).values(name="나"))
        other.commit()
    changed = fresh()
    assert changed != before
    with writing(), Session(db.engine) as own, own.begin(), own.begin_nested():
        own.execute(update(Kiosk).values(name="다"))
    assert fresh() != changed
    record(Kiosk(name="라"))
    assert fresh().keys() == {"kiosks"}


def test_who_looks_for_work_and_finds_none_changes_nothing(app: Flask) -> None:
    """Jobs look every minute by an UPDATE; what is kept stays, and the commit writes nothing."""
    with transaction():
        db.session.add(Kiosk(**PLACE))
    before, no_row = fresh(), Kiosk.name == "없는 곳"
    with transaction():
        db.session.execute(update(Kiosk).where(no_row).values(spot="1층"))
        db.session.execute(delete(Kiosk).where(no_row))
    assert fresh() == before


def test_what_was_undone_marks_nothing_that_comes_after(sqlite_app: Flask) -> None:
    with suppress(ZeroDivisionError), transaction():
        db.session.add(Kiosk(**PLACE))
        db.session.flush()
        raise ZeroDivisionError
    with transaction():
        db.session.add(HolidayOverride(**holiday()))
    assert fresh().keys() == {"calendar"}


def test_every_table_that_is_watched_is_there() -> None:
    assert stamps.ROOMS.keys() <= db.metadata.tables.keys()


def test_nobody_writes_to_them_in_words_that_no_listener_understands() -> None:
    names = "|".join([*stamps.ROOMS, stamps.ChangeStamp.__tablename__])
    plain = re.compile(rf"\b(?:INTO|UPDATE|FROM|TRUNCATE|TABLE|COPY)\s+(?:ONLY\s+)?\"?({names})\b", re.IGNORECASE)
    files = sorted(Path(stamps.__file__).parent.rglob("*.py"))
    found = [(file.name, name) for file in files for name in plain.findall(file.read_text("utf-8"))]
    assert found == [("stamps.py", stamps.ChangeStamp.__tablename__)]
