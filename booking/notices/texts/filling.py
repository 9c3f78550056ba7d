"""Fill a text's variables, and measure it in the bytes that Korean providers count (cp949)."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from booking.notices.texts.variables import LONGEST, VARIABLES, Kind, Variable
from booking.typed import normalise

SMS_BYTES = 90
LMS_BYTES = 2000
SUBJECT_BYTES = 40
LETTERS = 1000
"""Characters of an AlimTalk at most."""

_LISTS = {one.value for one in VARIABLES.values() if one.is_list}

_VARIABLE = re.compile(r"#\{([^{}\n]*)\}")


class ValueMissing(LookupError):
    """A message lacks a value that its text has a variable for. Its argument is the value's name."""


@dataclass(frozen=True)
class Words:
    """A text with its variables: what the product says by itself, or what staff made of it."""

    subject: str
    body: str


@dataclass(frozen=True)
class Text:
    """A message ready to go: its subject (e-mail, LMS) and its body."""

    subject: str
    body: str


def names_in(text: str) -> list[str]:
    """The names of the variables in a text, in their order."""
    return _VARIABLE.findall(text)


def put_in(text: str, values: Mapping[str, str]) -> str:
    """`text` with values by the names of variables; nothing stands for one that has none."""
    return _VARIABLE.sub(lambda found: values.get(found[1], ""), text)


def without_variables(text: str) -> str:
    """What stands between the variables."""
    return _VARIABLE.sub(" ", text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with the values of its variables, without the lines that have an empty one.

    What is left out leaves no two empty lines. ValueMissing.
    """
    lines = [_filled(line, values) for line in text.split("\n") if all(_value(name, values) for name in names_in(line))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _filled(line: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: _value(found[1], values), line)


def _value(name: str, values: Mapping[str, str]) -> str:
    """What a variable stands for; nothing for one that there is no more."""
    if name not in VARIABLES:
        return ""
    try:
        return values[VARIABLES[name].value]
    except KeyError as error:
        raise ValueMissing(VARIABLES[name].value) from error


def without_links(text: str) -> str:
    """`text` without the lines that have an address of the web."""
    return _without(text, lambda one: one.is_link)


def whole_lines(text: str, kind: Kind) -> str:
    """`text` without links and the lines that may be left out: what can be said in each case."""
    return _without(text, lambda one: one.is_link or kind.may_lack(one.name))


def _without(text: str, is_out: Callable[[Variable], bool]) -> str:
    lines = text.split("\n")
    kept = [line for line in lines if not any(name in VARIABLES and is_out(VARIABLES[name]) for name in names_in(line))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def tidy(text: str) -> str:
    """What staff typed as it is kept: composed, its lines without spaces at their ends, `#{ 이름 }` as `#{이름}`."""
    plain = normalise("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = (line.rstrip() for line in plain.split("\n"))
    close = _VARIABLE.sub(lambda found: f"#{{{found[1].strip()}}}", "\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", close).strip()


def clean(values: Mapping[str, str], optional: Collection[str] = ()) -> dict[str, str]:
    """Values as a message bears them; those of `optional` empty where they are not given."""
    return {name: _clean(name, text) for name, text in {**dict.fromkeys(optional, ""), **values}.items()}


def _clean(name: str, text: str) -> str:
    """One line, composed as cp949 knows it (a Mac writes Hangul in pieces), and no longer than a message bears; a list
    keeps its lines."""
    plain = normalise("NFC", text)
    lines = plain.splitlines() if name in _LISTS else [plain]
    line = "\n".join(" ".join(one.split()) for one in lines)
    longest = LONGEST.get(name, 80)
    return line if len(line) <= longest else line[: longest - 1] + "…"


def sendable(text: str) -> str:
    """`text` with `?` for every character that a text message cannot carry."""
    return text.encode("cp949", errors="replace").decode("cp949")


def unsendable(text: str) -> list[str]:
    """The characters that a text message cannot carry, each once, in their order."""
    return [sign for sign in dict.fromkeys(text) if sendable(sign) != sign]


def size(text: str) -> int:
    """Bytes as the provider counts them. UnicodeEncodeError for a character that it does not have.

    cp949, not euc-kr: Python's euc-kr writes rare syllables in eight bytes that providers count as two.
    """
    return len(text.encode("cp949"))


def sms_kind(body: str) -> str:
    """SMS up to 90 bytes, else LMS."""
    return "SMS" if size(body) <= SMS_BYTES else "LMS"


def cut(text: str, most: int) -> str:
    """The beginning of `text` that has at most `most` bytes, never half a syllable."""
    return text.encode("cp949")[:most].decode("cp949", errors="ignore")
