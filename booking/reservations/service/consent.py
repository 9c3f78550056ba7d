"""Put the privacy notice in force: store its wording, once, before a booking points to it; and what is agreed later."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from booking.db import db, insert
from booking.reservations.errors import NoticeChanged, OptionalMissing
from booking.reservations.models import ConsentWording, Reservation, WaitingEntry
from booking.reservations.queries.consent import is_optional_agreed, notice_in_force
from booking.reservations.rules.consent import NO, Notice, stored_answer


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


@dataclass(frozen=True)
class Later:
    """What somebody answered to the optional items after the booking. said: None where that was left open.

    shown: the version of the notice that they read, empty where that is not known.
    """

    said: bool | None = None
    shown: str = ""


def agree_later(
    row: Reservation | WaitingEntry, answer: Later, now: datetime, find: Callable[[], Notice] = notice_in_force
) -> dict[str, object]:
    """The columns that keep the consent to optional items that are added now; none where they were agreed to before.

    Who refused them must say yes; for others filling in is consent, as in the form of the booking. OptionalMissing,
    NoticeChanged.
    """
    if is_optional_agreed(row):
        return {}
    if answer.said is False or (answer.said is None and row.consent_optional == NO):
        raise OptionalMissing(field="optional")
    notice = put_in_force(now, answer.shown, find)
    stored = stored_answer(answer.said, is_filled=True)
    return {"consent_optional": stored, "optional_version": notice.version, "optional_at": now}
