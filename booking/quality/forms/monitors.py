"""Forms of monitors: their appointment, what they are to score, and the score sheet itself."""

import re
from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired, Optional

from booking.business.models import Department
from booking.consultations.forms import Wall
from booking.db import new_token
from booking.fields import Day, Read, SelectField, StringField, TextAreaField, WholeNumber
from booking.quality.forms.base import CHOSEN, TEXT, between, clean, clean_lines, longest
from booking.quality.models.sheets import ScoreItem, ScoreSheet
from booking.quality.rules import contacts as rules
from booking.quality.rules.contacts import ContactValues
from booking.quality.rules.halves import Half
from booking.quality.rules.sheets import KINDS, point_words, read_lines
from booking.quality.service import AssignmentValues, TermValues
from booking.reasons import REASON_LENGTH, read_reason

NEEDED = InputRequired("적어 주세요.")

DUE_DAYS = 30
"""Days until which contacts are due, unless another day is typed."""


class TermForm(FlaskForm):
    """The appointment of a monitor."""

    term_from = Day("위촉 시작일", [NEEDED])
    term_to = Day("위촉 종료일", [NEEDED])
    pledged_on = Day("보안서약일", [Optional()])

    def values(self) -> TermValues:
        """The values of a form that is valid."""
        return TermValues(**{name: self[name].data for name in TermValues.__dataclass_fields__})


class AppointForm(TermForm):
    """The same for an account whose person is no monitor yet."""

    account = SelectField("계정", [CHOSEN])

    def offer(self, names: dict[int, str]) -> None:
        """The accounts to choose from, by key."""
        self.account.choices = [SelectChoice(str(key), name) for key, name in names.items()]


class DueForm(FlaskForm):
    """How many contacts, until when."""

    due_count = WholeNumber("채점할 건수", between(1, 99))
    due_on = Day("채점 기한", [NEEDED])

    def due(self) -> dict[str, Any]:
        """Both of a form that is valid."""
        return {name: self[name].data for name in ("due_count", "due_on")}


class AssignForm(DueForm):
    """What a monitor is to score."""

    sheet = SelectField("채점표", [CHOSEN])
    department = SelectField("부서", [CHOSEN])

    def offer(self, sheets: list[ScoreSheet], departments: list[Department]) -> None:
        """The sheets and departments to choose from."""
        self.sheet.choices = sheet_choices(sheets)
        self.department.choices = [SelectChoice(one.key, one.name) for one in departments]

    def values(self) -> AssignmentValues:
        """The values of a form that is valid."""
        return AssignmentValues(**{name: self[name].data for name in AssignmentValues.__dataclass_fields__})


def sheet_choices(sheets: Iterable[ScoreSheet]) -> list[SelectChoice]:
    """Sheets with half-year and kind, by their names in addresses; those without items can be scored by nobody."""
    return [
        SelectChoice(one.token, f"{Half(one.year, one.half).titled(one.name)} ({KINDS[one.kind]})")
        for one in sheets
        if one.items
    ]


class ScoresForm(FlaskForm):
    """The scores of a sheet; `scores_form` makes one for each."""

    items: dict[str, ScoreItem] = {}

    def of(self, item: ScoreItem) -> Field:
        """The field of an item."""
        return self[name_of(item.token)]

    def points(self) -> dict[str, int]:
        """The points that were chosen, by the item's name in addresses."""
        return {token: int(self[name_of(token)].data) for token in self.items if self[name_of(token)].data}


class ContactForm(ScoresForm):
    """A contact as a monitor types it. form_key: names the form, so that it counts once however often it is sent."""

    form_key = HiddenField()
    contacted_on = Day("날짜", [Optional()])
    contacted_at = Wall("시각", [Optional()])
    place = StringField("전화한 번호 또는 찾아간 곳", [longest(rules.PLACE_LENGTH)], filters=[clean], render_kw=TEXT)
    remark = TextAreaField(
        "덧붙일 말", [longest(rules.REMARK_LENGTH)], filters=[clean_lines],
        render_kw={"rows": 4, "maxlength": rules.REMARK_LENGTH},
    )  # fmt: skip

    def validate_form_key(self, field: Field) -> None:
        """What is no key of ours is replaced, as in `SentOnce`: it only tells a form that is sent twice."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{22}", field.data or ""):
            field.data = new_token()

    def values(self) -> ContactValues:
        """The values of a form that is valid."""
        texts = {name: self[name].data or "" for name in ("place", "remark")}
        return ContactValues(self.contacted_on.data, self.contacted_at.data, points=self.points(), **texts)

    def show_missing(self, missing: Iterable[str]) -> None:
        """Say at each of these fields and items that it is empty."""
        for name in missing:
            field = self[name_of(name)] if name in self.items else self[name]
            field.errors = [*field.errors, "점수를 골라 주세요." if name in self.items else "적어 주세요."]


class CorrectionForm(ScoresForm):
    """The scores of a submitted contact as an admin corrects them, and why."""

    reason = StringField(
        "고치는 사유",
        [Read(read_reason, required=True), NEEDED, longest(REASON_LENGTH)],
        filters=[clean],
        render_kw=TEXT,
    )


def name_of(token: str) -> str:
    """The field of an item on a form, by the item's name in addresses."""
    return f"item-{token}"


def contact_form(sheet: ScoreSheet, form_key: str, values: ContactValues) -> ContactForm:
    """A form for the contacts of a sheet, with what is known already."""
    known = {name: getattr(values, name) for name in ("contacted_on", "contacted_at", "place", "remark")}
    form: ContactForm = _made(ContactForm, sheet, values, Optional(), {**known, "form_key": form_key})
    for field in (form.contacted_on, form.contacted_at, form.place, *map(form.of, form.items.values())):
        field.flags.required = True  # for submitting; a draft may lack them
    return form


def correction_form(sheet: ScoreSheet, values: ContactValues) -> CorrectionForm:
    """A form for correcting a contact of a sheet."""
    return _made(CorrectionForm, sheet, values, InputRequired("점수를 골라 주세요."), {})


def _made(kind: type[Any], sheet: ScoreSheet, values: ContactValues, need: object, data: dict[str, Any]) -> Any:
    fields = {name_of(item.token): _radio(item, need) for item in sheet.items}
    form = type(kind.__name__, (kind,), {**fields, "items": {item.token: item for item in sheet.items}})
    points = {name_of(token): str(points) for token, points in values.points.items()}
    return form(data={**data, **points})


def _radio(item: ScoreItem, need: object) -> RadioField:
    words = point_words(read_lines(item.labels), item.most)
    return RadioField(item.text, [need], choices=[SelectChoice(str(points), word) for points, word in words])
