"""The words of messages: texts with variables that staff may replace, filled at sending, measured as providers do."""

from booking.notices.texts.checking import faults, offered
from booking.notices.texts.filling import (
    LETTERS,
    LMS_BYTES,
    SMS_BYTES,
    SUBJECT_BYTES,
    Text,
    ValueMissing,
    Words,
    cut,
    sendable,
    size,
    sms_kind,
    tidy,
)
from booking.notices.texts.office import office_values
from booking.notices.texts.rendering import compose, foot, for_template, render, values_for
from booking.notices.texts.stored import (
    as_shown,
    default,
    find_own,
    has_default,
    has_links,
    has_subject,
    list_own,
    words,
)
from booking.notices.texts.variables import BUTTON, FOOT, KINDS, LONGEST, VARIABLES, Kind, Variable

__all__ = [
    "BUTTON",
    "FOOT",
    "KINDS",
    "LETTERS",
    "LMS_BYTES",
    "LONGEST",
    "SMS_BYTES",
    "SUBJECT_BYTES",
    "VARIABLES",
    "Kind",
    "Text",
    "ValueMissing",
    "Variable",
    "Words",
    "as_shown",
    "compose",
    "cut",
    "default",
    "faults",
    "find_own",
    "foot",
    "for_template",
    "has_default",
    "has_links",
    "has_subject",
    "list_own",
    "offered",
    "office_values",
    "render",
    "sendable",
    "size",
    "sms_kind",
    "tidy",
    "values_for",
    "words",
]
