"""What a setting is, and how its text becomes a value."""

import re
from dataclasses import dataclass
from datetime import date, time
from ipaddress import ip_network
from typing import Literal
from urllib.parse import urlsplit

from booking.errors import BookingError
from booking.identity import ensure_no_identity_number
from booking.settings.errors import (
    SettingAngleBrackets,
    SettingEmpty,
    SettingNotAChoice,
    SettingNotADate,
    SettingNotAnAddress,
    SettingNotAnEmail,
    SettingNotANumber,
    SettingNotAPhone,
    SettingNotATime,
    SettingNotHosts,
    SettingNotNetworks,
    SettingNotOrigins,
    SettingNotReminders,
    SettingOutOfRange,
    SettingReminderTwice,
    SettingTooLong,
)
from booking.typed import normalise


@dataclass(frozen=True)
class Reminder:
    """A rule of when people are reminded: so many working days before their day (0: on the day), at this time."""

    days: int
    at: time

    def __str__(self) -> str:
        return f"{f'{self.days}근무일 전' if self.days else '당일'} {self.at:%H:%M}"


Value = int | bool | str | time | date | tuple[Reminder, ...]

YES_NO = (("yes", "예"), ("no", "아니요"))

PHONE = re.compile(r"0[1-9][0-9]?[-. ]?[0-9]{3,4}[-. ]?[0-9]{4}|1[0-9]{2,3}|1[0-9]{3}-?[0-9]{4}")
"""With its area code, a short one such as 120 or 1345, or a nationwide one such as 1588-1234."""

EMAIL = re.compile(r"[\w.+-]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+", re.ASCII)
"""An address as offices have it; nothing is sent to it from here."""

ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")
"""A site as a browser names it, and as headers that speak of sites take it: no path, no capital letters."""

HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
"""A host name or an address, as a browser names it, without a port."""

REMINDER = re.compile(r"(?:([0-9]{1,2}) ?(?:근무일|일)? ?전?|당일) +([0-9]{1,2}:[0-9]{2})")
"""One reminder as a clerk may write it: `3근무일 전 10:00`, `3일 전 10:00`, `당일 08:30`, or only `3 10:00`."""

LONGEST_AHEAD = 10
"""Working days before the day on which a reminder may go out."""

ADDRESSES = ("address", "origins", "email", "hosts", "networks")
"""Types of settings that name a place on the web or a mailbox."""


@dataclass(frozen=True)
class Setting:
    """A value that a clerk may change.

    title, meaning and section are what the clerk reads. minimum and maximum bound an int or a time, both included, and
    the length of a str (minimum 0: may stay empty). choices: (value, label) of a choice. unit stands behind the value.
    needs_word: the default is a sample, and the city has to say what is right.
    """

    name: str
    type: Literal[
        "int", "bool", "str", "time", "choice", "address", "phone", "origins", "email", "date", "reminders", "hosts",
        "networks",
    ]  # fmt: skip
    default: Value
    title: str
    meaning: str
    section: str
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int | time | None = None
    maximum: int | time | None = None
    unit: str = ""
    needs_word: bool = False


def parse(setting: Setting, text: str) -> Value:
    """The value that `text` means for this setting. InvalidSetting where it means none; IdentityNumber."""
    text = text.strip()
    ensure_no_identity_number(text, "value", is_address=setting.type in ADDRESSES)
    return _PARSERS[setting.type](setting, text)


def in_words(setting: Setting, value: Value) -> str:
    """A value as people read it: `10분`, `예`, `다음 근무일에 엽니다`, `비어 있음`."""
    text = to_text(value)
    labels = dict(YES_NO if setting.type == "bool" else setting.choices)
    return labels.get(text, f"{text}{setting.unit}" if text else "비어 있음")


def text_in_words(setting: Setting, text: str | None) -> str:
    """A stored or logged text in the same words; as it stands where it is no value of the setting any more."""
    try:
        return in_words(setting, parse(setting, text or ""))
    except BookingError:
        return text or "비어 있음"


def speaks_of(setting: Setting, value: Value, words: str) -> bool:
    """Whether each of some words stands in what a clerk reads of a setting, its value among it."""
    labels = " ".join(label for _, label in setting.choices)
    read = (setting.title, setting.meaning, setting.section, setting.name, in_words(setting, value), labels)
    text = _plain(" ".join(read))
    return all(word in text for word in _plain(words).split())


def _plain(text: str) -> str:
    return normalise("NFKC", text).casefold()


def to_text(value: Value) -> str:
    """The text of a value, as it is stored, typed and logged: `parse` gives the value again."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)  # a date's text is ISO 8601


def _bounded(setting: Setting, value: int | time) -> int | time:
    low, high = setting.minimum, setting.maximum
    if (low is not None and value < low) or (high is not None and value > high):  # type: ignore[operator]
        raise SettingOutOfRange(minimum=_shown(low), maximum=_shown(high))
    return value


def _shown(bound: int | time | None) -> str:
    return "" if bound is None else to_text(bound)


def _int(setting: Setting, text: str) -> Value:
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        raise SettingNotANumber()
    return _bounded(setting, int(text))


def _time(setting: Setting, text: str) -> Value:
    return _wall(setting, text)


def _wall(setting: Setting, text: str) -> time:
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text)
    if not match:
        raise SettingNotATime()
    wall = time(int(match[1]), int(match[2]))
    _bounded(setting, wall)
    return wall


def _bool(_setting: Setting, text: str) -> Value:
    if text not in ("yes", "no"):
        raise SettingNotAChoice()
    return text == "yes"


def _choice(setting: Setting, text: str) -> Value:
    if text not in dict(setting.choices):
        raise SettingNotAChoice()
    return text


def _str(setting: Setting, text: str) -> Value:
    if not text and setting.minimum != 0:
        raise SettingEmpty()
    maximum = setting.maximum if isinstance(setting.maximum, int) else 200
    if len(text) > maximum or not text.isprintable():
        raise SettingTooLong(maximum=maximum)
    if "<" in text or ">" in text:
        raise SettingAngleBrackets()
    return text


def _date(_setting: Setting, text: str) -> Value:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise SettingNotADate() from None
    if found.isoformat() != text:
        raise SettingNotADate()
    return found


def _email(setting: Setting, text: str) -> Value:
    _str(setting, text)
    if text and not EMAIL.fullmatch(text):
        raise SettingNotAnEmail()
    return text


def _phone(setting: Setting, text: str) -> Value:
    _str(setting, text)
    if text and not PHONE.fullmatch(text):
        raise SettingNotAPhone()
    return text


def _address(setting: Setting, text: str) -> Value:
    _str(setting, text)
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise SettingNotAnAddress() from error
    if text and (parts.scheme not in ("http", "https") or not parts.hostname or " " in text):
        raise SettingNotAnAddress()
    return text


def _origins(setting: Setting, text: str) -> Value:
    _str(setting, text)
    origins = text.split()
    if not all(ORIGIN.fullmatch(origin) for origin in origins):
        raise SettingNotOrigins()
    return " ".join(origins)


def _hosts(setting: Setting, text: str) -> Value:
    _str(setting, text)
    hosts = text.lower().split()
    if not all(HOST.fullmatch(host) for host in hosts):
        raise SettingNotHosts()
    return " ".join(hosts)


def _networks(setting: Setting, text: str) -> Value:
    """Networks and single addresses, each in its one spelling."""
    _str(setting, text)
    try:
        return " ".join(str(ip_network(part, strict=False)) for part in text.replace(",", " ").split())
    except ValueError as error:
        raise SettingNotNetworks() from error


def _reminders(setting: Setting, text: str) -> Value:
    """The reminders, the earliest first. One a day: the rule is known by its day when its hour is changed."""
    found = [_reminder(setting, part.strip()) for part in re.split(r"[,\n]", text) if part.strip()]
    if len({one.days for one in found}) < len(found):
        raise SettingReminderTwice()
    return tuple(sorted(found, key=lambda one: -one.days))


def _reminder(setting: Setting, text: str) -> Reminder:
    match = REMINDER.fullmatch(" ".join(text.split()))
    days = int(match[1] or 0) if match else LONGEST_AHEAD + 1
    if not match or days > LONGEST_AHEAD:
        raise SettingNotReminders(maximum=LONGEST_AHEAD)
    return Reminder(days, _wall(setting, match[2]))


_PARSERS = {
    "int": _int,
    "time": _time,
    "bool": _bool,
    "choice": _choice,
    "str": _str,
    "address": _address,
    "phone": _phone,
    "origins": _origins,
    "hosts": _hosts,
    "networks": _networks,
    "email": _email,
    "date": _date,
    "reminders": _reminders,
}
