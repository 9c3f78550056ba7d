"""The words of a message: rendered at sending, measured in the bytes that Korean providers count (cp949)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from booking.settings import queries as settings
from booking.typed import normalise

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "messages"

SMS_BYTES = 90
LMS_BYTES = 2000
SUBJECT_BYTES = 40

REQUIRED = ("name", "date", "time", "field", "place", "reference", "phone")
"""Values that every loader gives."""
OPTIONAL = ("reason", "bring", "link", "until", "code", "new_date", "new_time")
"""Values that may be empty. link: the path of the page that the message leads to; it follows `home`.
new_date, new_time: another time that is held for somebody, until `until`."""
OFFICE = ("city", "office", "hours", "home", "lookup", "waiting", "interpreters")
"""Values of the office, the same in every message. interpreters: whom to call for one, empty in Korean."""

_LONGEST = {"reason": 200, "bring": 200, "link": 200}
_LONGEST_OTHER = 80

# Plain text is not HTML: escaping would put &amp; into a text message.
_environment = Environment(
    loader=FileSystemLoader(FOLDER),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,  # noqa: S701 (plain text: in a message an escaped name would be wrong)
)


@dataclass(frozen=True)
class Text:
    """A message ready to go: its subject (e-mail, LMS) and its body."""

    subject: str
    body: str


def korean(sentence: str, **values: object) -> str:
    """A sentence as it stands in the templates, where no catalogue is asked: the Korean one."""
    return sentence % values if values else sentence


def office_values(base_url: str, language: str = "ko") -> dict[str, str]:
    """The values that are the office's own, from the settings in a language and the public address."""
    office = settings.get_text("office.name", language)
    return {
        "city": office.split()[0] if office else "",
        "office": office,
        "hours": settings.get_text("office.phone_hours", language),
        "home": base_url,
        "lookup": f"{base_url}/lookup",
        "waiting": f"{base_url}/waiting/find",
        "interpreters": "" if language == "ko" else str(settings.get("office.interpreters")),
    }


def render(kind: str, channel: str, values: Mapping[str, str], translate: Callable[..., str] = korean) -> Text:
    """The text of a kind for a channel; jinja2.UndefinedError where a required value is missing.

    AlimTalk says what a text message does.

    translate: gives a sentence of the template in another language, with its values filled in.

    For sms every character is one that cp949 has, and the body fits an LMS: what staff typed as a reason must not make
    a message fail, so it is shortened, and an emoji becomes `?`.
    """
    suffix = ".mail.txt" if channel == "email" else ".txt"
    template = _environment.get_template(kind + suffix)
    first, _, body = template.render({**clean(values), "_": translate}).partition("\n")
    subject = first.removeprefix("제목:").strip()
    if channel == "email":
        return Text(subject, body.strip() + "\n")
    return Text(cut(sendable(subject), SUBJECT_BYTES), cut(sendable(body.strip()), LMS_BYTES))


def clean(values: Mapping[str, str]) -> dict[str, str]:
    """Values as a message bears them, the optional ones empty where they are not given."""
    return {name: _clean(name, text) for name, text in {**dict.fromkeys(OPTIONAL, ""), **values}.items()}


def _clean(name: str, text: str) -> str:
    """One line, composed as cp949 knows it (a Mac writes Hangul in pieces), and no longer than a message bears."""
    line = " ".join(normalise("NFC", text).split())
    longest = _LONGEST.get(name, _LONGEST_OTHER)
    return line if len(line) <= longest else line[: longest - 1] + "…"


def sendable(text: str) -> str:
    """`text` with `?` for every character that a text message cannot carry."""
    return text.encode("cp949", errors="replace").decode("cp949")


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
