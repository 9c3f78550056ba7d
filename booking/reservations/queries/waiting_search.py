"""Finding somebody in line who does not know the own 신청번호: by telephone, name or a part of the reference."""

from contextlib import suppress

from sqlalchemy import or_, select

from booking import crypto
from booking.db import db
from booking.errors import BookingError
from booking.reservations.models import WaitingEntry
from booking.reservations.queries.bookings import national
from booking.reservations.rules.people import name_key, read_phone
from booking.reservations.rules.states import normalise_reference
from booking.reservations.rules.waiting import OPEN


def search_line(text: str) -> list[WaitingEntry]:
    """Who fits a name (or a part of it), a telephone (or its last four digits) or a reference, in the order of joining.

    Names and telephones are those of who is advised and of who waits for them.

    Names are encrypted, so only who stands in line is decrypted and compared. A whole telephone or reference finds
    those too whose time in line is over, until they are destroyed: they call to ask what became of it.
    """
    wanted, reference = name_key(text), normalise_reference(text)
    digits = wanted.replace("-", "")
    if not wanted:
        return []
    exact = [WaitingEntry.reference == reference]
    with suppress(BookingError):  # the text is no telephone number
        index = crypto.vault().index(read_phone(text))
        exact += [WaitingEntry.phone_index == index, WaitingEntry.proxy_phone_index == index]
    is_kept = WaitingEntry.destroyed_at.is_(None)
    found = list(db.session.scalars(select(WaitingEntry).where(or_(*exact), is_kept)))

    def fits(row: WaitingEntry) -> bool:
        if any(wanted in name_key(name or "") for name in (row.name, row.proxy_name)):
            return True
        phones = [national(one) for one in (row.phone, row.proxy_phone) if one]
        if len(digits) >= 4 and digits.isdecimal() and any(one.endswith(digits) for one in phones):
            return True
        return len(reference) >= 4 and reference in row.reference

    in_line = db.session.scalars(select(WaitingEntry).where(WaitingEntry.state.in_(OPEN)))
    found += [row for row in in_line if fits(row)]
    return sorted(dict.fromkeys(found), key=lambda row: row.id)
