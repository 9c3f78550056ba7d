"""A conflict of interest, passed on in two taps."""

from flask import flash, redirect, request, url_for

from booking import clock, web
from booking.advising.expert_views.blueprint import Answer, get_expert, get_own, pages
from booking.db import transaction
from booking.reservations import service


@pages.post("/appointments/<reference>/conflict")
@web.expert_page
def pass_on(reference: str) -> Answer:
    """Give a booking to a colleague, or to another day where there is none."""
    row, expert_id = get_own(reference), get_expert().id
    with transaction():
        row = service.pass_on(row, expert_id, request.form.get("code", ""), actor=web.actor(), now=clock.now())
        said = "같은 분야의 다른 위원에게 넘겼습니다." if row.expert_id else "다른 날이나 다른 상담 창구를 안내합니다."
    flash(f"이해충돌로 기록했습니다. {said}")
    return redirect(url_for("expert.appointments"), 303)
