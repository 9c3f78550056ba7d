"""What is said of a time that cannot be had: whether it is booked, or somebody is only filling in the form for it."""

from datetime import datetime

from flask import request
from flask_babel import gettext

from booking import wording
from booking.calendar.models import Slot
from booking.errors import BookingError
from booking.reservations.errors import HoldGone, SlotTaken
from booking.reservations.forms import ReservationForm
from booking.reservations.queries import days


def sentence(error: BookingError, slot: Slot | None, now: datetime) -> str:
    """The sentence of a refusal. A time whose last seat is only held may come free again in a moment."""
    if slot is not None and isinstance(error, HoldGone) and days.list_held([slot], now):
        return gettext(
            "예약 시간이 지나 지금은 다른 분이 이 시간을 예약하고 있습니다. "
            "잠시 뒤 다시 확인하시거나 다른 시간을 선택해 주세요."
        )
    if slot is not None and isinstance(error, SlotTaken):
        error = days.why_taken(error, slot, now)
    return wording.sentence(error)


def typed_in(form: type[ReservationForm]) -> ReservationForm | None:
    """What the reader has typed in this form for the time that is gone; None where only a time was chosen."""
    sent = form()
    return sent if any(field.name in request.form for field in sent if field.name != "csrf_token") else None
