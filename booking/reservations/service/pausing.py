"""Who did not come several times books through staff for a while, where the office wants it so."""

from datetime import datetime, time

from dateutil.relativedelta import relativedelta
from sqlalchemy import and_, or_, select

from booking import clock, crypto
from booking.db import db
from booking.reservations.errors import BookingPaused
from booking.reservations.models import Reservation
from booking.reservations.rules.pauses import paused_until
from booking.reservations.rules.people import Person
from booking.reservations.rules.states import NO_SHOW
from booking.settings import queries as settings


def ensure_not_paused(person: Person, now: datetime) -> None:
    """BookingPaused where this person, or their own telephone, missed too many visits (settings; off by default).

    The telephone counts as well as the name, or another spelling of the name would do. Who books for somebody else is
    not the one who did not come, so the proxy's telephone does not count, and neither does it where it was typed as
    the person's too. What staff undo lifts the pause by itself, for only what is missed now is counted.
    """
    limit = settings.get("reservations.no_show_limit")
    if not limit:
        return
    within, pause = settings.get("reservations.no_show_months"), settings.get("reservations.no_show_pause_months")
    index, slot = crypto.vault().index, Reservation.slot.property.mapper.class_
    whose = [Reservation.person_key == index(person.key_text)]
    if person.phone and (person.proxy is None or person.proxy.phone != person.phone):
        is_own = Reservation.proxy_phone_index.is_distinct_from(Reservation.phone_index)
        whose.append(and_(Reservation.phone_index == index(person.phone), is_own))
    missed = db.session.scalars(
        select(slot.starts_at)
        .join(Reservation, Reservation.slot_id == slot.id)
        .where(Reservation.state == NO_SHOW, or_(*whose), slot.starts_at > now - relativedelta(months=within + pause))
    )
    until = paused_until(list(missed), limit=limit, within=within, pause=pause)
    if until is not None and now < until:
        raise BookingPaused(field="person_name" if person.proxy else "name", until=until, limit=limit)


def counts_until(reservation: Reservation, now: datetime) -> datetime | None:
    """Until when a missed visit counts towards a pause, and is therefore kept; None where it counts for nothing.

    It is never kept longer than the privacy notice says: who is destroyed after retention is counted no more.
    """
    if reservation.state != NO_SHOW or not settings.get("reservations.no_show_limit"):
        return None
    within, pause = settings.get("reservations.no_show_months"), settings.get("reservations.no_show_pause_months")
    counted = reservation.slot.starts_at + relativedelta(months=within + pause)
    last_day = reservation.slot.day.date + relativedelta(months=settings.get("privacy.person_months"))
    until = min(counted, clock.at_office(last_day, time.min))
    return until if now < until else None
