"""Figures of years that staff enter: those of before the product, and those that the city published otherwise."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from booking import clock, web
from booking.db import transaction
from booking.errors import BookingError
from booking.reports import service
from booking.reports.forms import YearlyFigureForm
from booking.reports.queries import yearly as queries
from booking.reports.staff_views.blueprint import Answer, pages
from booking.reports.wording import yearly as wording
from booking.web import staff_page


@pages.get("/yearly")
@staff_page
def yearly() -> Answer:
    """What was entered, and the form for another figure."""
    return _page(YearlyFigureForm(formdata=None, year=clock.today().year - 1))


@pages.post("/yearly")
@staff_page
def enter_figure() -> Answer:
    """Enter a figure, or another one in its place."""
    form = YearlyFigureForm()
    if not form.validate():
        return _page(form), 400
    values = (form.year.data or 0, form.figure.data, form.value.data or "", form.source.data or "")
    try:
        with transaction():
            service.put_figure(*values, actor=web.actor(), now=clock.now())
    except BookingError as error:
        web.put_error(form, error)
        return _page(form), error.status
    flash("적어 두었습니다. ‘한눈에 보기’에 바로 나옵니다.")
    return redirect(url_for("reports.yearly"), 303)


@pages.post("/yearly/<int(max=9999):year>/<figure>/remove")
@staff_page
def remove_figure(year: int, figure: str) -> Response:
    """Take off what was entered."""
    with transaction():
        service.remove_figure(year, figure, actor=web.actor(), now=clock.now())
    flash("지웠습니다. 이 시스템이 센 수가 있으면 그 수가 나옵니다.")
    return redirect(url_for("reports.yearly"), 303)


def _page(form: YearlyFigureForm) -> str:
    return render_template(
        "reports/yearly_entered.html",
        form=form,
        rows=queries.list_entered(),
        names=wording.NAMES,
        number=wording.number,
    )
