"""Roles, log-in names, passwords, lock-outs and idle sessions: the rules, without a framework."""

import json
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from ua_parser import parse

from booking.identity import find_identity_number
from booking.typed import normalise

ROLES = {"admin": "관리자", "staff": "담당자", "expert": "상담위원", "monitor": "시민 모니터"}
"""The roles, strongest first, and what pages call them. An account has one: an admin may do what staff may."""

OUTSIDERS = ("expert", "monitor")
"""Roles of people who are no staff: appointed for a term, they sit outside the office and see what is their own."""

PASSWORD_MINIMUM = 10
"""Characters of a password. Length is what counts; kinds of characters are not asked for (NIST SP 800-63B)."""

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a random password is made of: no look-alikes, for it is read from paper or heard on the telephone."""

LOG_IN_NAME = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
"""An e-mail address as HTML has it. Nothing is sent there, so one of the office's own network (.local) will do."""

LONGEST_AGENT = 400
"""Characters of a User-Agent that are looked at: patterns read them, and anybody may send any text."""

CODE_MINUTES = 10
"""How long a right password waits for its second factor."""

SEEN_EVERY = timedelta(minutes=1)
"""How often, at most, a session notes that it was used."""

TYPED_KEPT = timedelta(minutes=30)
"""How long a form waits that was sent after its log-in had ended."""

LONGEST_TYPED = 32_000
"""Characters of such a form, names included; what is longer is not kept."""

_NEVER_KEPT = re.compile("password|csrf|^code$|secret|^consent", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """A form that was sent too late: where to (path and query), the page it is on, and what was typed, in order."""

    action: str
    page: str
    fields: list[tuple[str, str]]

    def written(self) -> str:
        """As it is stored, before it is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> "Typed":
        """What `written()` wrote."""
        content = json.loads(text)
        return cls(content["action"], content["page"], [(name, value) for name, value in content["fields"]])


def what_may_wait(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of a sent form, what may be kept: no password, code or token, no identity number (24조의2), and no
    consent, which belongs to the wording that was read: nothing of it comes back ticked.

    Empty where nothing was typed or it is too much.
    """
    kept = [
        (name, value)
        for name, value in fields
        if not _NEVER_KEPT.search(name) and not find_identity_number(value) and value.strip()
    ]
    return kept if sum(len(name) + len(value) for name, value in kept) <= LONGEST_TYPED else []


def normalise_email(text: str) -> str:
    """A log-in name as it is stored and compared: without blanks around it, in small letters."""
    return normalise("NFKC", text).strip().lower()


def login_subject(email: str) -> str:
    """What failed log-ins of this log-in name are counted under, whether or not there is such an account."""
    return f"login:{normalise_email(email)}"


def normalise_password(text: str) -> str:
    """A password as it is hashed: the same, however a keyboard composes it (Hangul comes in two forms)."""
    return normalise("NFKD", text)


def password_problem(password: str, email: str) -> str | None:
    """Why a password is refused: short, simple (fewer than 5 different characters) or email; None where it is good."""
    if len(normalise("NFC", password)) < PASSWORD_MINIMUM:
        return "short"
    if len(set(password)) < 5:
        return "simple"
    name = normalise_email(email).split("@")[0]
    return "email" if len(name) > 3 and name in password.lower() else None


def random_password() -> str:
    """A password that nobody guesses: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def browser_in_words(said: str) -> str:
    """What a browser says of itself, as people call it: `Chrome 142 · Windows 10`. Empty for what nobody knows."""
    known = parse(said[:LONGEST_AGENT].replace("\0", ""))
    parts = [f"{part.family} {part.major or ''}".strip() for part in (known.user_agent, known.os) if part]
    return " · ".join(parts)[:80]


def role_after(predecessor: str, own: str) -> str | None:
    """The role of an account that takes another one's desk over: the stronger one. None where the two do not go
    together, for experts and monitors see what staff may not, and the other way round.
    """
    if not own or own == predecessor:
        return predecessor
    return None if predecessor in OUTSIDERS or own in OUTSIDERS else "admin"


def is_idle(last_seen: datetime, now: datetime, idle_minutes: int) -> bool:
    """Whether a session has not been used for so long that it is over."""
    return now - last_seen > timedelta(minutes=idle_minutes)


def failures_since(now: datetime, lock_minutes: int) -> datetime:
    """From when on failures count: a day, so that a slip of last week locks nobody, and longer than any lock."""
    return now - max(timedelta(days=1), 2 * timedelta(minutes=lock_minutes))


def locked_until(failures: Sequence[datetime], now: datetime, lock_after: int, lock_minutes: int) -> datetime | None:
    """When the lock ends that these failures (by rising time) brought about; None where there is none now.

    Each `lock_after`-th failure locks for `lock_minutes`; what fails during a lock does not count again.
    """
    count, until = 0, None
    for at in failures:
        if until is not None and at < until:
            continue
        count += 1
        if count >= lock_after:
            count, until = 0, at + timedelta(minutes=lock_minutes)
    return until if until is not None and until > now else None


def is_local_path(address: str) -> bool:
    """Whether an address that a browser brought is a path of this site, and safe to redirect to.

    Browsers read `//host`, `/\\host` and control characters more generously than any parser, so none may be in it.
    """
    if not address.startswith("/") or address.startswith("//") or "\\" in address or not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and " " not in address
