"""Forms of the notices' work pages."""

from collections.abc import Mapping
from datetime import date
from itertools import zip_longest

from flask_wtf import FlaskForm
from wtforms import DateField, SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from booking.fields import AddressField, SelectField, StringField, TextAreaField, WholeNumber, one_line
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
        render_kw={"rows": 10, "spellcheck": "false"},
    )


class BodyForm(TextForm):
    """A text that has no subject."""

    subject = None


def _name(number: int) -> StringField:
    return StringField(
        f"버튼 {number} 이름", [Optional()], filters=[one_line], render_kw={"maxlength": texts.NAME_LENGTH}
    )


def _url(number: int) -> AddressField:
    looks = {"inputmode": "url", "autocomplete": "off", "spellcheck": "false", "maxlength": texts.URL_LENGTH}
    return AddressField(f"버튼 {number} 주소", [Optional()], filters=[one_line], render_kw=looks)


class AlimtalkForm(BodyForm):
    """The text of an AlimTalk, with what belongs to its template. What is wrong, `texts.template_faults` says."""

    template_code = StringField(
        "서식 번호",
        [Optional()],
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": 60},
    )
    button_1, button_1_url = _name(1), _url(1)
    button_2, button_2_url = _name(2), _url(2)
    button_3, button_3_url = _name(3), _url(3)
    button_4, button_4_url = _name(4), _url(4)
    button_5, button_5_url = _name(5), _url(5)

    @property
    def buttons(self) -> list[tuple[StringField, AddressField]]:
        """The fields of each button: its name and its address."""
        return [(self[f"button_{number}"], self[f"button_{number}_url"]) for number in range(1, texts.MOST_BUTTONS + 1)]

    @property
    def template(self) -> texts.Template:
        """What was typed; a button without name and address is none."""
        typed = [texts.Button(name.data or "", texts.tidy(url.data or "")) for name, url in self.buttons]
        return texts.Template(self.template_code.data or "", tuple(one for one in typed if one.name or one.url))

    def close_gaps(self) -> None:
        """Let the buttons follow each other, so that each fault of a template stands where its button is."""
        typed = self.template.buttons
        for (name, url), one in zip_longest(self.buttons, typed):
            name.data, url.data = (one.name, one.url) if one else ("", "")

    @staticmethod
    def values(template: texts.Template) -> dict[str, str]:
        """What the fields hold of a template."""
        found = {"template_code": template.code}
        for number, one in enumerate(template.buttons, 1):
            found |= {f"button_{number}": one.name, f"button_{number}_url": one.url}
        return found
