"""Refusals about kiosks."""

from booking.errors import BookingError


class KioskUnknown(BookingError):
    """There is no such kiosk on the list."""

    code = "kiosk_unknown"
    status = 404


class DocumentUnknown(BookingError):
    """Kiosks issue no such document."""

    code = "kiosk_document_unknown"
    status = 404


class DocumentTaken(BookingError):
    """A document stands on the list once."""

    code = "kiosk_document_taken"
    status = 409


class HoursBroken(BookingError):
    """Hours are spans of local time, in order and apart. Parameter: value."""

    code = "kiosk_hours_broken"


class CoordinatesBroken(BookingError):
    """Coordinates are degrees of latitude and of longitude in Korea."""

    code = "kiosk_coordinates_broken"
