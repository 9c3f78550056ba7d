"""Forms of the guide: what citizens ask, and what staff enter."""

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import HiddenInput

from booking.business.forms import FindForm, find_field
from booking.calendar.rules import without_control
from booking.consultations.models import Field
from booking.errors import BookingError
from booking.fields import AddressField, MultiCheckboxField, SelectField, StringField, WholeNumber
from booking.guide.rules import near
from booking.guide.service import DoorValues
from booking.office import plain_words

if TYPE_CHECKING:
    from booking.business.models import Department

TEXT = {"autocomplete": "off"}
ADDRESS = r"^https?://[^\s/?#<>]+\S*$"


def _clean(text: str | None) -> str:
    return " ".join(without_control(text or "").split())


def _longest(limit: int) -> Length:
    return Length(max=limit, message=f"{limit}자까지 적어 주세요.")


class QuestionForm(FindForm):
    """What somebody wants done."""

    q = find_field(_l("무엇을 하려고 하시나요"))


class StartForm(FlaskForm):
    """Where somebody is: a town, or the place that their browser told when they pressed the button. Kept nowhere."""

    town = SelectField(_l("출발하시는 읍·면·동"), validate_choice=False)
    latitude = StringField(widget=HiddenInput())
    longitude = StringField(widget=HiddenInput())

    def offer(self, towns: "Iterable[Department]") -> None:
        """The towns to choose from: those whose place is known."""
        self.town.choices = [("", _l("골라 주세요")), *((town.key, plain_words(town, "name")) for town in towns)]

    def read(self, towns: "Iterable[Department]") -> near.Point | None:
        """Where they are; None where that is no place here, which the form then says at the town."""
        chosen = next((town.coordinates for town in towns if town.key == self.town.data), "")
        latitude, _comma, longitude = chosen.partition(",")
        point = None
        if self.validate_on_submit():
            with suppress(BookingError):
                point = near.read_start(latitude or self.latitude.data or "", longitude or self.longitude.data or "")
        if point is None:
            self.latitude.errors = self.longitude.errors = ()
            self.town.errors = [gettext("출발하시는 읍·면·동을 골라 주세요.")]
        return point


class DoorForm(FlaskForm):
    """What staff may change about a place where else advice is given."""

    name = StringField("이름", [DataRequired("적어 주세요."), _longest(60)], filters=[_clean], render_kw=TEXT)
    phone = StringField(
        "전화번호",
        [Optional(), _longest(20), Regexp(r"^[0-9]+(-[0-9]+)*$", message="숫자와 붙임표로 적어 주세요. 예: 132")],
        filters=[_clean],
        render_kw=TEXT,
    )
    url = AddressField(
        "홈페이지 주소",
        [
            Optional(),
            _longest(200),
            Regexp(ADDRESS, message="https://로 시작하는 주소를 적어 주세요."),
        ],
        filters=[_clean],
        render_kw=TEXT,
    )
    hours = StringField("이용 시간", [_longest(100)], filters=[_clean], render_kw=TEXT)
    note = StringField("안내", [_longest(200)], filters=[_clean], render_kw=TEXT)
    fields_helped = MultiCheckboxField("도움받는 분야")
    position = WholeNumber(
        "보이는 순서",
        [InputRequired("적어 주세요."), NumberRange(0, 9999, "0부터 9999까지 적어 주세요.")],
    )
    is_active = BooleanField("시민에게 보입니다")
    needs_word = BooleanField("아직 확인하지 않은 예시입니다")
    name_en = StringField("영어 이름", [_longest(60)], filters=[_clean], render_kw=TEXT)
    hours_en = StringField("영어 이용 시간", [_longest(100)], filters=[_clean], render_kw=TEXT)
    note_en = StringField("영어 안내", [_longest(200)], filters=[_clean], render_kw=TEXT)

    def offer(self, fields: Iterable[Field]) -> None:
        """The fields to choose from; with none ticked a place helps with all."""
        self.fields_helped.choices = [(field.key, field.name) for field in fields]

    def values(self) -> DoorValues:
        """The values of a form that is valid."""
        own = {name: self[name].data for name in DoorValues.__dataclass_fields__ if name != "field_keys"}
        return DoorValues(**own, field_keys=" ".join(self.fields_helped.data or []))
