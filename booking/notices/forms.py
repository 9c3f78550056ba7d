"""Forms of the notices' work pages."""

from collections.abc import Mapping
from datetime import date

from flask_wtf import FlaskForm
from wtforms import DateField, SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from booking.fields import SelectField, StringField, TextAreaField, WholeNumber, one_line
from booking.notices import labels, rules, texts

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


def _choices(words: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value=code, label=label) for code, label in words.items()]


class LedgerForm(FlaskForm):
    """Which day's notices, given in the address; what is not understood is an error."""

    class Meta:
        csrf = False

    day = DateField("날짜", validators=[Optional()])
    state = SelectField("상태", choices=_choices({"": "모두", **labels.STATES}), default="")
    channel = SelectField("보내는 방법", choices=_choices({"": "모두", **labels.CHANNELS}), default="")

    def validate_day(self, field: DateField) -> None:
        """Days that no notice can have; the calendar ends somewhere."""
        if field.data and not FIRST_DAY <= field.data <= LAST_DAY:
            raise ValidationError("날짜를 다시 확인해 주세요.")


class OutcomeForm(FlaskForm):
    """How a call went."""

    outcome = SelectField(
        "통화 결과",
        choices=_choices(labels.OUTCOMES),
        validators=[InputRequired("통화 결과를 골라 주세요.")],
    )
    note = StringField(
        "합의한 내용",
        [Length(max=rules.NOTE_LENGTH, message=f"{rules.NOTE_LENGTH}자까지 적어 주세요.")],
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": rules.NOTE_LENGTH},
    )


class AgainForm(FlaskForm):
    """Which sending by hand this is, as the page counted, and where the clerk came from."""

    number = WholeNumber("번째", [Optional()])
    back = StringField("돌아갈 곳", [Optional()])


class TextForm(FlaskForm):
    """A text with its variables. What else is wrong with it, `texts.faults` says."""

    subject: StringField | None = StringField(
        "제목",
        [InputRequired("내용을 적어 주세요."), Length(max=200, message="200자까지 적어 주세요.")],
        filters=[lambda text: texts.tidy(one_line(text))],
    )
    body = TextAreaField(
        "문안",
        [InputRequired("내용을 적어 주세요."), Length(max=4000, message="4,000자까지 적어 주세요.")],
        filters=[lambda text: texts.tidy(text or "")],
        render_kw={"rows": 14, "spellcheck": "false"},
    )


class BodyForm(TextForm):
    """A text that has no subject."""

    subject = None
