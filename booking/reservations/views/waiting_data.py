"""Who stands in line has what is kept about them deleted."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext

from booking import clock, web
from booking.db import transaction
from booking.reservations.models import WaitingEntry
from booking.reservations.service import waiting_data
from booking.reservations.views.blueprint import pages
from booking.reservations.views.waiting import Answer, own_entry


@pages.get("/waiting/<token>/delete")
@own_entry
def ask_to_delete_entry(entry: WaitingEntry) -> Answer:
    """Asks whether the data is to be deleted, and says what it means; changes nothing."""
    return render_template("reservations/waiting/delete.html", entry=entry, may_delete=waiting_data.may_delete(entry))


@pages.post("/waiting/<token>/delete")
@own_entry
def delete_entry(entry: WaitingEntry) -> Answer:
    """Out of the line, and the data deleted."""
    token = entry.token
    with transaction():
        waiting_data.delete(entry, actor=web.actor(), now=clock.now())
    session["waiting"] = [one for one in session.get("waiting", []) if one != token]
    flash(gettext("빈자리 알림 신청에 적으신 정보를 모두 지웠습니다."), "done")
    return redirect(url_for("consultations.home"), 303)
