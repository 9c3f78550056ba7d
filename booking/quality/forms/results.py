"""What the results' page is asked for. It stands in the address, so that the page can be kept."""

from flask_wtf import FlaskForm
from wtforms import SelectChoice

from booking.fields import SelectField
from booking.quality.rules.halves import Half, read_half
from booking.quality.rules.sheets import KINDS


class ResultsForm(FlaskForm):
    """Half-year, kind, and one department or all."""

    class Meta:
        csrf = False

    half = SelectField("반기")
    kind = SelectField("종류", choices=[SelectChoice(value, label) for value, label in KINDS.items()], default="phone")
    department = SelectField("단계와 항목을 볼 부서")

    def offer(self, halves: list[Half], departments: dict[int, str], keys: dict[int, str]) -> None:
        """The half-years and departments to choose from. keys: names of departments in addresses."""
        self.half.choices = [SelectChoice(str(one), one.name) for one in halves]
        chosen = [SelectChoice(keys[id], name) for id, name in departments.items()]
        self.department.choices = [SelectChoice("", "전체"), *chosen]
        self.half.data = self.half.data or str(halves[0])
        self.kind.data = self.kind.data or "phone"
        self.department.data = self.department.data or ""

    def read_half(self) -> Half:
        """The half-year of a form that is valid."""
        found = read_half(self.half.data)
        assert found is not None  # noqa: S101 (one of the choices)
        return found
