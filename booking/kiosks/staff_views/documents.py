"""The staff pages of what kiosks issue."""

from flask import render_template, url_for
from wtforms import SelectChoice

from booking.answering import Answer, answer, by
from booking.business import queries as business
from booking.kiosks import queries, service, wording
from booking.kiosks.forms import DocumentForm, typed
from booking.kiosks.queries import Issued
from booking.kiosks.staff_views.blueprint import pages
from booking.web import staff_page


@pages.get("/documents")
@staff_page
def documents() -> str:
    """All documents, those that citizens do not see too."""
    shown = {"hours_words": wording.hours_words, "IDENTIFICATIONS": wording.IDENTIFICATIONS}
    return render_template("kiosks/staff_documents.html", documents=queries.list_documents(active_only=False), **shown)


@pages.route("/documents/new", methods=["GET", "POST"])
@staff_page
def new_document() -> Answer:
    """A kind of business that kiosks issue from now on."""
    position = queries.next_document_position()
    form = DocumentForm(data={"is_active": True, "position": position, "identification": "unknown"})
    had = {one.key for one in queries.list_documents(active_only=False)}
    free = [one for one in business.list_businesses(active_only=False) if one.key not in had]
    form.business_key.choices = [SelectChoice(one.key, one.name) for one in free]
    return answer(
        form,
        lambda: _page(form, None),
        lambda: service.add_document(form.business_key.data, form.values(), **by()),
        "서류를 넣었습니다.",
        url_for("kiosk_desk.documents"),
    )


@pages.route("/documents/<key>", methods=["GET", "POST"])
@staff_page
def document(key: str) -> Answer:
    """One document."""
    found = queries.get_document(key)
    form = DocumentForm(data=typed(service.document_values(found.document)))
    del form.business_key
    return answer(
        form,
        lambda: _page(form, found),
        lambda: service.change_document(key, form.values(), **by()),
        "저장했습니다.",
        url_for("kiosk_desk.documents"),
    )


def _page(form: DocumentForm, found: Issued | None) -> str:
    return render_template("kiosks/staff_document.html", form=form, found=found)
