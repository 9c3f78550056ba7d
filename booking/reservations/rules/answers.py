"""Answers to what a field asks more with a booking: read as they were typed, kept with the words of the question."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from booking.consultations.rules import ANSWER_LENGTH, Asked
from booking.errors import TextInvalid
from booking.identity import ensure_no_identity_number
from booking.reservations.errors import ChoiceUnknown, FieldMissing, TooLong
from booking.typed import normalise


@dataclass(frozen=True)
class Answer:
    """An answer with its question as it was asked. label_en, text_en: in English, where staff had entered it."""

    key: str
    label: str
    text: str
    label_en: str = ""
    text_en: str = ""


def field_of(asked: Asked) -> str:
    """The name of the question's field in a form: `answer-lot`."""
    return f"answer-{asked.key}"


def read_answer(asked: Asked, text: str, *, is_complete: bool = True) -> Answer | None:
    """One line of up to 200 characters, or None where nothing was typed.

    is_complete: a required question must be answered (FieldMissing). TooLong, TextInvalid, IdentityNumber,
    ChoiceUnknown; each with the question's field.
    """
    plain, field = " ".join(normalise("NFC", text).split()), field_of(asked)
    if not plain:
        if asked.is_required and is_complete:
            raise FieldMissing(field=field)
        return None
    if len(plain) > ANSWER_LENGTH:
        raise TooLong(field=field, limit=ANSWER_LENGTH)
    if any(unicodedata.category(character) == "Cc" for character in plain):
        raise TextInvalid(field=field)
    english = dict(asked.choices)
    if english and plain not in english:
        raise ChoiceUnknown(field=field)
    ensure_no_identity_number(plain, field)
    return Answer(asked.key, asked.label, plain, asked.label_en, english.get(plain, ""))


def read_answers(questions: Iterable[Asked], given: Mapping[str, str], *, is_complete: bool = True) -> list[Answer]:
    """The answers by key, in the order of the questions; to what is not asked any more there is none."""
    read = [read_answer(one, given.get(one.key, ""), is_complete=is_complete) for one in questions]
    return [answer for answer in read if answer]


def correct_answer(asked: Asked, text: str, before: Answer | None) -> Answer | None:
    """An answer that is corrected later. What stays as it was is kept with the words of then, even where that choice
    is offered no more; a question that was not answered with the booking needs no answer now. As `read_answer`."""
    if before and " ".join(text.split()) == before.text:
        return before
    return read_answer(asked, text, is_complete=before is not None)


def correct_answers(questions: Iterable[Asked], given: Mapping[str, str], before: Iterable[Answer]) -> list[Answer]:
    """All answers after a correction: of the questions that are asked today, and those to former questions as they
    were, for they stand in no form any more."""
    asked, old = tuple(questions), {answer.key: answer for answer in before}
    read = [correct_answer(one, given.get(one.key, ""), old.get(one.key)) for one in asked]
    today = {one.key for one in asked}
    return [*filter(None, read), *(answer for key, answer in old.items() if key not in today)]


def dump(answers: Iterable[Answer]) -> str | None:
    """Answers as one text for the table; None where there are none."""
    rows = [asdict(answer) for answer in answers]
    return json.dumps(rows, ensure_ascii=False) if rows else None


def load(text: str | None) -> list[Answer]:
    """The answers that `dump` wrote."""
    return [Answer(**row) for row in json.loads(text)] if text else []
