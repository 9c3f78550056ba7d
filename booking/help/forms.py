"""The form of the help pages."""

from flask_wtf import FlaskForm
from wtforms.validators import Length

from booking.fields import StringField, one_line

WORDS_LENGTH = 60


class SearchForm(FlaskForm):
    """What is looked for; it stands in the address."""

    class Meta:
        csrf = False

    q = StringField(
        "찾는 말",
        [Length(max=WORDS_LENGTH, message=f"{WORDS_LENGTH}자까지 적어 주세요.")],
        filters=[one_line],
        render_kw={"maxlength": WORDS_LENGTH, "type": "search", "autocomplete": "off"},
    )
