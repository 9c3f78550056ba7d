"""The forms of experts."""

from flask_wtf import FlaskForm
from wtforms import StringField as Code

from booking.fields import TextAreaField
from booking.reservations.rules.outcomes import NOTE_LENGTH


class OutcomeForm(FlaskForm):
    """What came of a consultation: each code is a button, and the use case judges what it says."""

    code = Code("상담 결과")
    note = TextAreaField("덧붙이는 글", render_kw={"rows": 3, "maxlength": NOTE_LENGTH})
