"""The form that keeps a booking from being destroyed."""

from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired, Length

from booking.fields import Day, Read, StringField, one_line
from booking.reasons import REASON_LENGTH, read_reason

DOCUMENT_LENGTH = 60
_QUIET = {"autocomplete": "off", "spellcheck": "false"}


class KeepForm(FlaskForm):
    """Until when, by which letter and why a booking is kept."""

    until = Day("이날까지 보존", [InputRequired("날짜를 골라 주세요.")])
    document = StringField(
        "문서번호",
        [
            DataRequired("보존을 요청한 문서의 번호를 적어 주세요."),
            Read(read_reason),
            Length(max=DOCUMENT_LENGTH, message=f"{DOCUMENT_LENGTH}자까지 적어 주세요."),
        ],
        filters=[one_line],
        render_kw=_QUIET | {"maxlength": DOCUMENT_LENGTH},
        description="예: 감사담당관-1234",
    )
    reason = StringField(
        "사유",
        [
            DataRequired("사유를 적어 주세요."),
            Read(read_reason),
            Length(max=REASON_LENGTH, message=f"{REASON_LENGTH}자까지 적어 주세요."),
        ],
        filters=[one_line],
        render_kw=_QUIET | {"maxlength": REASON_LENGTH},
        description="예: 자체 감사, 행정소송. 이름과 전화번호는 적지 마세요.",
    )
