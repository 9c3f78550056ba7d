"""Use cases of the consultations: filling the days, and keeping fields and experts."""

from booking.consultations.service.absences import add_absence, keep_desks, remove_absence
from booking.consultations.service.days import Kept, ensure_session, expert_for, keep_days, slot_plans
from booking.consultations.service.desks import put_desk, rest_desks
from booking.consultations.service.experts import (
    ExpertValues,
    add_expert,
    change_expert,
    succeed_expert,
    values_of_expert,
)
from booking.consultations.service.fields import FieldValues, add_field, change_field, values_of
from booking.consultations.service.questions import QuestionValues, add_question, change_question
from booking.consultations.service.rota import set_rota
from booking.consultations.service.seeding import SECTIONS, seed
from booking.consultations.service.sessions import Applied, apply_field, drop_session, set_session

__all__ = [
    "SECTIONS",
    "Applied",
    "ExpertValues",
    "FieldValues",
    "Kept",
    "QuestionValues",
    "add_absence",
    "add_expert",
    "add_field",
    "add_question",
    "apply_field",
    "change_expert",
    "change_field",
    "change_question",
    "drop_session",
    "ensure_session",
    "expert_for",
    "keep_days",
    "keep_desks",
    "put_desk",
    "remove_absence",
    "rest_desks",
    "seed",
    "set_rota",
    "set_session",
    "slot_plans",
    "succeed_expert",
    "values_of",
    "values_of_expert",
]
