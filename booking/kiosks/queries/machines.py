"""The machines as plain rows, for who asks about all of them: objects of 300 rows cost several times as much."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from booking.db import db
from booking.kiosks.models import Kiosk, KioskDocument
from booking.kiosks.rules import ALWAYS, Opening, Watch, Week, read_point, week_of


class Times(NamedTuple):
    """What decides when a machine can be used; `models.Kiosk` says what each value means."""

    is_24h: bool
    is_working: bool
    back_on: date | None
    weekday_hours: str
    saturday_hours: str
    holiday_hours: str

    def opening(self, at: Watch, document: Week | None = None) -> Opening:
        """Whether such a machine can be used at a moment; with a document's week, whether that can be had there."""
        own = ALWAYS if self.is_24h else week_of(self.weekday_hours, self.saturday_hours, self.holiday_hours)
        weeks = (own, document) if document else (own,)
        return at.opening(*weeks) if self.is_working else at.broken(self.back_on, *weeks)


class Machine(NamedTuple):
    """A place on the list, as who looks for the best of many needs it; `models.Kiosk` says what each value means."""

    id: int
    token: str
    name: str
    name_en: str
    address: str
    coordinates: str
    is_sample: bool
    position: int
    times: Times

    @property
    def is_24h(self) -> bool:
        """Whether it is open day and night."""
        return self.times.is_24h

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees."""
        return read_point(self.coordinates)


_OWN = [getattr(Kiosk, name) for name in Machine._fields if name != "times"]
_TIMES = [getattr(Kiosk, name) for name in Times._fields]


def list_machines(*wanted: ColumnElement[bool]) -> list[Machine]:
    """The places on the list that fit, in staff's order."""
    query = select(*_OWN, *_TIMES).where(Kiosk.removed_at.is_(None), *wanted)
    rows = db.session.execute(query.order_by(Kiosk.position, Kiosk.name, Kiosk.id))
    return [Machine._make((*row[: len(_OWN)], Times(*row[len(_OWN) :]))) for row in rows]


def openings(machines: Iterable[Machine], at: Watch, document: KioskDocument | None = None) -> dict[Times, Opening]:
    """By their times, whether machines can be used at a moment: equal times are reckoned once."""
    week = document.week if document else None
    return {times: times.opening(at, week) for times in {machine.times for machine in machines}}
