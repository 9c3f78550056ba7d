"""Sheets to print and sign: the card of a consultation, and that one was there."""

from flask import render_template, url_for

from booking import clock, web
from booking.advising import queries
from booking.advising.expert_views.blueprint import Answer, get_expert, get_own, pages
from booking.advising.wording import attendance_paper, card_paper
from booking.audit import service as audit


@pages.get("/appointments/<reference>/card")
@web.expert_page
def card(reference: str) -> Answer:
    """상담카드 of an own booking. That it was opened is logged."""
    row, expert = get_own(reference), get_expert()
    whose = {"subject": f"reservation:{row.reference}", "person": row.person_key or ""}
    audit.seen("card.viewed", actor=web.actor(), now=clock.now(), **whose)
    back = url_for("expert.appointments", _anchor=f"r-{reference}")
    shown = card_paper(row, may_read=expert.has_pledged(clock.today()))
    return render_template("advising/card.html", menu_entry="expert.appointments", back=back, **shown)


@pages.get("/days/<day>/attendance")
@web.expert_page
def attendance(day: str) -> Answer:
    """참석 확인서 of an own day."""
    expert, on = get_expert(), web.parse_day(day)
    shown = attendance_paper(expert, on, queries.attendance_on(expert.id, on))
    back = url_for("expert.appointments")
    return render_template("advising/attendance.html", menu_entry="expert.appointments", back=back, **shown)
