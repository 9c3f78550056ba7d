"""The same sheets from the desk: 상담카드 of a booking, 참석 확인서 of an expert's day."""

from flask import abort, render_template, url_for

from booking import clock, web
from booking.advising import queries
from booking.advising.staff_views.blueprint import Answer, get_day, pages
from booking.advising.wording import attendance_paper, card_paper
from booking.audit import service as audit
from booking.consultations import queries as consultations
from booking.reservations import queries as reservations


@pages.get("/reservations/<reference>/card")
@web.staff_page
def card(reference: str) -> Answer:
    """상담카드 with the whole name, for it is signed. That it was opened is logged."""
    row = reservations.get_by_reference(reference)
    if row.destroyed_at is not None:
        abort(404)
    whose = {"subject": f"reservation:{row.reference}", "person": row.person_key or ""}
    audit.seen("card.viewed", actor=web.actor(), now=clock.now(), **whose)
    back = url_for("desk.show", reference=reference)
    return render_template("advising/card.html", menu_entry="desk.today", back=back, **card_paper(row, may_read=True))


@pages.get("/roster/<day>/experts/<token>/attendance")
@web.staff_page
def attendance(day: str, token: str) -> Answer:
    """참석 확인서 of an expert's day."""
    expert, on = consultations.get_expert_by_token(token), get_day(day)
    shown = attendance_paper(expert, on, queries.attendance_on(expert.id, on))
    back = url_for("advising_desk.experts", day=day)
    return render_template("advising/attendance.html", menu_entry="desk.today", back=back, **shown)
