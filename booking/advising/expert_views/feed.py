"""The own calendar feed: make its address, and take it back."""

from flask import current_app, flash, redirect, render_template, url_for

from booking import clock, web
from booking.advising import queries, service
from booking.advising.expert_views.blueprint import Answer, get_expert, pages
from booking.db import transaction


@pages.get("/feed")
@web.expert_page
def feed() -> Answer:
    """Whether there is an address. It is not shown again: only its fingerprint is kept."""
    return _page()


@pages.post("/feed")
@web.expert_page
def make_feed() -> Answer:
    """A new address, shown this once; the old one ends."""
    expert_id = get_expert().id
    with transaction():
        token = service.make_feed(expert_id, actor=web.actor(), now=clock.now())
    return _page(str(current_app.config["BASE_URL"]) + url_for("expert_pages.feed", token=token))


@pages.post("/feed/revoke")
@web.expert_page
def revoke_feed() -> Answer:
    """Take the address back."""
    with transaction():
        service.revoke_feed(get_expert().id, actor=web.actor(), now=clock.now())
    flash("달력 주소를 없앴습니다. 그 주소로는 더 볼 수 없습니다.")
    return redirect(url_for("expert.feed"), 303)


def _page(address: str = "") -> str:
    expert = get_expert()
    return render_template("advising/feed.html", expert=expert, feed=queries.find_feed(expert.id), address=address)
