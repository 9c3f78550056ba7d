"""Reading who books or stands in line, by the rules of the forms: all that they refuse is told at once."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

from booking import clock
from booking.api import schemas
from booking.api.errors import ConsentOutdated, OptionalRefused, Refusals, ValueUnknown
from booking.consultations.rules import Asked
from booking.errors import BookingError
from booking.reservations.errors import ConsentMissing
from booking.reservations.rules import answers, people
from booking.reservations.rules.consent import Notice
from booking.reservations.rules.waiting import Wish
from booking.reservations.service import waiting

UNPROCESSABLE = 422


def read_person(wish: schemas.ReservationWish, questions: Iterable[Asked], notice: Notice) -> people.Person:
    """The person of the wish. Refusals: of what was typed, of each answer, and of the answers to the notice."""
    asked = tuple(questions)
    _read_all(_readings(wish, asked, notice))
    return people.make_person(
        wish.name, wish.phone, wish.email or "", wish.question or "",
        who=wish.who, person_name=wish.person_name or "", person_phone=wish.person_phone or "", answers=wish.answers,
    )  # fmt: skip


def read_in_line(wish: schemas.WaitingWish, notice: Notice, now: datetime) -> tuple[Wish, people.Person]:
    """What somebody waits for, and who. Refusals as above."""
    first = wish.first or clock.office_date(now)
    wanted = partial(waiting.make_wish, list(wish.fields), first, wish.last, now)
    filled = list_optional(wish, ()) if wish.optional is False else []
    _read_all(
        [
            wanted,
            *_people(wish),
            lambda: _ensure_consent(wish.consent, notice),
            *(partial(_refuse, OptionalRefused(field=name)) for name in filled),
        ]
    )
    person = people.make_person(
        wish.name, wish.phone, wish.email or "",
        who=wish.who, person_name=wish.person_name or "", person_phone=wish.person_phone or "",
    )  # fmt: skip
    return wanted(), person


def _read_all(readings: Iterable[Callable[[], object]]) -> None:
    refused = list(filter(None, map(_refusal, readings)))
    if refused:
        raise Refusals(refused)


def list_optional(wish: schemas.ReservationWish | schemas.WaitingWish, questions: Iterable[Asked]) -> list[str]:
    """The properties that are filled in and that the optional consent is about."""
    own = {"email": wish.email}
    if isinstance(wish, schemas.ReservationWish):
        own["question"] = wish.question
        own |= {answers.field_of(one): wish.answers.get(one.key) for one in questions if not one.is_required}
    if wish.who == people.PROXY:
        own["person_phone"] = wish.person_phone
    return [name for name, text in own.items() if (text or "").strip()]


def _people(wish: schemas.ReservationWish | schemas.WaitingWish) -> Iterator[Callable[[], object]]:
    """Who books or waits, and for whom."""
    yield lambda: people.read_name(wish.name)
    yield lambda: people.read_phone(wish.phone)
    yield lambda: people.read_email(wish.email or "")
    if wish.who == people.PROXY:
        yield lambda: people.read_name(wish.person_name or "", "person_name")
        yield lambda: people.read_own_phone(wish.person_phone or "")


def _readings(
    wish: schemas.ReservationWish, questions: tuple[Asked, ...], notice: Notice
) -> Iterator[Callable[[], object]]:
    """What is to be read, in the order of the form."""
    yield from _people(wish)
    yield lambda: people.read_question(wish.question or "")
    for one in questions:
        yield partial(_read_answer, one, wish.answers.get(one.key, ""))
    for key in wish.answers.keys() - {one.key for one in questions}:
        yield partial(_refuse, ValueUnknown(field=f"answers/{key}"[:60]))
    yield lambda: _ensure_consent(wish.consent, notice)
    for name in list_optional(wish, questions) if wish.optional is False else ():
        yield partial(_refuse, OptionalRefused(field=name))


def _read_answer(asked: Asked, text: str) -> None:
    """The schema of `answers` is the field's own, so what does not fit it is refused as what fits no schema is."""
    try:
        answers.read_answer(asked, text)
    except BookingError as error:
        error.status = UNPROCESSABLE
        raise


def _ensure_consent(version: str, notice: Notice) -> None:
    if not version:
        raise ConsentMissing(field="consent")
    if version != notice.version:
        raise ConsentOutdated(field="consent", version=notice.version)


def _refusal(reading: Callable[[], object]) -> BookingError | None:
    try:
        reading()
    except BookingError as error:
        return error
    return None


def _refuse(error: BookingError) -> None:
    raise error
