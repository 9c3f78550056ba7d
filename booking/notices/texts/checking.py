"""What a text must be before it is kept: every message made of it can be sent, whatever its values."""

import re
from collections.abc import Callable, Iterator

from booking.errors import BookingError
from booking.notices import errors
from booking.notices.texts.filling import (
    LETTERS,
    LMS_BYTES,
    SUBJECT_BYTES,
    Words,
    fill,
    names_in,
    sendable,
    size,
    unsendable,
    without_variables,
)
from booking.notices.texts.office import office_values
from booking.notices.texts.stored import has_links, has_subject
from booking.notices.texts.variables import KINDS, LONGEST, SPARE, VARIABLES, Variable

MAIL_SUBJECT, MAIL_BODY = 400, 10_000
"""Characters of a letter with the longest values in it."""

_BRACES = re.compile(r"[{}｛｝]")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


def offered(kind: str, channel: str) -> list[Variable]:
    """The variables that a text may have."""
    return [
        one
        for one in KINDS[kind].variables
        if (has_links(channel) or not one.is_link) and (channel != "alimtalk" or not KINDS[kind].may_lack(one.name))
    ]


def faults(kind: str, channel: str, language: str, words: Words) -> list[BookingError]:
    """Why a text cannot be kept, each fault at its field (`subject`, `body`); nothing where it can.

    In a subject the values of the office are measured as they are, for they do not change from message to message.
    """
    office = office_values("", language)
    found = [*_subject_faults(kind, channel, words.subject, office)] if has_subject(kind, channel) else []
    return [*found, *_body_faults(kind, channel, words.body)]


def _subject_faults(kind: str, channel: str, subject: str, office: dict[str, str]) -> Iterator[BookingError]:
    if not subject:
        yield errors.TextEmpty(field="subject")
    yield from _faults_of_signs(kind, channel, subject, "subject")
    for name in _known(subject, kind):
        if KINDS[kind].may_lack(name) or VARIABLES[name].is_link:
            yield errors.TextSubjectVariable(field="subject", name=name)
    filled = fill(subject, {name: office.get(name, "가" * longest) for name, longest in LONGEST.items()})
    if channel == "sms" and (found := size(sendable(filled))) > SUBJECT_BYTES:
        yield errors.TextTooManyBytes(field="subject", found=found, most=SUBJECT_BYTES)
    elif channel != "sms" and len(filled) > MAIL_SUBJECT:
        yield errors.TextTooManyLetters(field="subject", found=len(filled), most=MAIL_SUBJECT)


def _body_faults(kind: str, channel: str, body: str) -> Iterator[BookingError]:
    if not body:
        yield errors.TextEmpty(field="body")
        return
    yield from _faults_of_signs(kind, channel, body, "body")
    if not has_links(channel) and _ADDRESS.search(body):
        yield errors.TextWithLink(field="body")
    yield from _missing(kind, channel, body)
    values = {name: "가" * most for name, most in LONGEST.items()}
    longest = fill(body, values | {SPARE: ""} if channel == "sms" else values)
    most = LETTERS if channel == "alimtalk" else MAIL_BODY
    if channel == "sms" and (found := size(sendable(longest))) > LMS_BYTES:
        yield errors.TextTooManyBytes(field="body", found=found, most=LMS_BYTES)
    elif channel != "sms" and len(longest) > most:
        yield errors.TextTooManyLetters(field="body", found=len(longest), most=most)


def _faults_of_signs(kind: str, channel: str, text: str, field: str) -> Iterator[BookingError]:
    for number, line in enumerate(text.split("\n"), 1):
        if _BRACES.search(without_variables(line)):
            yield errors.TextBraces(field=field, line=number)
    known = {one.name for one in KINDS[kind].variables}
    for name in dict.fromkeys(names_in(text)):
        if name not in known:
            yield errors.TextVariableUnknown(field=field, name=name)
        elif VARIABLES[name].is_link and not has_links(channel):
            yield errors.TextLinkVariable(field=field, name=name)
        elif channel == "alimtalk" and KINDS[kind].may_lack(name):
            yield errors.TextVariableFixed(field=field, name=name)
    if channel == "sms" and (signs := unsendable(text)):
        yield errors.TextUnsendable(field=field, signs=" ".join(_spelled(sign) for sign in signs[:5]))


def _missing(kind: str, channel: str, body: str) -> Iterator[BookingError]:
    """What has to be said and is not, or stands only in lines that may be left out."""
    lines = [names_in(line) for line in body.split("\n")]
    leaves_out = _unsure(kind, channel)
    for name in KINDS[kind].required_in(channel):
        having = [names for names in lines if name in names]
        if not having:
            yield errors.TextVariableMissing(field="body", name=name)
        elif all(any(map(leaves_out, names)) for names in having):
            other = next(one for one in having[0] if leaves_out(one))
            yield errors.TextVariableUnsure(field="body", name=name, other=other)


def _unsure(kind: str, channel: str) -> Callable[[str], bool]:
    def leaves_out(name: str) -> bool:
        return name not in VARIABLES or KINDS[kind].may_lack(name) or (channel != "email" and VARIABLES[name].is_link)

    return leaves_out


def _known(text: str, kind: str) -> list[str]:
    offered: set[Variable] = set(KINDS[kind].variables)
    return [name for name in dict.fromkeys(names_in(text)) if name in VARIABLES and VARIABLES[name] in offered]


def _spelled(sign: str) -> str:
    """A character as its refusal names it; its number where it shows nothing."""
    return f"‘{sign}’" if sign.isprintable() and not sign.isspace() else f"보이지 않는 글자(U+{ord(sign):04X})"
