"""What is said of a time that cannot be had: whether it is booked, or somebody is only filling in the form for it."""

from datetime import datetime

from flask_babel import gettext

from booking import wording
from booking.calendar.models import Slot
from booking.errors import BookingError
from booking.reservations.errors import SlotTaken
from booking.reservations.queries import days


def sentence(error: BookingError, slot: Slot | None, now: datetime) -> str:
    """The sentence of a refusal. A time whose last seat is only held may come free again in a moment."""
    if slot is not None and isinstance(error, SlotTaken) and days.list_held([slot], now):
        return gettext(
            "지금 다른 분이 이 시간을 예약하고 있습니다. 잠시 뒤 다시 확인하시거나 다른 시간을 선택해 주세요."
        )
    return wording.sentence(error)
