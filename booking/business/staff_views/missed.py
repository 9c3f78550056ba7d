"""What citizens looked for and did not find, which staff make another name of a kind of business in one press."""

from flask import Blueprint, render_template, url_for

from booking.answering import Answer, answer, by
from booking.business import queries, service
from booking.business.forms import TakeOverForm
from booking.web import staff_page

pages = Blueprint("missed_desk", __name__, url_prefix="/staff/missed-words")


@pages.route("", methods=["GET", "POST"])
@staff_page
def words() -> Answer:
    """The words, on how many days they were missed, and what is to become of them."""
    form, listed = TakeOverForm(), queries.list_missed()
    form.offer((one.words for one in listed), ((one.key, one.name) for one in queries.list_businesses()))

    def page() -> str:
        return render_template("business/missed.html", form=form, listed=listed)

    def do() -> None:
        if form.drop.data:
            service.drop_missed(form.words.data, **by())
        else:
            service.take_over(form.words.data, form.key.data, **by())

    said = (
        "목록에서 지웠습니다." if form.drop.data else "업무의 다른 이름으로 넣었습니다. 이제 그 말로 찾을 수 있습니다."
    )
    return answer(form, page, do, said, url_for("missed_desk.words"))
