"""Forms of the pages without a log-in."""

from flask_wtf import FlaskForm
from wtforms.validators import DataRequired

from booking.fields import StringField


class SheetCodeForm(FlaskForm):
    """The code that was sent to the expert's telephone."""

    code = StringField(
        "인증번호",
        [DataRequired("인증번호를 입력해 주세요.")],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 20},
    )
