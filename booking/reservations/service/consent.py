"""Put the privacy notice in force: store its wording, once, before a booking points to it."""

from collections.abc import Callable
from datetime import datetime

from booking.db import db, insert
from booking.reservations.errors import NoticeChanged
from booking.reservations.models import ConsentWording
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.rules.consent import Notice


def put_in_force(now: datetime, shown: str = "", find: Callable[[], Notice] = notice_in_force) -> Notice:
    """The notice in force, its wording stored; a wording that is there already stays as it was. find: which notice.

    shown: the version that the person was shown, empty where that is not known. NoticeChanged where it is another
    one: who agreed to an old wording has to read the new one.
    """
    notice = find()
    if shown and shown != notice.version:
        raise NoticeChanged(field="notice")
    row = {"version": notice.version, "about": notice.about, "basis": notice.basis, "text": notice.text}
    db.session.execute(
        insert(ConsentWording).values(**row, first_at=now).on_conflict_do_nothing(index_elements=["version"])
    )
    return notice
