"""Forms of the kiosks' pages: looking for a place, and what staff keep."""

from collections.abc import Iterable
from dataclasses import replace

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from booking.fields import MultiCheckboxField, SelectField, StringField, WholeNumber, one_line
from booking.kiosks.queries import Issued, Wish
from booking.kiosks.service import KioskValues
from booking.kiosks.wording import FEATURES
from booking.office import plain_words

TEXT = {"autocomplete": "off"}
FILTERS = ("wheelchair", "voice", "braille")
"""The helps that citizens look for most."""


def _longest(limit: int) -> Length:
    return Length(max=limit, message=f"{limit}자까지 적어 주세요.")


class FindForm(FlaskForm):
    """What a citizen looks for, given in the address."""

    class Meta:
        csrf = False

    words = StringField(_l("장소 이름이나 동네"), [Length(max=60)], filters=[one_line], render_kw=TEXT)
    document = SelectField(_l("발급할 서류"), choices=[], default="")
    open_now = BooleanField(_l("지금 이용할 수 있는 곳"))
    all_hours = BooleanField(_l("24시간 이용할 수 있는 곳"))
    features = MultiCheckboxField(_l("편의 기능"), choices=[SelectChoice(name, FEATURES[name]) for name in FILTERS])

    def offer(self, documents: Iterable[Issued]) -> None:
        """The documents to choose from."""
        names = [SelectChoice(one.key, plain_words(one.business, "name")) for one in documents]
        self.document.choices = [SelectChoice("", gettext("모든 서류")), *names]

    def wish(self) -> Wish:
        """What a valid form says."""
        chosen = tuple(self.features.data or ())
        return Wish(self.open_now.data, self.all_hours.data, chosen, self.document.data or "", self.words.data)


class KioskForm(FlaskForm):
    """What staff may change about a kiosk."""

    name = StringField("설치 장소", [DataRequired("적어 주세요."), _longest(100)], filters=[one_line], render_kw=TEXT)
    address = StringField("주소", [_longest(200)], filters=[one_line], render_kw=TEXT)
    is_24h = BooleanField("24시간 이용할 수 있습니다")
    hours = StringField("이용 시간", [_longest(200)], filters=[one_line], render_kw=TEXT)
    is_working = BooleanField("지금 이용할 수 있습니다(고장·점검이면 선택을 풀어 주세요)")
    position = WholeNumber(
        "보이는 순서",
        [InputRequired("적어 주세요."), NumberRange(0, 9999, "0부터 9999까지 적어 주세요.")],
    )
    is_sample = BooleanField("확인되지 않은 예시 자료입니다")

    def values(self, before: KioskValues) -> KioskValues:
        """The values of a form that is valid; what it does not ask stays as it was."""
        return replace(before, **{name: self[name].data for name in KioskValues.__dataclass_fields__ if name in self})
