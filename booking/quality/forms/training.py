"""Forms of the training plan."""

from flask_wtf import FlaskForm
from wtforms.validators import Optional

from booking.fields import Day, StringField
from booking.quality.forms.base import FILLED, TEXT, clean, longest
from booking.quality.service.training import TrainingValues


class PlanForm(FlaskForm):
    """Which item goes into the plan: sent by a button of the results."""

    half = StringField("반기", [FILLED])
    kind = StringField("종류", [FILLED])
    department = StringField("부서", [FILLED])
    stage = StringField("단계", [FILLED])
    item = StringField("항목", [FILLED])


class TrainingForm(FlaskForm):
    """When and by whom a training is held, and when it was."""

    planned_on = Day("교육 예정일", [Optional()])
    trainer = StringField("강사", [longest(60)], filters=[clean], render_kw=TEXT)
    done_on = Day("교육한 날", [Optional()])

    def values(self) -> TrainingValues:
        """The values of a form that is valid."""
        return TrainingValues(self.planned_on.data, self.trainer.data or "", self.done_on.data)
