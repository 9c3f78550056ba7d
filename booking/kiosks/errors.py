"""Refusals about kiosks."""

from booking.errors import BookingError


class KioskUnknown(BookingError):
    """There is no such kiosk on the list."""

    code = "kiosk_unknown"
    status = 404
