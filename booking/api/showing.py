"""What the product knows, in the shapes of the API."""

from datetime import datetime

from flask import current_app, url_for

from booking import clock
from booking.api import access, schemas
from booking.calendar import wording as calendar_wording
from booking.calendar.models import Slot
from booking.calendar.rules import DayDecision
from booking.consultations import queries as consultations
from booking.consultations.models import Field
from booking.consultations.rules import ANSWER_LENGTH, Asked
from booking.nightoffice.queries import Night, Received
from booking.office import plain_setting, plain_words
from booking.reservations import queries
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import rehousing
from booking.reservations.queries.days import NextFree, ShownDay, ShownField, ShownSlot
from booking.reservations.rules.places import PLACES
from booking.reservations.rules.states import DISPLACED, show_reference
from booking.settings import queries as settings


def field(found: Field) -> schemas.AdviceField:
    """A field of advice."""
    experts = consultations.list_experts(found.key)
    return schemas.AdviceField(
        field=found.key,
        name=plain_words(found, "name"),
        starts=found.starts,
        ends=found.ends,
        minutes=found.minutes,
        walk_in=found.walk_in,  # type: ignore[arg-type] # the table's own check holds it to the same words
        attendance=found.attendance,  # type: ignore[arg-type] # as above
        bring=plain_words(found, "bring"),
        notes=plain_words(found, "notes"),
        organisations=list(dict.fromkeys(plain_words(expert, "organisation") for expert in experts)),
        questions=[_question(one) for one in consultations.list_asked(found.key)],
    )


def _question(asked: Asked) -> schemas.Question:
    return schemas.Question(
        key=asked.key,
        label=asked.label,
        label_en=asked.label_en,
        hint=asked.hint,
        hint_en=asked.hint_en,
        required=asked.is_required,
        kind="choice" if asked.choices else "text",
        choices=[schemas.Choice(text=text, text_en=english) for text, english in asked.choices],
        max_length=ANSWER_LENGTH,
        who=["own", "proxy"],  # a question is about the matter, whoever books
    )


def slot(shown: ShownSlot) -> schemas.Slot:
    """A time and what can be done with it."""
    return schemas.Slot(
        slot=shown.slot.token,
        field=shown.slot.desk,
        date=shown.slot.day.date,
        starts_at=shown.slot.starts_at,
        ends_at=shown.slot.ends_at,
        state=shown.state,  # type: ignore[arg-type] # the words of ShownSlot
        free=shown.free if shown.state == "free" else 0,
    )


def free_slot(found: Slot) -> schemas.Slot:
    """A time that was just seen to be free."""
    free = queries.free_seats([found], clock.now())[found.id]
    return slot(ShownSlot(found, "free", free))


def waiting_url(found: Slot) -> str:
    """The page to stand in line for a time that cannot be had: on its day while that can be booked, else on any."""
    date = found.day.date.isoformat() if queries.window(found.day, clock.now()) == "open" else None
    return str(current_app.config["BASE_URL"]) + url_for("reservations.wait", field=found.desk, date=date)


def day(shown: ShownDay, decision: DayDecision | None) -> schemas.Day:
    """A consultation day."""
    fields = [_field_of_day(one) for one in shown.fields]
    return schemas.Day(**_of_day(shown, decision), fields=fields)  # type: ignore[arg-type] # one dict of many types


def day_with_slots(shown: ShownDay, decision: DayDecision | None, only: str | None) -> schemas.DayWithSlots:
    """A consultation day with its times, of all fields or of one."""
    fields = [_field_with_slots(one) for one in shown.fields if only in (None, one.field.key)]
    return schemas.DayWithSlots(**_of_day(shown, decision), fields=fields)  # type: ignore[arg-type] # one dict of many types


def _field_of_day(shown: ShownField) -> schemas.FieldOfDay:
    return schemas.FieldOfDay(field=shown.field.key, name=plain_words(shown.field, "name"), free=shown.free)


def _of_day(shown: ShownDay, decision: DayDecision | None) -> dict[str, object]:
    return {
        "date": shown.day.date,
        "state": shown.state,
        "free": shown.free,
        "opens_at": shown.day.opens_at,
        "closes_at": shown.cutoff,
        "reason": decision.reason if decision else None,
        "reason_text": calendar_wording.reason_text(decision) if decision else "",
        "closed_text": calendar_wording.why_closed(shown.day),
    }


def _field_with_slots(shown: ShownField) -> schemas.FieldWithSlots:
    return schemas.FieldWithSlots(
        field=shown.field.key,
        name=plain_words(shown.field, "name"),
        free=shown.free,
        organisations=[plain_words(expert, "organisation") for expert in shown.sent_by],
        slots=[slot(one) for one in shown.slots],
    )


def month_without(decision: DayDecision) -> schemas.MonthWithout:
    """A month without consultations."""
    return schemas.MonthWithout(
        month=decision.month,
        nominal=decision.nominal,
        reason=decision.reason,
        reason_text=calendar_wording.reason_text(decision),
    )


def night(found: Night) -> schemas.Night:
    """A Wednesday night."""
    return schemas.Night(
        date=found.date,
        open=found.open,
        reason=found.reason,  # type: ignore[arg-type] # the words of Night
        reason_text=calendar_wording.reason_text(found),
        starts_at=found.starts_at,
        ends_at=found.ends_at,
    )


def night_task(found: Received) -> schemas.NightTask:
    """A kind of business of the night office."""
    task, hours = found.task, found.hours
    return schemas.NightTask(
        business=task.business_key,
        name=plain_words(task.business, "name"),
        starts=hours.starts,
        accepted_until=hours.until,
        ends=hours.ends,
        fee=task.fee,
        fee_note=plain_words(task, "fee_note"),
        bring=plain_words(task, "bring"),
        notes=plain_words(task, "notes"),
        sample=task.is_sample,
    )


def hold(found: Reservation) -> schemas.Hold:
    """A hold, or what became of it."""
    return schemas.Hold(
        hold=found.token,
        state=found.state,  # type: ignore[arg-type] # the table's own check holds it to the same words
        slot=found.slot.token,
        field=found.slot.desk,
        starts_at=found.slot.starts_at,
        ends_at=found.slot.ends_at,
        expires_at=found.expires_at if found.state == "held" else None,
        extensions_left=max(0, settings.get("reservations.hold_extensions") - found.extensions),
        reference=found.shown_reference or None,
    )


def reservation(found: Reservation, now: datetime) -> schemas.Reservation:
    """A booking, for whom it belongs to."""
    own = consultations.find_field(found.slot.desk)
    return schemas.Reservation(
        reference=found.shown_reference,
        state=found.state,  # type: ignore[arg-type] # a booking is never held or expired
        slot=found.slot.token,
        field=found.slot.desk,
        field_name=plain_words(own, "name") if own else "",
        starts_at=found.slot.starts_at,
        ends_at=found.slot.ends_at,
        place=plain_setting(PLACES[found.slot.day.kind]),
        name=found.name,
        phone=found.shown_phone or None,
        email=found.email,
        proxy=proxy_of(found),
        question=found.question,
        answers=[
            schemas.GivenAnswer(key=one.key, label=plain_words(one, "label"), text=plain_words(one, "text"))
            for one in found.given_answers
        ],
        bring=plain_words(own, "bring") if own else "",
        may_move=queries.may_move(found, now),
        move_until=queries.cutoff(found.slot),
        may_cancel=queries.may_cancel(found, now),
        closed_text=calendar_wording.why_slot_closed(found.slot),
        replacement=_replacement(rehousing.find_replacement(found.id)) if found.state == DISPLACED else None,
    )


def _replacement(held: Reservation | None) -> schemas.Replacement | None:
    if held is None:
        return None
    return schemas.Replacement(
        replacement=held.token,
        slot=held.slot.token,
        starts_at=held.slot.starts_at,
        ends_at=held.slot.ends_at,
        answer_until=held.expires_at,  # type: ignore[arg-type] # what is held has an end
    )


def proxy_of(found: Reservation | WaitingEntry) -> schemas.Proxy | None:
    """Who booked or waits for the person, if somebody does."""
    if not found.proxy_name:
        return None
    return schemas.Proxy(name=found.proxy_name, phone=found.shown_proxy_phone, email=found.proxy_email)


def reserved(found: Reservation, now: datetime) -> schemas.Reserved:
    """A booking that was made, with the token that opens it."""
    return schemas.Reserved(reservation=reservation(found, now), access=access_to(found.reference or ""))


def access_to(reference: str, what: str = access.RESERVATION) -> schemas.Access:
    """A token that opens the reservation (or place in line) with this reference, in its stored form."""
    token, ends = access.give_access(reference, clock.now(), what)
    return schemas.Access(reference=show_reference(reference), access_token=token, token_type="Bearer", expires_at=ends)  # noqa: S106 (the kind of token)


def next_free(found: NextFree | None) -> schemas.NextFree:
    """The first time that can be had, if there is one."""
    if found is None:
        return schemas.NextFree(slot=None, free=0, free_by_field=[], page=None)
    by_field = [_field_of_day(one) for one in found.fields]
    page = url_for("consultations.day", text=found.day.day.date.isoformat(), field=found.only)
    return schemas.NextFree(
        slot=slot(found.first),
        free=sum(one.free for one in by_field),
        free_by_field=by_field,
        page=current_app.config["BASE_URL"] + page,
    )
