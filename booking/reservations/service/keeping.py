"""Keep a booking from being destroyed, for an audit or a lawsuit, and let it go again."""

from datetime import date, datetime

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.reservations.errors import AlreadyDestroyed, DatesPast, DocumentMissing, ReasonMissing
from booking.reservations.models import Reservation
from booking.reservations.service import claims
from booking.reservations.service.shared import audited


def is_kept(reservation: Reservation, now: datetime) -> bool:
    """Whether an audit or a lawsuit keeps this booking today."""
    return reservation.kept_until is not None and clock.office_date(now) <= reservation.kept_until


def keep(
    reservation: Reservation, until: date, *, document: str, reason: str, actor: Actor, now: datetime
) -> Reservation:
    """Keep a booking up to and with a day; what was said before is replaced.

    document: the number of the letter that asks for it. reason: names nobody. AlreadyDestroyed, DatesPast,
    DocumentMissing, ReasonMissing.
    """
    reservation = claims.lock(reservation)
    if reservation.destroyed_at is not None:
        raise AlreadyDestroyed(field="until")
    if until < clock.office_date(now):
        raise DatesPast(field="until")
    if not document:
        raise DocumentMissing(field="document")
    if not reason:
        raise ReasonMissing(field="reason")
    before = _told(reservation)
    values = {"kept_until": until, "kept_document": document, "kept_reason": reason}
    claims.write(reservation, **values, kept_by=actor.name, kept_at=now)
    whose = audited(reservation)
    audit.changed("reservation.kept", actor=actor, now=now, **whose, before=before, after=_told(reservation))
    return reservation


def release(reservation: Reservation, *, actor: Actor, now: datetime) -> Reservation:
    """Let the times of retention count again. Twice does no more."""
    reservation = claims.lock(reservation)
    if reservation.kept_at is None:
        return reservation
    before = _told(reservation)
    empty = ("kept_until", "kept_document", "kept_reason", "kept_by", "kept_at")
    claims.write(reservation, **dict.fromkeys(empty))
    audit.changed("reservation.released", actor=actor, now=now, **audited(reservation), before=before)
    return reservation


def _told(reservation: Reservation) -> dict[str, str]:
    """What the access log is told of it; the reason stays with the booking."""
    if reservation.kept_until is None:
        return {}
    return {"kept_until": reservation.kept_until.isoformat(), "document_number": reservation.kept_document or ""}
