"""The texts of messages, which staff may replace: all of them, and one with its preview."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for

from booking import clock, languages
from booking.db import transaction
from booking.notices import labels, rules, service, texts
from booking.notices.errors import TextUnknown
from booking.notices.forms import AlimtalkForm, BodyForm, TextForm
from booking.notices.staff_views import previewing
from booking.notices.staff_views.blueprint import pages
from booking.web import actor, put_error, staff_page

AT = "/notices/templates/<kind>/<channel>/<language>"


@dataclass(frozen=True)
class Place:
    """One text: of which kind, for which channel, in which language."""

    kind: str
    channel: str
    language: str

    @property
    def title(self) -> str:
        """Its name on the pages: `예약 완료 안내, 문자 (한국어)`."""
        spoken = languages.own_name(self.language)
        return f"{labels.TEXTS[self.kind]}, {labels.CHANNELS[self.channel]} ({spoken})"


@pages.get("/notices/templates")
@staff_page
def templates() -> Any:
    """Every text by kind, channel and language, and which of them staff wrote."""
    own = {(row.kind, row.channel, row.language): row for row in texts.list_own()}
    rows = {kind: [(one, own.get((kind, one.channel, one.language))) for one in _places(kind)] for kind in labels.TEXTS}
    return render_template("notices/templates.html", rows=rows)


@pages.get(AT)
@staff_page
def template(kind: str, channel: str, language: str) -> Any:
    """One text, its variables, and what a message of it looks like."""
    place = _place(kind, channel, language)
    found = texts.as_shown(texts.words(kind, channel, language), channel)
    return _page(place, _form(place, found), found)


@pages.post(AT)
@staff_page
def save_template(kind: str, channel: str, language: str) -> Any:
    """Keep what was typed, or only show it (`show`); 400 with all that is wrong with it."""
    place = _place(kind, channel, language)
    form = _form(place)
    is_good = _is_good(form, place)
    if not is_good or "show" in request.form:
        return _page(place, form, _typed(form), is_typed=True), 200 if is_good else 400
    with transaction():
        service.put_text(kind, channel, language, _typed(form), actor=actor(), now=clock.now())
        if isinstance(form, AlimtalkForm):
            service.put_template(kind, form.template, actor=actor(), now=clock.now())
    flash(f"‘{place.title}’ 문안을 저장했습니다.")
    return redirect(url_for("notices.templates"), 303)


@pages.post(f"{AT}/reset")
@staff_page
def reset_template(kind: str, channel: str, language: str) -> Any:
    """Back to the product's own text."""
    place = _place(kind, channel, language)
    with transaction():
        service.reset_text(kind, channel, language, actor=actor(), now=clock.now())
    flash(f"‘{place.title}’ 문안을 기본 문안으로 되돌렸습니다.")
    return redirect(url_for("notices.templates"), 303)


def _places(kind: str) -> list[Place]:
    """Its texts: a text message and a letter in each language; AlimTalk, whose texts are approved in Korean."""
    channels = [channel for channel in ("sms", "email") if texts.has_default(kind, channel)]
    found = [Place(kind, channel, language) for channel in channels for language in languages.offered()]
    has_template = kind in rules.KINDS and kind not in rules.ORDERS_OF
    return [Place(kind, "alimtalk", languages.FIRST), *found] if has_template else found


def _place(kind: str, channel: str, language: str) -> Place:
    """TextUnknown where there is no such text."""
    service.find_text(kind, channel, language)
    found = Place(kind, channel, language)
    if found not in _places(kind):
        raise TextUnknown()
    return found


def _form(place: Place, found: texts.Words | None = None) -> TextForm:
    if place.channel == "alimtalk":
        return AlimtalkForm(obj=found, data=AlimtalkForm.values(texts.find_template(place.kind)) if found else None)
    made = TextForm if texts.has_subject(place.kind, place.channel) else BodyForm
    return made(obj=found)


def _typed(form: TextForm) -> texts.Words:
    subject = form.subject.data or "" if form.subject else ""
    return texts.Words(subject, form.body.data or "")


def _is_good(form: TextForm, place: Place) -> bool:
    """Whether what was typed can be kept; all that speaks against it stands at its fields afterwards."""
    form.validate()
    faults = texts.faults(place.kind, place.channel, place.language, _typed(form))
    if isinstance(form, AlimtalkForm):
        form.close_gaps()
        faults += texts.template_faults(place.kind, form.template)
    for fault in faults:
        put_error(form, fault)
    return not any(field.errors for field in form)


def _page(place: Place, form: TextForm, found: texts.Words, *, is_typed: bool = False) -> str:
    is_real = request.form.get("show") == "booking"
    booked = previewing.booking(place.kind, place.language) if is_real else None
    values = booked or previewing.sample(place.language)
    own = texts.find_own(place.kind, place.channel, place.language)
    variables = texts.offered(place.kind, place.channel)
    return render_template(
        "notices/template.html",
        place=place,
        form=form,
        own=own,
        standard=texts.as_shown(texts.default(place.kind, place.channel, place.language), place.channel),
        variables=variables,
        template=texts.find_template(place.kind),
        is_usable=bool(service.template_of(place.kind)),
        is_too_varied=place.kind in rules.NOT_BY_ALIMTALK,
        may_have_links=texts.may_have_links(),
        button_address=f"{current_app.config['BASE_URL']}#{{{texts.BUTTON}}}",
        texts_kind=texts.KINDS[place.kind],
        required=texts.KINDS[place.kind].required_in(place.channel),
        preview=previewing.preview(place.kind, place.channel, place.language, found, values),
        buttons=texts.fill_buttons(form.template, texts.for_template(place.kind, values))
        if isinstance(form, AlimtalkForm)
        else (),
        is_real=is_real,
        is_booked=booked is not None,
        is_typed=is_typed,
    )
