"""A message's words at the moment of sending."""

from collections.abc import Collection, Mapping

from booking.notices.texts.filling import (
    LMS_BYTES,
    SUBJECT_BYTES,
    Text,
    Words,
    clean,
    cut,
    fill,
    names_in,
    sendable,
    size,
)
from booking.notices.texts.stored import default, has_links, words
from booking.notices.texts.variables import BUTTON, FEET, FOOT, FOOTLESS, KINDS, SPARE, VARIABLES, VISIT_FOOT

OPTIONAL = ("is_visit", "reason", "bring", "until", "code", "new_date", "new_time", "no_place", "doors", "link")
"""Values that a loader need not give. link: the path of the page that the message leads to; it follows `home`.

is_visit: not empty where the message is about a visit, of which a text that speaks of consultations would not be true.
"""

OF_SERVICE = ("종류", "운영", "운영업무")
"""The variables that name the service; a text without them speaks of consultations."""


def render(kind: str, channel: str, values: Mapping[str, str], language: str = "ko") -> Text:
    """The text of a kind for a channel in a language; ValueMissing where a value is not given.

    AlimTalk says what a text message does, unless staff wrote another text for it.
    """
    found, end = words(kind, channel, language), foot(kind, channel, language, values)
    if not is_true_of(found, values, KINDS[kind].offered):
        found = default(kind, channel, language)
    return compose(found, channel, values_for(kind, channel, values), end)


def is_true_of(found: Words, values: Mapping[str, str], offered: Collection[str]) -> bool:
    """Whether a text can be sent with these values: what staff wrote of consultations is not true of a visit.

    offered: the variables that the kind has; where none of them names the service, its texts are about both.
    """
    names = names_in(found.subject + found.body)
    tells = [name for name in OF_SERVICE if name in offered]
    return not values.get("is_visit") or not tells or any(name in names for name in tells)


def foot(kind: str, channel: str, language: str, values: Mapping[str, str]) -> str:
    """The end of a message, with variables: letters to citizens have one, and staff may replace it like a text."""
    has_foot = channel == "email" and kind not in (*FEET, *FOOTLESS)
    return words(VISIT_FOOT if values.get("is_visit") else FOOT, channel, language).body if has_foot else ""


def values_for(kind: str, channel: str, values: Mapping[str, str]) -> dict[str, str]:
    """Values as a message of a channel bears them: a text message has no links unless the setting allows them.

    A message without a page of its own leads to the one where bookings are found.
    """
    given = clean(values, OPTIONAL)
    path, page = given.pop("link"), "waiting" if "신청번호" in KINDS[kind].offered else "lookup"
    given["address"] = given["home"] + path if path else given[page]
    if has_links(channel):
        return given
    return given | {one.value: "" for one in VARIABLES.values() if one.is_link}


def for_template(kind: str, values: Mapping[str, str]) -> dict[str, str]:
    """What an AlimTalk template, which the provider keeps, is filled with, by the names of variables.

    `링크` is what follows the city's address behind a button.
    """
    given = clean(values, OPTIONAL)
    named = {one.name: given[one.value] for one in KINDS[kind].variables if not one.is_link and one.value in given}
    return named | {BUTTON: given["link"]}


def compose(found: Words, channel: str, values: Mapping[str, str], end: str = "") -> Text:
    """A text filled with values. end: of a letter, with variables.

    For sms every character is one that cp949 has, and the body fits an LMS: what somebody typed as a name must not make
    a message fail, so an emoji becomes `?`. Texts that were checked need no cutting.
    """
    subject, body = " ".join(fill(found.subject, values).split()), fill(found.body, values)
    if channel == "email":
        return Text(subject, "\n\n".join(part for part in (body, fill(end, values)) if part) + "\n")
    if channel == "alimtalk":
        return Text(subject, body)
    return Text(cut(sendable(subject), SUBJECT_BYTES), cut(_fitting(found.body, values), LMS_BYTES))


def _fitting(body: str, values: Mapping[str, str]) -> str:
    """The body of a text message with as many of the other doors as there is room for, whole ones."""
    doors = values.get(SPARE, "").split("\n")
    while size(told := sendable(fill(body, {**values, SPARE: "\n".join(doors)}))) > LMS_BYTES and doors:
        doors.pop()
    return told
