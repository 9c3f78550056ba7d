"""Put the privacy notice in force: store its wording, once, before a booking points to it."""

from datetime import datetime

from booking.db import db, insert
from booking.reservations.errors import NoticeChanged
from booking.reservations.models import ConsentWording
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.rules.consent import Notice


def put_in_force(now: datetime, shown: str = "") -> Notice:
    """The notice in force, its wording stored; a wording that is there already stays as it was.

    shown: the version that the person was shown, empty where that is not known. NoticeChanged where it is another
    one: who agreed to an old wording has to read the new one.
    """
    notice = notice_in_force()
    if shown and shown != notice.version:
        raise NoticeChanged(field="notice")
    row = {"version": notice.version, "basis": notice.basis, "text": notice.text, "first_at": now}
    db.session.execute(insert(ConsentWording).values(**row).on_conflict_do_nothing(index_elements=["version"]))
    return notice
