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


class ListUnreadable(BookingError):
    """A list of kiosks is JSON or CSV, and whole. Parameter: row (the line, from 1)."""

    code = "kiosk_list_unreadable"


class ListCellBroken(BookingError):
    """What a list says of a kiosk can be read. Parameters: row (line or item), name (of the column), value."""

    code = "kiosk_list_cell_broken"


class ListCellEmpty(BookingError):
    """What a list must say of a kiosk is there. Parameters: row (line or item), name (of the column)."""

    code = "kiosk_list_cell_empty"


class ListCellSecret(BookingError):
    """No cell of a list holds somebody's identity number. Parameters: row (line or item), name (of the column)."""

    code = "kiosk_list_cell_secret"


class ListHeadless(BookingError):
    """The first line of a CSV names its columns, the place among them. Parameter: name (of that column)."""

    code = "kiosk_list_headless"


class ListEmpty(BookingError):
    """A list without any kiosk of the city never takes away those that are known."""

    code = "kiosk_list_empty"


class ListRefused(BookingError):
    """The portal answered that it has no answer. Parameter: reason."""

    code = "kiosk_list_refused"


class ListFaulty(BookingError):
    """Rows that cannot be read are left aside only where somebody says so. Parameter: count."""

    code = "kiosk_list_faulty"


class ListTwiceChosen(BookingError):
    """One row is one place, and one place is one row. Parameter: name (of a place)."""

    code = "kiosk_list_twice_chosen"
    status = 409


class ListTooLong(BookingError):
    """A list of kiosks has an end. Parameter: maximum (MiB)."""

    code = "kiosk_list_too_long"


class ListUnfinished(BookingError):
    """An answer of which only some pages are there says nothing about the rest. Parameters: total, count."""

    code = "kiosk_list_unfinished"


class ServiceUnreachable(BookingError):
    """The service that has the list gave no answer. Parameter: why."""

    code = "kiosk_service_unreachable"
    status = 502


class ServiceUnset(BookingError):
    """Without a key (KIOSKS_KEY) the service is not asked."""

    code = "kiosk_service_unset"


class ListChanged(BookingError):
    """What is applied is the difference that somebody has seen; it is another one by now."""

    code = "kiosk_list_changed"
    status = 409
