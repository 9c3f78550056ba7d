"""Forms of the kiosks' pages: looking for a place, and what staff keep."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from booking.business.forms import find_field
from booking.fields import Day, MultiCheckboxField, SelectField, StringField, TelField, WholeNumber, one_line
from booking.kiosks.queries import Issued, Wish
from booking.kiosks.rules import CLOSED, HOURS
from booking.kiosks.service import DocumentValues, KioskValues
from booking.kiosks.wording import FEATURES, IDENTIFICATIONS, UNSURE
from booking.office import plain_words

TEXT = {"autocomplete": "off"}
POSITION = (InputRequired("적어 주세요."), NumberRange(0, 9999, "0부터 9999까지 적어 주세요."))
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


class HoursForm(FlaskForm):
    """When something can be had: three lines of hours."""

    weekday_hours = StringField("평일 시간", [_longest(60)], filters=[one_line], render_kw=TEXT)
    saturday_hours = StringField("토요일 시간", [_longest(60)], filters=[one_line], render_kw=TEXT)
    holiday_hours = StringField("일요일·공휴일 시간", [_longest(60)], filters=[one_line], render_kw=TEXT)


class SearchForm(FlaskForm):
    """Which place staff look for; it stands in the address."""

    class Meta:
        csrf = False

    q = find_field("설치 장소 찾기")


class KioskForm(HoursForm):
    """What staff may change about a kiosk."""

    name = StringField("설치 장소", [DataRequired("적어 주세요."), _longest(100)], filters=[one_line], render_kw=TEXT)
    name_en = StringField("영어 이름", [_longest(100)], filters=[one_line], render_kw=TEXT)
    address = StringField("주소", [_longest(200)], filters=[one_line], render_kw=TEXT)
    spot = StringField("건물 안 위치", [_longest(200)], filters=[one_line], render_kw=TEXT)
    coordinates = StringField("위도, 경도", [_longest(40)], filters=[one_line], render_kw=TEXT)
    phone = TelField("담당 전화번호", [_longest(20)], filters=[one_line], render_kw=TEXT)
    manager = StringField("관리 기관", [_longest(100)], filters=[one_line], render_kw=TEXT)
    is_24h = BooleanField("24시간 이용할 수 있습니다")
    hours = StringField("이용 시간 안내", [_longest(200)], filters=[one_line], render_kw=TEXT)
    features = MultiCheckboxField("편의 기능", choices=[SelectChoice(*one) for one in FEATURES.items()])
    lacks = MultiCheckboxField("발급하지 않는 서류")
    is_working = BooleanField("지금 이용할 수 있습니다(고장·점검이면 선택을 풀어 주세요)")
    back_on = Day("복구 예정일")
    position = WholeNumber("보이는 순서", POSITION)
    is_sample = BooleanField("장소 자체가 확인되지 않은 예시입니다")
    unsure = MultiCheckboxField("확인되지 않은 값", choices=[SelectChoice(*one) for one in UNSURE.items()])

    def offer(self, documents: Iterable[Issued]) -> None:
        """The documents that a machine may lack."""
        self.lacks.choices = [SelectChoice(one.key, one.business.name) for one in documents]

    def values(self) -> KioskValues:
        """The values of a form that is valid."""
        return KioskValues(**{name: _plain(self[name].data) for name in KioskValues.__dataclass_fields__})


class WorkingForm(FlaskForm):
    """Whether one place can be used, by one tap in the list. back_on: when it is expected back, if that is known."""

    back_on = Day("복구 예정일", render_kw=TEXT)
    working = SelectField("상태", choices=[SelectChoice("yes", "이용 가능"), SelectChoice("no", "고장·점검")])


class DocumentForm(HoursForm):
    """What staff may change about a document. business_key: asked for a new one alone."""

    business_key = SelectField("서류", choices=[], default="", validate_choice=True)
    fee = WholeNumber("수수료(원)", [Optional(), NumberRange(0, 1_000_000, "0부터 1,000,000까지 적어 주세요.")])
    identification = SelectField("본인 확인", choices=[SelectChoice(*one) for one in IDENTIFICATIONS.items()])
    note = StringField("안내", [_longest(200)], filters=[one_line], render_kw=TEXT)
    position = WholeNumber("보이는 순서", POSITION)
    is_active = BooleanField("시민에게 보입니다")
    is_sample = BooleanField("확인되지 않은 예시 자료입니다")

    def values(self) -> DocumentValues:
        """The values of a form that is valid."""
        return DocumentValues(**{name: self[name].data for name in DocumentValues.__dataclass_fields__})


class ImportForm(FlaskForm):
    """A file with a list of kiosks, which is read and shown and not kept."""

    file = FileField("발급기 목록 파일", [FileRequired("파일을 골라 주세요.")], render_kw={"accept": ".json,.csv,.txt"})


class ConfirmForm(FlaskForm):
    """What is made of the difference that was shown. difference: the list; seen: the name of what was chosen."""

    chosen = MultiCheckboxField("바꿀 곳", [InputRequired("바꿀 곳을 하나 이상 골라 주세요.")], choices=[])
    without_faults = BooleanField("읽을 수 없는 줄은 빼고 적용합니다")
    difference = HiddenField()
    seen = HiddenField()


def typed(values: KioskValues | DocumentValues) -> dict[str, Any]:
    """Values as a form shows them: sets as lists, and hours as staff write them."""
    found = asdict(values)
    for name in ("features", "lacks", "unsure"):
        found |= {name: found[name].split()} if name in found else {}
    return found | {name: "휴무" if found[name] == CLOSED else found[name] for name in HOURS}


def _plain(data: Any) -> Any:
    return " ".join(data) if isinstance(data, list) else data
