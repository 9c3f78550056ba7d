"""Reading: fields, consultation days and their times, Wednesday nights, the privacy notice."""

from datetime import date

from flask import current_app, render_template, url_for

from booking import clock
from booking.api import schemas, showing
from booking.api.operations import operation
from booking.calendar import queries as calendar
from booking.calendar.errors import SlotUnknown
from booking.calendar.rules import CONSULTATION, NIGHT
from booking.consultations import queries as consultations
from booking.errors import NotFound
from booking.nightoffice import queries as nightoffice
from booking.reservations.queries import consent
from booking.reservations.queries import days as shown_days
from booking.reservations.rules.consent import WAITING
from booking.web import parse_day


@operation("GET", "/fields", "The fields of advice", schemas.AdviceFields)
def list_fields() -> schemas.AdviceFields:
    """In the order of the pages."""
    return schemas.AdviceFields(fields=[showing.field(found) for found in consultations.list_fields()])


@operation("GET", "/fields/<field>", "One field of advice", schemas.AdviceField, 404)
def get_field(field: str) -> schemas.AdviceField:
    """Its hours on a consultation day, who may come, what to bring."""
    return showing.field(consultations.get_field(field))


@operation("GET", "/days", "The consultation days to come", schemas.Days)
def list_days() -> schemas.Days:
    """Those that take place, from today's on while it has times left, and the months without one."""
    now = clock.now()
    decisions = shown_days.list_decisions(now)
    return schemas.Days(
        days=[showing.day(shown, decisions.get(shown.day.date)) for shown in shown_days.list_shown(now)],
        months_without=[showing.month_without(one) for one in decisions.values() if one.date is None],
    )


@operation(
    "GET", "/days/<date>", "One consultation day with its times", schemas.DayWithSlots, 404, query=schemas.FieldFilter
)
def get_day(query: schemas.FieldFilter, date: str) -> schemas.DayWithSlots:
    """Of all fields, or of one. 404 for a date without consultations; a closed day is given, and why it is closed."""
    found = calendar.find_office_day("consultation", parse_day(date))
    if found is None:
        raise NotFound
    only = consultations.get_field(query.field).key if query.field else None
    now = clock.now()
    decision = shown_days.list_decisions(now, found.date, found.date).get(found.date)
    return showing.day_with_slots(shown_days.show_day(found, now), decision, only)


@operation("GET", "/slots", "Times of the consultation days to come", schemas.Slots, query=schemas.SlotFilter)
def list_slots(query: schemas.SlotFilter) -> schemas.Slots:
    """All, or those of a date, of a field, in a state."""
    listed = [
        showing.slot(one)
        for shown in shown_days.list_shown(clock.now())
        if query.date in (None, shown.day.date)
        for field in shown.fields
        if query.field in (None, field.field.key)
        for one in field.slots
        if query.state in (None, one.state)
    ]
    return schemas.Slots(slots=sorted(listed, key=lambda slot: (slot.starts_at, slot.field)))


@operation("GET", "/slots/<slot>", "One time", schemas.Slot, 404)
def get_slot(slot: str) -> schemas.Slot:
    """As it stands now. Whether it can be had, only holding it tells."""
    found = calendar.find_slot(slot)
    if found is None:
        raise SlotUnknown
    shown = shown_days.show_day(found.day, clock.now())
    return showing.slot(next(one for field in shown.fields for one in field.slots if one.slot.id == found.id))


@operation("GET", "/next-free", "The first time that can be had", schemas.NextFree, 404, query=schemas.FieldFilter)
def get_next_free(query: schemas.FieldFilter) -> schemas.NextFree:
    """Of all fields, or of one: what the card on other sites shows."""
    only = consultations.get_field(query.field).key if query.field else None
    return showing.next_free(shown_days.next_free(shown_days.list_shown(clock.now()), only))


@operation("GET", "/night-office", "Wednesday nights, open or closed", schemas.Nights, query=schemas.Span)
def list_nights(query: schemas.Span) -> schemas.Nights:
    """And why. Without dates those that the page shows; at most two years at a time."""
    if query.first is None and query.last is None:
        found = nightoffice.next_nights(clock.now())
    else:
        first = query.first or clock.today()
        found = nightoffice.list_nights(first, min(query.last or date.max, _two_years_after(first)))
    return schemas.Nights(nights=[showing.night(one) for one in found])


@operation("GET", "/night-office/tasks", "What the night office receives", schemas.NightTasks)
def list_night_tasks() -> schemas.NightTasks:
    """The kinds of business, until when each is received, its fee and what to bring."""
    return schemas.NightTasks(tasks=[showing.night_task(one) for one in nightoffice.list_received()])


@operation(
    "GET",
    "/night-office/<date>",
    "One Wednesday night with the times for visits",
    schemas.DayWithSlots,
    404,
    query=schemas.FieldFilter,
)
def get_night(query: schemas.FieldFilter, date: str) -> schemas.DayWithSlots:
    """Of all kinds of business that take bookings (`fields`), or of one. 404 for a date that is not planned.

    Such a time is held, booked, moved and waited for like one of a consultation.
    """
    found = calendar.find_office_day(NIGHT, parse_day(date))
    if found is None:
        raise NotFound
    only = consultations.get_field(query.field).key if query.field else None
    return showing.day_with_slots(shown_days.show_day(found, clock.now()), None, only)


def _two_years_after(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 731, date.max.toordinal()))


@operation("GET", "/consent", "The privacy notice in force", schemas.Consent, query=schemas.ConsentFilter)
def get_consent(query: schemas.ConsentFilter) -> schemas.Consent:
    """To be shown before somebody is booked, or joins the waiting list; who does names its version.

    Visits to the night office have notices of their own: `field` says which is meant.
    """
    field = consultations.find_field(query.field or "")
    service = field.service if field else CONSULTATION
    find = consent.waiting_notice_in_force if query.about == WAITING else consent.notice_in_force
    notice = find(service)
    html = render_template("reservations/consent/notice.html", notice=notice)
    address = current_app.config["BASE_URL"] + url_for("privacy.notice")
    return schemas.Consent(version=notice.version, html=html.strip(), notice_url=address)
