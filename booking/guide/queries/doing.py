"""Every way to get one kind of business done, as things stand at a moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from booking.business import queries as business
from booking.counter import queries as counter
from booking.guide import rules
from booking.guide.queries.doors import Answering, list_answering
from booking.guide.queries.ways import by_kiosk
from booking.guide.rules import Way, near
from booking.kiosks import queries as kiosks
from booking.nightoffice import queries as nightoffice
from booking.reservations.queries import days as shown_days
from booking.reservations.queries.earliest import earliest_online

if TYPE_CHECKING:
    from booking.business.models import Business
    from booking.calendar.models import Slot
    from booking.consultations.models import Field
    from booking.counter.rules import Opening
    from booking.reservations.queries.days import ShownDay


@dataclass(frozen=True)
class Advice:
    """A field in which experts advise about it. slot: the first time that can be had; day: else the next chance."""

    field: "Field"
    slot: "Slot | None"
    day: "ShownDay | None"


@dataclass(frozen=True)
class Nearby:
    """A kiosk that issues it. metres: from where somebody is; None where that or the kiosk's place is not known."""

    way: kiosks.Way
    metres: int | None


@dataclass(frozen=True)
class Doing:
    """A kind of business and the ways to get it done, best first. What is None or empty is no way for it.

    opening: of the counter. visit: the first time that can be booked at the night office; None also where it is not
    booked there at all. answering: where else advice about it is given by telephone now.
    """

    business: "Business"
    ways: list[Way]
    counter: "counter.Offer | None"
    opening: "Opening | None"
    night: "nightoffice.Way | None"
    visit: "Slot | None"
    kiosks: list[Nearby]
    advice: list[Advice]
    answering: list[Answering]

    def is_sample(self, kind: str) -> bool:
        """Whether what is said of a way is made up."""
        told = {
            "counter": self.counter and self.counter.task,
            "night": self.night and self.night.task,
            "kiosk": self.kiosks[0].way.document if self.kiosks else None,
        }
        return bool((row := told.get(kind)) and row.is_sample)


def find_doing(key: str, now: datetime, start: near.Point | None = None) -> Doing | None:
    """The ways for a kind of business; None where citizens see none of this key. start: where somebody is."""
    found = business.find_business(key)
    if found is None or not found.is_active:
        return None
    offer, night = counter.find_offer(key), nightoffice.find_way(key, now)
    opening = counter.opening(now) if offer else None
    places = _nearest(kiosks.ways(key, now), start)
    fields = found.field_keys.split()
    advice, answering = _advice(fields, now), list_answering(fields, now) if fields else []
    ways = [
        Way("counter", opening.is_open, opening.opens_at) if opening else None,
        Way("night", night.when.is_open, night.when.opens_at) if night else None,
        by_kiosk([one.way.opening for one in places]) if places else None,
        _by_advice(advice) if advice else None,
    ]
    visit = earliest_online(key, now) if night and night.task.may_reserve else None
    return Doing(
        found, rules.best_first(way for way in ways if way), offer, opening, night, visit, places, advice, answering
    )


def _nearest(ways: list[kiosks.Way], start: near.Point | None) -> list[Nearby]:
    """Those that are open first; where somebody is, the nearest of them first, else as the kiosks order them."""
    found = [Nearby(way, near.metres(start, way.kiosk.point) if start and way.kiosk.point else None) for way in ways]
    return sorted(found, key=lambda one: (not one.way.opening.is_open, one.metres is None, one.metres or 0))


def _by_advice(advice: list[Advice]) -> Way:
    free = [one.slot.starts_at for one in advice if one.slot]
    return Way("consultation", False, min(free, default=None))


def _advice(field_keys: list[str], now: datetime) -> list[Advice]:
    if not field_keys:
        return []
    days = shown_days.list_shown(now)
    firsts = [(field, slot) for field, slot in shown_days.first_times(days) if field.key in field_keys]
    return [Advice(field, slot, _chance(days, field.key)) for field, slot in firsts]


def _chance(days: "list[ShownDay]", field_key: str) -> "ShownDay | None":
    having = (day.among(field_key) for day in days)
    return next((day for day in having if day.fields and day.state in ("free", "not_open")), None)
