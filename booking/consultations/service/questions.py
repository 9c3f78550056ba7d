"""What else a field asks with a booking, as staff edit it. Bookings keep the words that they were asked with."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.consultations import queries
from booking.consultations.errors import ChoicesMissing, ChoicesUneven, QuestionExists
from booking.consultations.models import Question
from booking.consultations.service.changing import write_changes
from booking.db import db
from booking.identity import ensure_no_identity_numbers


@dataclass(frozen=True)
class QuestionValues:
    """What staff may change about a question; `models.Question` says what each value means."""

    label: str
    position: int = 0
    label_en: str = ""
    hint: str = ""
    hint_en: str = ""
    kind: str = "text"
    choices: str = ""
    choices_en: str = ""
    is_required: bool = False
    is_active: bool = True


def add_question(field_key: str, key: str, values: QuestionValues, *, actor: Actor, now: datetime) -> Question:
    """Make a question with a key that the field has not.

    FieldUnknown, QuestionExists, ChoicesMissing, ChoicesUneven, IdentityNumber.
    """
    queries.get_field(field_key)
    question = Question(field_key=field_key, key=key, **asdict(_checked(key, values)))
    try:
        with db.session.begin_nested():
            db.session.add(question)
    except IntegrityError as error:
        raise QuestionExists(field="key") from error
    subject = f"field:{field_key}"
    audit.changed("question.added", actor=actor, now=now, subject=subject, after={"key": key, **asdict(values)})
    return question


def change_question(field_key: str, key: str, values: QuestionValues, *, actor: Actor, now: datetime) -> Question:
    """Give a question new values; the same ones again change nothing.

    QuestionUnknown, ChoicesMissing, ChoicesUneven, IdentityNumber.
    """
    question = queries.get_question(field_key, key)
    db.session.refresh(question, with_for_update=True)
    before = {name: getattr(question, name) for name in QuestionValues.__dataclass_fields__}
    write_changes(
        question,
        before,
        asdict(_checked(key, values)),
        action="question.changed",
        subject=f"field:{field_key}",
        logged=lambda changed: {"key": key, **changed},
        actor=actor,
        now=now,
    )
    return question


def _checked(key: str, values: QuestionValues) -> QuestionValues:
    ensure_no_identity_numbers({"key": key, **asdict(values)})
    choices, choices_en = (_lines(text) for text in (values.choices, values.choices_en))
    if values.kind == "choice":
        if len(choices) < 2 or len(set(choices)) < len(choices):
            raise ChoicesMissing(field="choices")
        if choices_en and len(choices_en) != len(choices):
            raise ChoicesUneven(field="choices_en")
    return replace(values, choices="\n".join(choices), choices_en="\n".join(choices_en))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
