"""The after-visit survey: what is asked, the number that opens it, and how answers are added up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean

from booking.quality.rules.small_groups import told
from booking.reservations.errors import TooLong
from booking.reservations.rules.people import read_question
from booking.reservations.rules.states import CHECKED_IN, DONE, REFERENCE_ALPHABET, normalise_reference

QUESTIONS = ("kindness", "usefulness", "waiting")
"""What is asked, each answered by one tap."""

BEST, WORST = 5, 1
SCALE = range(BEST, WORST - 1, -1)

COMMENT_LENGTH = 300
"""Characters of a comment: enough for two sentences, too few for a story that tells who wrote it."""

CODE_LENGTH = 9
"""Of 19 characters, 38 bits: more than a booking's reference, for which a telephone is asked too."""

VISITED = (CHECKED_IN, DONE)
"""States of a booking whose person was there. Nobody is written to before the visit is done; a card is handed out
earlier, and its number works at once."""

DELAY = timedelta(minutes=30)
"""How long after check-out the invitation goes out, so that a wrong tap can be taken back first."""

LOOKED_BACK = timedelta(days=2)
"""Whose visit ended longer ago is not written to any more, such as those entered from paper after an outage."""


@dataclass(frozen=True)
class Result:
    """What the visitors of a field said in half a year.

    count: of the answers that are told, or of all where none is. scores: of each question and of all together
    (`total`), from 0 to 100; None where too few answered, for then an answer might be told from whom it came.
    """

    count: int
    scores: Mapping[str, float] | None


def code_from(fingerprint: str) -> str:
    """The survey's number of a visit, made of its keyed fingerprint (hex digits): nobody else can make it."""
    number, signs = int(fingerprint, 16), ""
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(REFERENCE_ALPHABET))
        signs += REFERENCE_ALPHABET[place]
    return signs


def show_code(code: str) -> str:
    """The number as people read it, in three groups of three: no booking number looks so."""
    return "-".join(code[place : place + 3] for place in range(0, CODE_LENGTH, 3))


def read_code(text: str) -> str:
    """The number as it was typed, in the stored form; what is none is simply not found."""
    return normalise_reference(text)


def read_comment(text: str) -> str | None:
    """A comment as it is kept; None where there is none. TooLong, TextInvalid, IdentityNumber."""
    if len(text.replace("\r\n", "\n").strip()) > COMMENT_LENGTH:
        raise TooLong(field="comment", limit=COMMENT_LENGTH)
    return read_question(text)


def points(tap: float) -> float:
    """A tap from 1 to 5, or a mean of such, as points from 0 to 100."""
    return (tap - WORST) * 100 / (BEST - WORST)


def result(groups: Iterable[Sequence[Sequence[Mapping[str, int]]]], least: int) -> Result:
    """Add up answers (question → tap) by group and month: of one desk, or of several. least: see `small_groups`."""
    kept = list(groups)
    answers = [one for months in kept for one in told(months, least)]
    if not answers:
        return Result(sum(len(month) for months in kept for month in months), None)
    scores = {name: points(fmean(one[name] for one in answers)) for name in QUESTIONS}
    return Result(len(answers), {**scores, "total": fmean(scores.values())})
