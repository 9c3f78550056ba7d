"""What follows every change of the calendar, in the same transaction: days, nights and bookings are looked at again."""

from dataclasses import dataclass
from datetime import datetime

from booking.audit.rules import Actor
from booking.consultations import service as consultations
from booking.nightoffice import service as nightoffice
from booking.reservations import service as reservations


@dataclass(frozen=True)
class Followed:
    """What a change of the calendar led to."""

    days: consultations.Kept
    nights: nightoffice.Kept
    displaced: int


def recheck(now: datetime, actor: Actor) -> Followed:
    """Keep the consultation days and the nights by the calendar as it is now, and rehouse who booked a closed day."""
    days = consultations.keep_days(now, actor)
    nights = nightoffice.keep_nights(now, actor)
    return Followed(days, nights, reservations.rehouse(now, actor))
