"""Score a contact: keep it as a draft, submit it, correct it afterwards.

The form's key is the idempotency key: whoever sends the same form again, because the line was cut or by a second
press, finds the contact of the first time.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from booking import clock
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db, insert, new_token
from booking.identity import ensure_no_identity_numbers
from booking.quality import queries
from booking.quality.errors import (
    AssignmentDone,
    AssignmentUnknown,
    ContactDay,
    ContactFinal,
    ContactIncomplete,
    ContactUnknown,
    OutsideTerm,
    PointsInvalid,
)
from booking.quality.models.scoring import Assignment, Contact, ContactScore, Correction, Monitor
from booking.quality.models.sheets import ScoreItem, ScoreSheet
from booking.quality.rules import contacts as rules
from booking.quality.rules.contacts import ContactValues
from booking.quality.rules.halves import Half
from booking.quality.service.sheets import lock_sheet


def save(assignment: Assignment, form_key: str, values: ContactValues, *, now: datetime) -> Contact:
    """Keep a contact as a draft. What was submitted already stays as it is.

    ContactFinal where it was submitted with other values, ContactDay and OutsideTerm (`contacted_on`), PointsInvalid,
    IdentityNumber (`place`, `remark`), ContactUnknown for the key of somebody else's form, AssignmentUnknown.
    """
    sheet = queries.sheet_of(assignment)
    _check(sheet, values, now)
    _check_term(assignment, values)
    contact = _claim(assignment, form_key, now)
    if contact.submitted_at is None:
        _write(contact, sheet, values, now)
    elif values_of(contact, sheet) != values:
        raise ContactFinal
    return contact


def submit(assignment: Assignment, form_key: str, values: ContactValues, *, actor: Actor, now: datetime) -> Contact:
    """Hand a contact in, for good; the first one freezes its sheet. The same form again changes nothing.

    ContactIncomplete (its parameter `missing` names fields and items), AssignmentDone where all that were asked for
    are in (who scores more than others would count more), and what `save` refuses.
    """
    sheet = lock_sheet(assignment.sheet_id)
    if missing := rules.missing(values, {item.token: item.most for item in sheet.items}):
        raise ContactIncomplete(missing=missing)
    contact = save(assignment, form_key, values, now=now)
    if contact.submitted_at is None:
        _ensure_due(assignment)
        contact.submitted_at = now
        sheet.frozen_at = sheet.frozen_at or now
        db.session.flush()
        audit.changed("contact.submitted", actor=actor, now=now, subject=f"contact:{contact.token}")
    return contact


def discard(contact: Contact, *, now: datetime) -> None:
    """Throw a draft away. ContactFinal for what was submitted."""
    locked = _lock(Contact.id == contact.id)
    if locked.submitted_at is not None:
        raise ContactFinal
    db.session.delete(locked)
    db.session.flush()


def correct(token: str, points: Mapping[str, int], reason: str, *, actor: Actor, now: datetime) -> Contact:
    """Change the scores of a submitted contact: an admin's, with a reason; what they were is kept.

    points: by the item's name in addresses. ContactUnknown, PointsInvalid.
    """
    contact = _lock(Contact.token == token)
    if contact.submitted_at is None:
        raise ContactUnknown
    sheet = queries.sheet_of(db.session.get_one(Assignment, contact.assignment_id))
    _check_points(sheet, points)
    items = {item.token: item for item in sheet.items}
    was = {score.item_id: score.points for score in contact.scores}
    changed = {items[name]: value for name, value in points.items() if was.get(items[name].id) != value}
    if not changed:
        return contact
    before = {str(item.id): was[item.id] for item in changed if item.id in was}
    db.session.add(Correction(contact_id=contact.id, at=now, reason=reason, before=json.dumps(before)))
    for score in contact.scores:
        score.points = next((value for item, value in changed.items() if item.id == score.item_id), score.points)
    db.session.flush()
    audit.changed(
        "contact.corrected", actor=actor, now=now, subject=f"contact:{token}", reason=reason,
        before={item.text: was.get(item.id) for item in changed}, after={item.text: changed[item] for item in changed},
    )  # fmt: skip
    return contact


def values_of(contact: Contact, sheet: ScoreSheet) -> ContactValues:
    """A contact as it was typed."""
    tokens = {item.id: item.token for item in sheet.items}
    points = {tokens[score.item_id]: score.points for score in contact.scores if score.item_id in tokens}
    return ContactValues(contact.contacted_on, contact.contacted_at, contact.place, contact.remark or "", points)


def _check(sheet: ScoreSheet, values: ContactValues, now: datetime) -> None:
    ensure_no_identity_numbers({"place": values.place, "remark": values.remark})
    half = Half(sheet.year, sheet.half)
    if rules.day_problem(values.contacted_on, half, clock.office_date(now)):
        raise ContactDay(field="contacted_on", half=half.name)
    _check_points(sheet, values.points)


def _check_term(assignment: Assignment, values: ContactValues) -> None:
    """A monitor scores as one who is appointed, and not before."""
    monitor = db.session.get_one(Monitor, assignment.monitor_id)
    if values.contacted_on and not monitor.term_from <= values.contacted_on <= monitor.term_to:
        raise OutsideTerm(field="contacted_on", start=monitor.term_from, end=monitor.term_to)


def _ensure_due(assignment: Assignment) -> None:
    """The sheet's lock holds still what is counted here, and what is due."""
    due = db.session.scalars(select(Assignment.due_count).where(Assignment.id == assignment.id)).one()
    if queries.count_done(assignment) >= due:
        raise AssignmentDone(due=due)


def _check_points(sheet: ScoreSheet, points: Mapping[str, int]) -> None:
    most = {item.token: item.most for item in sheet.items}
    if any(name not in most or not 0 <= value <= most[name] for name, value in points.items()):
        raise PointsInvalid


def _claim(assignment: Assignment, form_key: str, now: datetime) -> Contact:
    """The contact of a form: the key decides in the database who begins it. The assignment stays until the end of this
    transaction; AssignmentUnknown where it was withdrawn.
    """
    query = select(Assignment.id).where(Assignment.id == assignment.id).with_for_update(read=True)
    if db.session.scalar(query) is None:
        raise AssignmentUnknown
    row = {"token": new_token(), "form_key": form_key, "assignment_id": assignment.id, "place": "", "saved_at": now}
    db.session.execute(insert(Contact).values(**row).on_conflict_do_nothing(index_elements=["form_key"]))
    contact = _lock(Contact.form_key == form_key)
    if contact.assignment_id != assignment.id:
        raise ContactUnknown
    return contact


def _lock(which: object) -> Contact:
    query = select(Contact).where(which).with_for_update()  # type: ignore[arg-type] # a comparison of columns
    contact = db.session.scalar(query, execution_options={"populate_existing": True})
    if contact is None:
        raise ContactUnknown
    return contact


def _write(contact: Contact, sheet: ScoreSheet, values: ContactValues, now: datetime) -> None:
    contact.contacted_on, contact.contacted_at = values.contacted_on, values.contacted_at
    contact.place, contact.remark, contact.saved_at = values.place, values.remark or None, now
    items: dict[str, ScoreItem] = {item.token: item for item in sheet.items}
    known = {score.item_id: score for score in contact.scores}
    wanted = {items[name].id: value for name, value in values.points.items()}
    contact.scores = [known.get(key) or ContactScore(item_id=key, points=0) for key in wanted]
    for score in contact.scores:
        score.points = wanted[score.item_id]
    db.session.flush()
