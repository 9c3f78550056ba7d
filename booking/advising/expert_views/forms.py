"""The forms of experts."""

from flask_wtf import FlaskForm

from booking.fields import StringField, TextAreaField
from booking.reservations.rules.outcomes import NOTE_LENGTH


class OutcomeForm(FlaskForm):
    """What came of a consultation: each code is a button, and the use case judges what it says."""

    code = StringField("상담 결과")
    note = TextAreaField("덧붙이는 글", render_kw={"rows": 3, "maxlength": NOTE_LENGTH})
