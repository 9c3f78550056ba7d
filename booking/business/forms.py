"""Forms of the staff pages of the kinds of business."""

from collections.abc import Callable, Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from booking.business.service import BusinessValues, DepartmentValues
from booking.calendar.rules import without_control
from booking.consultations.rules import KEY
from booking.fields import (
    Day,
    MultiCheckboxField,
    Read,
    SelectField,
    StringField,
    TextAreaField,
    WholeNumber,
    one_line,
    printable,
)
from booking.kiosks.rules.places import read_point
from booking.reasons import REASON_LENGTH, read_reason
from booking.reservations.forms import SentOnce

TEXT = {"autocomplete": "off"}
WORDS_LENGTH = 60
LONGEST_WORDS = 2_000
KINDS = [SelectChoice(value="department", label="시청 부서"), SelectChoice(value="town", label="읍·면·동")]
MOST_CASES = 9999
FIRST_YEAR = 2000


def find_field(label: str | LazyString, *also: Callable[..., object]) -> StringField:
    """What is looked for, in words. also: validators besides."""
    return StringField(
        label,
        [*also, Length(max=WORDS_LENGTH, message=_l("60자까지 적어 주세요."))],
        filters=[printable, one_line],
        render_kw={"maxlength": WORDS_LENGTH, "type": "search", "autocomplete": "off", "enterkeyhint": "search"},
    )


class FindForm(FlaskForm):
    """Which kind of business is looked for; it stands in the address."""

    class Meta:
        csrf = False

    q = find_field(_l("업무 찾기"))


class FindDepartmentForm(FindForm):
    """Which department is looked for."""

    q = find_field("부서 찾기")


class MissedForm(FlaskForm):
    """What a citizen looked for and did not find."""

    q = find_field(_l("찾으신 말"), DataRequired(_l("찾으신 말을 적어 주세요.")))


class TakeOverForm(FlaskForm):
    """Words that citizens did not find, and the kind of business that they mean; or that they mean none (`drop`)."""

    words = SelectField("찾지 못한 말", [DataRequired("찾지 못한 말을 골라 주세요.")])
    key = SelectField("업무", default="")
    drop = SubmitField("목록에서 지우기")

    def offer(self, words: Iterable[str], kinds: Iterable[tuple[str, str]]) -> None:
        """What there is to choose from: the words, and the kinds of business by key and name."""
        self.words.choices = [("", "골라 주세요"), *((one, one) for one in words)]
        self.key.choices = [("", "골라 주세요"), *kinds]

    def validate_key(self, field: SelectField) -> None:
        """Words that are taken over need something to be another name of."""
        if not field.data and not self.drop.data:
            raise ValidationError("업무를 골라 주세요.")


class CorrectionForm(SentOnce, FlaskForm):
    """How many cases more or fewer there were on a day that is over, and why."""

    day = Day("날짜", [InputRequired("날짜를 골라 주세요.")])
    key = SelectField("업무", [DataRequired("업무를 골라 주세요.")])
    number = WholeNumber(
        "더하거나 뺄 건수",
        [
            InputRequired("건수를 적어 주세요."),
            NumberRange(-MOST_CASES, MOST_CASES, f"{MOST_CASES}건까지 적어 주세요."),
        ],
        render_kw={"autocomplete": "off"},
    )
    reason = StringField(
        "사유",
        [DataRequired("사유를 적어 주세요."), Length(max=REASON_LENGTH), Read(read_reason)],
        filters=[one_line],
        render_kw={"autocomplete": "off", "maxlength": REASON_LENGTH},
    )

    def offer(self, kinds: Iterable[tuple[str, str]]) -> None:
        """The kinds of business to choose from, by key and name."""
        self.key.choices = [("", "골라 주세요"), *kinds]

    def validate_day(self, field: Day) -> None:
        """Years that no count can have; the calendar ends somewhere."""
        if field.data and field.data.year < FIRST_YEAR:
            raise ValidationError("날짜를 다시 확인해 주세요.")

    def validate_number(self, field: WholeNumber) -> None:
        """No case more and none fewer is no correction."""
        if field.data == 0:
            raise ValidationError("0이 아닌 수를 적어 주세요. 예: 12, -1")


def _clean(text: str | None) -> str:
    return without_control(text or "").strip()


def _longest(limit: int) -> Length:
    return Length(max=limit, message=f"{limit}자까지 적어 주세요.")


def key_field() -> StringField:
    """The key of something new, which it keeps."""
    return StringField(
        "이름표(영어)",
        [
            DataRequired("적어 주세요."),
            Regexp(KEY, message="영어 소문자, 숫자, 붙임표로 40자까지 적어 주세요."),
        ],
        filters=[_clean],
        render_kw=TEXT,
    )


class BusinessForm(FlaskForm):
    """What staff may change about a kind of business."""

    name = StringField("이름", [DataRequired("적어 주세요."), _longest(60)], filters=[_clean], render_kw=TEXT)
    name_en = StringField("영어 이름", [_longest(100)], filters=[_clean], render_kw=TEXT)
    words = TextAreaField("다른 이름", [_longest(LONGEST_WORDS)], filters=[_clean], render_kw={"rows": 6, **TEXT})
    fields_helped = MultiCheckboxField("상담받을 수 있는 분야")
    is_active = BooleanField("시민에게 보입니다")
    is_sample = BooleanField("확인되지 않은 예시 자료입니다")

    def offer(self, fields: Iterable[tuple[str, str]]) -> None:
        """The fields of advice to choose from, by key and name."""
        self.fields_helped.choices = list(fields)

    def values(self) -> BusinessValues:
        """The values of a form that is valid."""
        own = {name: self[name].data for name in BusinessValues.__dataclass_fields__ if name != "field_keys"}
        return BusinessValues(**own, field_keys=" ".join(self.fields_helped.data or []))


class NewBusinessForm(BusinessForm):
    """Another kind of business."""

    key = key_field()


class DepartmentForm(FlaskForm):
    """What staff may change about a department or a town's office."""

    name = StringField("이름", [DataRequired("적어 주세요."), _longest(60)], filters=[_clean], render_kw=TEXT)
    name_en = StringField("영어 이름", [_longest(100)], filters=[_clean], render_kw=TEXT)
    kind = SelectField(
        "구분",
        choices=[SelectChoice(value="department", label="시청 부서"), SelectChoice(value="town", label="읍·면·동")],
    )
    phone = StringField(
        "전화번호",
        [
            Optional(),
            _longest(20),
            Regexp(r"^[0-9]+(-[0-9]+)*$", message="숫자와 붙임표로 적어 주세요."),
        ],
        filters=[_clean],
        render_kw=TEXT,
    )
    coordinates = StringField(
        "위도, 경도",
        [Optional(), _longest(40), Read(read_point)],
        filters=[_clean],
        render_kw=TEXT,
    )
    position = WholeNumber(
        "보이는 순서",
        [InputRequired("적어 주세요."), NumberRange(0, 9999, "0부터 9999까지 적어 주세요.")],
    )
    is_active = BooleanField("고를 수 있게 합니다")
    is_sample = BooleanField("확인되지 않은 예시 자료입니다")

    def values(self) -> DepartmentValues:
        """The values of a form that is valid."""
        return DepartmentValues(**{name: self[name].data for name in DepartmentValues.__dataclass_fields__})


class NewDepartmentForm(DepartmentForm):
    """Another department."""

    key = key_field()
