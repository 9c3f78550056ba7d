"""Answers to the reminder: comes, or cannot. By the citizen on the page, or by staff who heard it on the telephone."""

from datetime import datetime

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.reservations.errors import AnswerUnknown, NotAllowedNow
from booking.reservations.models import Reservation
from booking.reservations.rules.states import ANSWERS, RESERVED
from booking.reservations.service import claims
from booking.reservations.service.shared import audited


def answer_reminder(reservation: Reservation, answer: str | None, *, actor: Actor, now: datetime) -> Reservation:
    """Note whether the person comes (`comes`, `cannot`); a later answer takes the place of an earlier one.

    None takes the answer back, so that the person counts as not having answered. It cancels nothing: who cannot come
    moves or cancels in a step of its own. Open until the start. AnswerUnknown, NotAllowedNow.
    """
    if answer is not None and answer not in ANSWERS:
        raise AnswerUnknown
    reservation = claims.lock(reservation)
    if reservation.state != RESERVED or now >= reservation.slot.starts_at:
        raise NotAllowedNow(state=reservation.state, wanted="answer")
    if reservation.answer == answer:
        return reservation
    before, by = {"answer": reservation.answer}, "citizen" if actor.role == "citizen" else "staff"
    claims.write(
        reservation, answer=answer, answered_at=now if answer else None, answered_by=by if answer else None
    )  # fmt: skip
    audit.changed(
        "reservation.answered", actor=actor, now=now, **audited(reservation), before=before, after={"answer": answer}
    )
    return reservation
