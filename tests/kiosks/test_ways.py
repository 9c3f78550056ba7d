"""What the guide asks: which kiosks issue a document, and whether they do now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.kiosks import queries, service
from booking.kiosks.service import DocumentValues, KioskValues
from tests.support.measure import statements

NOON = clock.parse("2026-11-23T12:00")
NIGHT = clock.parse("2026-11-23T23:00")


def put(actor: Actor, *kiosks: KioskValues) -> None:
    with transaction():
        for position, kiosk in enumerate(kiosks, 1):
            service.add_kiosk(replace(kiosk, position=position), actor=actor, now=NOON)


def test_the_ways_to_a_document_at_noon_and_at_night(sqlite_app: Flask, city: Path, actor: Actor) -> None:
    at_noon = queries.ways("resident-copy", NOON)
    assert [(way.kiosk.name, way.opening.state) for way in at_noon[:1]] == [("진주시청", "open")]
    document = at_noon[0].document
    assert len(at_noon) == 30 and (document.fee, document.identification) == (200, "fingerprint")
    assert [way.kiosk.name for way in at_noon if not way.opening.is_open] == ["성북동 행정복지센터"]  # lunch
    at_night = queries.ways("resident-copy", NIGHT)
    assert [way.kiosk.name for way in at_night if way.opening.is_open and not way.kiosk.is_24h] == ["진주역"]
    assert all(way.opening.opens_at for way in at_night if not way.opening.is_open)
    assert not any(way.opening.is_open for way in queries.ways("real-estate-register", NIGHT))
    assert queries.ways("passport", NOON) == [] == queries.ways("nothing", NOON)


def test_a_machine_that_lacks_the_document_is_no_way(sqlite_app: Flask, city: Path, actor: Actor) -> None:
    names = {way.kiosk.name for way in queries.ways("real-estate-register", NOON)}
    assert "공군교육사령부" not in names and len(names) == 29
    [there] = [kiosk for kiosk in queries.list_kiosks() if kiosk.lacks]
    with transaction():
        service.change_kiosk(there.token, replace(service.values_of(there), lacks=""), actor=actor, now=NOON)
    assert len(queries.ways("real-estate-register", NOON)) == 30


def test_one_that_is_out_of_order_is_the_last_way(sqlite_app: Flask, city: Path, actor: Actor) -> None:
    token = queries.list_kiosks()[0].token
    with transaction():
        service.set_working(token, False, date(2026, 11, 26), actor=actor, now=NOON)
    last = queries.ways("resident-copy", NOON)[-1]
    assert (last.kiosk.name, last.opening.state) == ("진주시청", "broken")
    assert last.opening.opens_at == clock.parse("2026-11-26T00:00")
    with transaction():
        service.set_working(token, True, actor=actor, now=NOON)
    assert queries.ways("resident-copy", NOON)[0].kiosk.times.back_on is None


def test_a_document_that_citizens_do_not_see_is_no_way(sqlite_app: Flask, city: Path, actor: Actor) -> None:
    with transaction():
        service.change_document("resident-copy", DocumentValues(is_active=False), actor=actor, now=NOON)
    assert queries.ways("resident-copy", NOON) == []


def test_300_kiosks_with_40_documents_cost_as_many_statements_as_one(
    sqlite_app: Flask, city: Path, actor: Actor, at: Callable[[str], object]
) -> None:
    def asked() -> int:
        db.session.expire_all()
        with statements(db.engine) as sent:
            queries.ways("resident-copy", NOON)
        return len(sent)

    few = asked()
    hours = [f"{hour:02}:{minute:02}-18:00" for hour in (8, 9, 10) for minute in range(0, 50, 5)]
    place = KioskValues("곳", saturday_hours="closed", lacks="real-estate-register car-register")
    put(actor, *(replace(place, name=f"곳 {n}", weekday_hours=hours[n % len(hours)]) for n in range(270)))
    assert asked() == few <= 6
    assert len(queries.ways("resident-copy", NOON)) == 300
