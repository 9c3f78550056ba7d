"""Forms of score sheets and departments."""

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice

from booking.fields import SelectField, StringField, TextAreaField, WholeNumber
from booking.quality.forms.base import (
    CHOSEN,
    FILLED,
    POSITION,
    TEXT,
    HalfFields,
    between,
    clean,
    clean_lines,
    longest,
)
from booking.quality.models.sheets import ScoreSheet
from booking.quality.rules import sheets as rules
from booking.quality.service import ItemValues


class SheetForm(FlaskForm):
    """What staff may change about a sheet."""

    name = StringField("채점표 이름", [FILLED, longest(80)], filters=[clean], render_kw=TEXT)
    stages = TextAreaField("단계", [FILLED, longest(500)], filters=[clean_lines], render_kw={"rows": 4})


class CopyForm(HalfFields, FlaskForm):
    """A copy of a sheet: its name and its half-year."""

    name = StringField("채점표 이름", [FILLED, longest(80)], filters=[clean], render_kw=TEXT)


class NewSheetForm(CopyForm):
    """A new sheet: its stages follow from its kind and can be changed afterwards."""

    kind = RadioField(
        "종류", [CHOSEN], choices=[SelectChoice(value, label) for value, label in rules.KINDS.items()], default="phone"
    )


class ItemForm(FlaskForm):
    """What staff may change about an item."""

    stage = SelectField("단계", [CHOSEN])
    text = StringField("항목", [FILLED, longest(200)], filters=[clean], render_kw=TEXT)
    weight = WholeNumber("가중치", between(1, rules.MOST_WEIGHT))
    most = WholeNumber("만점", between(1, rules.MOST_POINTS))
    labels = TextAreaField("점수의 뜻", [longest(800)], filters=[clean_lines], render_kw={"rows": 5})
    position = WholeNumber("보이는 순서", POSITION)

    def offer(self, sheet: ScoreSheet) -> None:
        """The stages to choose from."""
        self.stage.choices = [SelectChoice(str(nth), stage.name) for nth, stage in enumerate(sheet.stages)]

    def values(self) -> ItemValues:
        """The values of a form that is valid."""
        own = {name: self[name].data for name in ItemValues.__dataclass_fields__}
        return ItemValues(**{**own, "stage": int(self.stage.data or 0), "labels": self.labels.data or ""})
