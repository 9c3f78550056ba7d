"""The page of rosters that lie ready as files for an outage: the password that seals them, and what was written."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm

from booking import clock, downloads, web
from booking.db import transaction
from booking.reservations import queries, service
from booking.reservations.staff_views.blueprint import Answer, pages


class SealForm(downloads.SealForm):
    """The password of the files of the evening."""


@pages.route("/roster-files", methods=["GET", "POST"])
@web.admin_page
def roster_files() -> Answer:
    """What lies where, and the password, which is never shown."""
    form = SealForm()
    if request.method == "POST" and form.validate():
        with transaction():
            service.set_export_password(form.password.data or "", actor=web.actor(), now=clock.now())
        flash("비밀번호를 정했습니다. 창구에서 쓰실 분들께 따로 알려 주세요.")
        return redirect(url_for("desk.roster_files"), 303)
    return _page(form), 400 if form.errors else 200


def _page(form: FlaskForm) -> str:
    return render_template(
        "reservations/staff/roster_files.html",
        form=form,
        folder=current_app.config["EXPORT_DIR"],
        password=queries.find_export_password(),
        files=queries.list_roster_files(),
    )
