"""Forms of the night office's pages."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import Length

from booking.fields import StringField, one_line, printable

WORDS_LENGTH = 60


class FindForm(FlaskForm):
    """Which kind of business is looked for; it stands in the address."""

    class Meta:
        csrf = False

    q = StringField(
        _l("업무 찾기"),
        [Length(max=WORDS_LENGTH, message=_l("60자까지 적어 주세요."))],
        filters=[printable, one_line],
        render_kw={"maxlength": WORDS_LENGTH, "type": "search", "autocomplete": "off", "enterkeyhint": "search"},
    )
