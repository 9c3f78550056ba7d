"""Forms of the one-stop counter's pages."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from booking.business.forms import FindForm
from booking.business.models import Department
from booking.calendar.rules import without_control
from booking.counter.service import CounterTaskValues
from booking.fields import SelectField, StringField, TextAreaField, WholeNumber
from booking.office import plain_words

TEXT = {"autocomplete": "off"}
ROWS = {"rows": 3, **TEXT}


class FindTaskForm(FindForm):
    """What is looked for, and behind which department."""

    department = SelectField(_l("담당 부서"), default="")

    def offer(self, departments: Iterable[Department]) -> None:
        """The departments to choose from, in the reader's language."""
        choices = [("", _l("모든 부서")), *((one.key, plain_words(one, "name")) for one in departments)]
        self.department.choices = choices


def _clean(text: str | None) -> str:
    return without_control(text or "").strip()


def _longest(limit: int) -> Length:
    return Length(max=limit, message=f"{limit}자까지 적어 주세요.")


class TaskForm(FlaskForm):
    """What staff may change about a kind of business at the counter."""

    department_key = SelectField("담당 부서", [InputRequired("부서를 골라 주세요.")])
    takes = StringField("처리 시간", [_longest(60)], filters=[_clean], render_kw=TEXT)
    fee = WholeNumber("수수료(원)", [Optional(), NumberRange(0, 9_999_999, "0부터 9,999,999까지 적어 주세요.")])
    fee_note = StringField("수수료 안내", [_longest(200)], filters=[_clean], render_kw=TEXT)
    bring = TextAreaField("준비물", [_longest(300)], filters=[_clean], render_kw=ROWS)
    basis = StringField("근거 법령·서식", [_longest(200)], filters=[_clean], render_kw=TEXT)
    takes_en = StringField("영어 처리 시간", [_longest(60)], filters=[_clean], render_kw=TEXT)
    fee_note_en = StringField("영어 수수료 안내", [_longest(200)], filters=[_clean], render_kw=TEXT)
    bring_en = TextAreaField("영어 준비물", [_longest(300)], filters=[_clean], render_kw=ROWS)
    basis_en = StringField("영어 근거 법령·서식", [_longest(200)], filters=[_clean], render_kw=TEXT)
    is_active = BooleanField("시민에게 보입니다")
    is_sample = BooleanField("확인되지 않은 예시 자료입니다")

    def offer(self, departments: Iterable[Department]) -> None:
        """The departments to choose from."""
        self.department_key.choices = [("", "골라 주세요"), *((one.key, one.name) for one in departments)]

    def values(self) -> CounterTaskValues:
        """The values of a form that is valid."""
        return CounterTaskValues(**{name: self[name].data for name in CounterTaskValues.__dataclass_fields__})


class NewTaskForm(TaskForm):
    """Another kind of business for the counter; the view offers those that are not on its list."""

    key = SelectField("업무", [InputRequired("업무를 골라 주세요.")])
