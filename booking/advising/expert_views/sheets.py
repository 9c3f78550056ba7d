"""The own day sheet: a link for the telephone in one's pocket."""

from flask import flash, redirect, render_template, url_for

from booking import clock, web
from booking.advising import service
from booking.advising.expert_views.blueprint import Answer, get_expert, pages
from booking.advising.wording import sheet_link
from booking.db import transaction


@pages.post("/days/<day>/sheet")
@web.expert_page
def make_sheet(day: str) -> Answer:
    """A new link, shown this once with its QR code."""
    key, on = get_expert().id, web.parse_day(day)
    with transaction():
        made = service.make_sheet(key, on, actor=web.actor(), now=clock.now())
    back, entry = url_for("expert.appointments"), "expert.appointments"
    return render_template(
        "advising/sheet_link.html", expert=get_expert(), day=on, back=back, menu_entry=entry, **sheet_link(made)
    )


@pages.post("/days/<day>/sheet/revoke")
@web.expert_page
def revoke_sheet(day: str) -> Answer:
    """Take the link back."""
    key, on = get_expert().id, web.parse_day(day)
    with transaction():
        service.revoke_sheet(key, on, actor=web.actor(), now=clock.now())
    flash("일정표 링크를 없앴습니다.")
    return redirect(url_for("expert.appointments"), 303)
