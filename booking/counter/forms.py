"""Forms of the one-stop counter's pages."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import Length

from booking.business.models import Department
from booking.fields import SelectField, StringField, one_line, printable
from booking.office import plain_words

WORDS_LENGTH = 60


class FindForm(FlaskForm):
    """What is looked for, and behind which department; it stands in the address."""

    class Meta:
        csrf = False

    q = StringField(
        _l("업무 찾기"),
        [Length(max=WORDS_LENGTH, message=_l("60자까지 적어 주세요."))],
        filters=[printable, one_line],
        render_kw={"maxlength": WORDS_LENGTH, "type": "search", "autocomplete": "off", "enterkeyhint": "search"},
    )
    department = SelectField(_l("담당 부서"), default="")

    def offer(self, departments: Iterable[Department]) -> None:
        """The departments to choose from, in the reader's language."""
        choices = [("", _l("모든 부서")), *((one.key, plain_words(one, "name")) for one in departments)]
        self.department.choices = choices
