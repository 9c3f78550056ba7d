"""The form that approves a destruction."""

from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired, Length

from booking.fields import Day, Read, StringField, one_line
from booking.reasons import REASON_LENGTH, read_reason


class ApproveForm(FlaskForm):
    """Up to which day what is past due may be destroyed, and by which decision."""

    until = Day("이날까지", [InputRequired("날짜를 골라 주세요.")])
    reason = StringField(
        "승인 근거",
        [
            DataRequired("승인 근거를 적어 주세요."),
            Read(read_reason),
            Length(max=REASON_LENGTH, message=f"{REASON_LENGTH}자까지 적어 주세요."),
        ],
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": REASON_LENGTH},
        description="예: 개인정보 파기 계획 결재 2027-3호. 파기 관리대장에 남습니다. 이름과 전화번호는 적지 마세요.",
    )
