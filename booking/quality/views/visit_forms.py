"""Forms of the after-visit survey."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from booking.fields import Read, StringField, TextAreaField, one_line
from booking.quality.rules.visit_survey import COMMENT_LENGTH, QUESTIONS, SCALE, read_comment

CODE_TYPED = 40
"""How long a number may be as it is typed, with spaces and hyphens."""

WORDS = (_l("매우 그렇습니다"), _l("그렇습니다"), _l("보통입니다"), _l("그렇지 않습니다"), _l("전혀 그렇지 않습니다"))
DEGREES = [SelectChoice(str(tap), word) for tap, word in zip(SCALE, WORDS, strict=True)]
"""What a tap says, the best first."""

CHOOSE = _l("보기에서 하나를 골라 주세요.")


def _taps(question: object) -> RadioField:
    return RadioField(question, [InputRequired(CHOOSE)], choices=DEGREES)


class SurveyCodeForm(FlaskForm):
    """The number of a message or a card."""

    code = StringField(
        _l("설문번호"),
        [InputRequired(_l("설문번호를 적어 주세요."))],
        filters=[one_line],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "maxlength": CODE_TYPED},
    )


class VisitSurveyForm(FlaskForm):
    """Three taps and, for who wants, a few words."""

    kindness = _taps(_l("친절하게 맞아 드렸나요?"))
    usefulness = _taps(_l("찾아오신 일에 도움이 되었나요?"))
    waiting = _taps(_l("기다리신 시간은 알맞았나요?"))
    comment = TextAreaField(
        _l("남기고 싶은 말씀"), [Read(read_comment)], render_kw={"rows": 4, "maxlength": COMMENT_LENGTH}
    )

    def taps(self) -> dict[str, int]:
        """The three answers of a form that is valid."""
        return {name: int(self[name].data) for name in QUESTIONS}

    def written(self) -> str | None:
        """The comment of a form that is valid, as it is kept."""
        return read_comment(self.comment.data or "")
