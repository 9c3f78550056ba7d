"""The forms that ask the audit log."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from booking.audit.labels import ACTIONS
from booking.audit.labels.access import FINDINGS
from booking.audit.queries import Wanted
from booking.audit.rules import clean
from booking.fields import AddressField, Day, Read, SelectField, StringField, one_line
from booking.reasons import REASON_LENGTH, read_reason
from booking.typed import normalise

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
LONGEST = timedelta(days=1100)
"""Longer than the log is usually kept."""

CHOICES = [
    SelectChoice("", "모두"),
    *(SelectChoice(action, name) for action, name in sorted(ACTIONS.items(), key=lambda one: one[1])),
]
"""By their names: there are more than a hundred, and who looks for one knows how it begins."""


def _printable(text: str | None) -> str:
    return "".join(letter for letter in text or "" if letter.isprintable()).strip()


class FilterForm(FlaskForm):
    """Day, account, action and reservation, given in the address; a filter that is not understood is an error."""

    class Meta:
        csrf = False

    day = DateField("날짜", validators=[Optional()])
    account = StringField("계정", filters=[_printable], validators=[Length(max=255, message="255자까지 적어 주세요.")])
    action = SelectField("한 일", filters=[_printable], choices=CHOICES, validate_choice=False)
    reference = StringField(
        "예약번호", filters=[_printable], validators=[Length(max=40, message="예약번호를 다시 확인해 주세요.")]
    )

    def validate_day(self, field: DateField) -> None:
        """Days that no log can have; the calendar ends somewhere."""
        _check_day(field)

    @property
    def wanted(self) -> Wanted:
        """The filter as the queries take it."""
        reference = _reference(self.reference.data)
        about = f"reservation:{reference}" if reference else ""
        return Wanted(self.day.data, clean(self.account.data), clean(self.action.data), clean(about))

    @property
    def described(self) -> str:
        """The filter as the log notes it: looking at the log is itself an access."""
        given = {"day": self.day.data, "account": self.account.data, "action": self.action.data}
        given["reference"] = self.reference.data
        return " ".join(f"{name}={value}" for name, value in given.items() if value)


class RightsForm(FlaskForm):
    """A year of the history of rights, and whose."""

    class Meta:
        csrf = False

    year = SelectField("해", filters=[_printable])
    account = StringField("계정", filters=[_printable], validators=[Length(max=255, message="255자까지 적어 주세요.")])

    def __init__(self, *args: Any, years: Iterable[int] = (), **kwargs: Any) -> None:
        choices = [SelectChoice(str(year), f"{year}년") for year in years]
        super().__init__(*args, data={"year": choices[0].value} if choices else None, **kwargs)
        self.year.choices = choices


class SeenForm(FlaskForm):
    """An account, and the days on which it may have leaked something, both included."""

    class Meta:
        csrf = False

    account = AddressField(
        "계정",
        [DataRequired("계정을 적어 주세요."), Length(max=255, message="255자까지 적어 주세요.")],
        filters=[_printable, str.lower],
        description="로그인 이름을 그대로 적어 주세요.",
        render_kw={"list": "accounts", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    first = Day("첫날", [InputRequired("첫날을 골라 주세요.")])
    last = Day("마지막 날", [InputRequired("마지막 날을 골라 주세요.")])

    def validate_first(self, field: DateField) -> None:
        """A day of the calendar."""
        _check_day(field)

    def validate_last(self, field: DateField) -> None:
        """Not before the first day, and not so far behind it that a page would never end."""
        _check_day(field)
        if not self.first.data or not field.data or self.first.errors:
            return
        if field.data < self.first.data:
            raise ValidationError("마지막 날이 첫날보다 앞섭니다.")
        if field.data - self.first.data > LONGEST:
            raise ValidationError(f"{LONGEST.days}일까지 한 번에 볼 수 있습니다.")


class SeenByForm(FlaskForm):
    """Whose data it was, by the number of a booking or of a place in line."""

    class Meta:
        csrf = False

    reference = StringField(
        "예약번호",
        [DataRequired("예약번호를 적어 주세요."), Length(max=40, message="예약번호를 다시 확인해 주세요.")],
        filters=[_printable],
        description="빈자리 알림 신청 번호도 됩니다.",
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )

    @property
    def subjects(self) -> list[str]:
        """What the log may call it."""
        reference = clean(_reference(self.reference.data))
        return [f"{kind}:{reference}" for kind in ("reservation", "waiting")]


class ReviewForm(FlaskForm):
    """That the log of a month was looked at, and what was found."""

    finding = RadioField(
        "점검 결과",
        [InputRequired("점검 결과를 골라 주세요.")],
        choices=[SelectChoice("clean", FINDINGS["clean"]), SelectChoice("noted", FINDINGS["noted"])],
    )
    note = StringField(
        "점검 의견",
        [Read(read_reason), Length(max=REASON_LENGTH, message=f"{REASON_LENGTH}자까지 적어 주세요.")],
        filters=[one_line],
        description="확인한 것이 있으면 무엇을 어떻게 했는지 적어 주세요. 접속 기록에 남습니다. "
        "이름과 전화번호는 적지 마세요.",
        render_kw={"autocomplete": "off", "maxlength": REASON_LENGTH},
    )

    def validate_note(self, field: StringField) -> None:
        """What was found has to be said."""
        if self.finding.data == "noted" and not field.data:
            raise ValidationError("확인한 것이 무엇인지 적어 주세요.")


def _reference(text: str | None) -> str:
    return "".join(letter for letter in normalise("NFKC", text or "").upper() if letter.isalnum())


def _check_day(field: DateField) -> None:
    if field.data and not FIRST_DAY <= field.data <= LAST_DAY:
        raise ValidationError("날짜를 다시 확인해 주세요.")
