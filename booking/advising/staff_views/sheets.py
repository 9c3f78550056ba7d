"""Day sheets that staff make for experts, from the roster of the day."""

from flask import flash, redirect, render_template, url_for

from booking import clock, web
from booking.advising import queries, service
from booking.advising.staff_views.blueprint import Answer, get_day, pages
from booking.advising.wording import sheet_link
from booking.consultations import queries as consultations
from booking.db import transaction


@pages.get("/roster/<day>/experts")
@web.staff_page
def experts(day: str) -> Answer:
    """Who advises on a day, and which links to their sheets there are."""
    on = get_day(day)
    fields = consultations.list_fields(active_only=False)
    serving = [one for field in fields for one in consultations.list_serving(field.key, on)]
    return render_template(
        "advising/staff_sheets.html", day=on, today=clock.today(), experts=serving, sheets=queries.list_sheets(on)
    )


@pages.post("/roster/<day>/experts/<token>/sheet")
@web.staff_page
def make_sheet(day: str, token: str) -> Answer:
    """A new link, shown this once with its QR code."""
    expert, on = consultations.get_expert_by_token(token), get_day(day)
    key = expert.id
    with transaction():
        made = service.make_sheet(key, on, actor=web.actor(), now=clock.now())
    back = url_for("advising_desk.experts", day=day)
    return render_template(
        "advising/sheet_link.html", expert=expert, day=on, back=back, menu_entry="desk.today", **sheet_link(made)
    )


@pages.post("/roster/<day>/experts/<token>/sheet/revoke")
@web.staff_page
def revoke_sheet(day: str, token: str) -> Answer:
    """Take a link back."""
    expert, on = consultations.get_expert_by_token(token), get_day(day)
    with transaction():
        service.revoke_sheet(expert.id, on, actor=web.actor(), now=clock.now())
    flash("일정표 링크를 없앴습니다.")
    return redirect(url_for("advising_desk.experts", day=day), 303)
