"""A closed day: who has answered what, whom to call, and answering for those who call."""

from flask import abort, render_template, request

from booking import clock, web
from booking.audit import service as audit
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.db import transaction
from booking.notices import queries as notices
from booking.reservations import queries, service
from booking.reservations.queries.conflicts import list_conflicts
from booking.reservations.queries.displaced import GROUPS, TO_CALL
from booking.reservations.service.telling import subject_of
from booking.reservations.staff_views.blueprint import Answer, answer, pages

SERVICES = {"consultation": "전문가 상담", "night": "수요 야간민원실"}


@pages.get("/rehousing/<any(consultation, night):kind>/<day>")
@web.staff_page
def rehousing(kind: str, day: str) -> Answer:
    """Who lost a time of a day, by what became of it."""
    return rehousing_page(kind, day)


@pages.post("/reservations/<reference>/accept")
@web.staff_page
def accept(reference: str) -> Answer:
    """Take what is held, for somebody who said so on the telephone. Pressed twice it does no more."""
    row = queries.get_by_reference(reference)
    with transaction():
        service.accept(row, request.form.get("replacement", ""), actor=web.actor(), now=clock.now())
    return answer(row, "accepted")


def rehousing_page(kind: str, day: str, revealed: str = "") -> str:
    """The page. Whose data it shows is logged, person by person. revealed: the reference whose telephone is shown."""
    office_day = calendar.find_office_day(kind, web.parse_day(day)) or abort(404)
    found = queries.list_turned_out(office_day)
    audit.seen_each(
        "rehousing.viewed",
        actor=web.actor(),
        now=clock.now(),
        subject=f"office_day:{kind}:{office_day.date.isoformat()}",
        people=[one.booking.person_key or "" for one in found],
    )
    return render_template(
        "reservations/staff/rehousing.html",
        day=office_day,
        service=SERVICES[kind],
        groups={group: [one for one in found if one.group == group] for group in GROUPS},
        calls=sum(one.group in TO_CALL for one in found),
        back=f"rehousing-{kind}-{office_day.date.isoformat()}",
        fields={field.key: field.name for field in consultations.list_desks()},
        passed=list_conflicts([one.booking.id for one in found]),
        notes=notices.list_notes_all([subject_of(one.booking) for one in found]),
        subject_of=subject_of,
        revealed=revealed,
        now=clock.now(),
    )
