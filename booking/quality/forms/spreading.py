"""The form by which many departments are assigned to many monitors."""

from wtforms import HiddenField, SelectChoice
from wtforms.validators import DataRequired

from booking.fields import MultiCheckboxField, SelectField, WholeNumber
from booking.quality.forms.base import CHOSEN, between
from booking.quality.forms.monitors import DueForm, sheet_choices
from booking.quality.models.sheets import ScoreSheet
from booking.quality.service import SpreadValues
from booking.reservations.forms import SentOnce

MOST_PER = 9


class SpreadForm(SentOnce, DueForm):
    """Which departments, which monitors, by which sheet. token: names the press. seen: what was seen before it."""

    seen = HiddenField()
    sheet = SelectField("채점표", [CHOSEN])
    per = WholeNumber("한 부서를 채점할 모니터 수", between(1, MOST_PER))
    departments = MultiCheckboxField("부서", [DataRequired("부서를 골라 주세요.")], is_needed=True)
    monitors = MultiCheckboxField("모니터", [DataRequired("모니터를 골라 주세요.")], is_needed=True)

    def offer(self, sheets: list[ScoreSheet], departments: dict[str, str], monitors: dict[str, str]) -> None:
        """What there is to choose from: names by key, or by the name in addresses."""
        self.sheet.choices = sheet_choices(sheets)
        self.departments.choices = [SelectChoice(key, name) for key, name in departments.items()]
        self.monitors.choices = [SelectChoice(token, name) for token, name in monitors.items()]

    def values(self) -> SpreadValues:
        """The values of a form that is valid."""
        names = ("sheet", "departments", "monitors", "per")
        return SpreadValues(**{name: self[name].data for name in names}, **self.due())
