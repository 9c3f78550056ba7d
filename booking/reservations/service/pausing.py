"""Who did not come several times books through staff for a while, where the office wants it so."""

from datetime import datetime

from dateutil.relativedelta import relativedelta
from sqlalchemy import or_, select

from booking import crypto
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
    not the one who did not come, so the proxy's telephone does not count. What staff undo lifts the pause by itself,
    for only what is missed now is counted.
    """
    limit = settings.get("reservations.no_show_limit")
    if not limit:
        return
    within, pause = settings.get("reservations.no_show_months"), settings.get("reservations.no_show_pause_months")
    index, slot = crypto.vault().index, Reservation.slot.property.mapper.class_
    whose = [Reservation.person_key == index(person.key_text)]
    if person.phone:
        whose.append(Reservation.phone_index == index(person.phone))
    missed = db.session.scalars(
        select(slot.starts_at)
        .join(Reservation, Reservation.slot_id == slot.id)
        .where(Reservation.state == NO_SHOW, or_(*whose), slot.starts_at > now - relativedelta(months=within + pause))
    )
    until = paused_until(list(missed), limit=limit, within=within, pause=pause)
    if until is not None and now < until:
        raise BookingPaused(field="person_name" if person.proxy else "name", until=until, limit=limit)
