"""The one-stop counter, for citizens."""

from itertools import groupby

from flask import Blueprint, Flask, render_template, request

from booking import clock
from booking.counter import queries
from booking.counter.forms import FindTaskForm

pages = Blueprint("counter", __name__)


def init_app(app: Flask) -> None:
    """Enter the pages."""
    app.register_blueprint(pages)


@pages.get("/one-stop")
def tasks() -> tuple[str, int]:
    """What the counter does, by department: all of it, or what is looked for (`?q=인감&department=tax`)."""
    offers = queries.list_offers()
    form = FindTaskForm(request.args)
    form.offer(queries.list_departments(offers))
    is_readable = form.validate()
    found = queries.narrow(offers, form.q.data or "", form.department.data or "") if is_readable else []
    page = render_template(
        "counter/tasks.html",
        form=form,
        count=len(offers),
        found=found,
        groups=[(department, list(some)) for department, some in groupby(found, key=lambda one: one.department)],
        opening=queries.opening(clock.now()),
        is_search=bool(form.q.data or form.department.data),
    )
    return page, 200 if is_readable else 400


@pages.get("/one-stop/<key>")
def task(key: str) -> str:
    """One kind of business: department, fee, how long it takes, what to bring, and when the counter is open."""
    offer = queries.get_offer(key)
    return render_template("counter/task.html", offer=offer, opening=queries.opening(clock.now()))
