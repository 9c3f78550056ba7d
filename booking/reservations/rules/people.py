"""Who books: reading names, telephones and texts as people write them, and refusing what is none."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from booking.errors import TextInvalid
from booking.identity import ensure_no_identity_number
from booking.reservations.errors import (
    EmailInvalid,
    FieldMissing,
    NameInvalid,
    PhoneInvalid,
    TooLong,
    WhoUnknown,
)
from booking.typed import normalise

NAME_LENGTH = 50
PHONE_LENGTH = 30
EMAIL_LENGTH = 254
QUESTION_LENGTH = 500

OWN, PROXY = "own", "proxy"
"""Who books: the person who is advised (본인 예약), or somebody for them (대리 예약)."""

_CALLABLE = {
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.VOIP,
    PhoneNumberType.PERSONAL_NUMBER,
}
_PUNCTUATION_OF_NAMES = frozenset(" .'’·-,()")
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5")
"""Letters and marks that show nothing, so that two names would look the same."""

_POINT = re.compile(r"\.(?=[^\s.])")
"""A point in the middle of a name. Messages carry names to whatever telephone was typed beside them, and telephones
make links of `gov-tax.com`: without the blank anybody could send links under the office's own number."""

_KEPT_CONTROLS = frozenset("\n\t")


@dataclass(frozen=True)
class Proxy:
    """Who books for somebody else (신청인), checked and normalised."""

    name: str
    phone: str
    email: str | None = None


@dataclass(frozen=True)
class Person:
    """The person who is advised, checked and normalised: phone in E.164, empty email and question as None.

    answers: what was typed to the field's own questions, by their keys (see `rules/answers.py`).
    proxy: who booked for them, if somebody did. phone is None only then: the proxy's is called instead; or where
    somebody walked in who has none. nonce: what keeps two such people of one name apart.
    """

    name: str
    phone: str | None
    email: str | None = None
    question: str | None = None
    proxy: Proxy | None = None
    answers: Mapping[str, str] = field(default_factory=dict, hash=False)
    nonce: str = ""

    @property
    def key_text(self) -> str:
        """What makes two bookings the same person's: telephone and name, so that a family may share a telephone.

        Without a telephone of their own the proxy's stands for it: the daughter's number and the father's name.
        """
        phone = self.phone or (self.proxy.phone if self.proxy else self.nonce)
        return f"{phone}|{name_key(self.name)}"


def make_person(
    name: str,
    phone: str,
    email: str = "",
    question: str = "",
    *,
    who: str = OWN,
    person_name: str = "",
    person_phone: str = "",
    answers: Mapping[str, str] | None = None,
) -> Person:
    """A Person of what was typed. Raises the first refusal, with its field (the names of the parameters).

    name, phone, email: of who fills in. who: `own`, or `proxy` where they book for somebody else, who is then named by
    person_name and person_phone (may be empty); else those two count for nothing, whatever they hold.
    answers: to the questions of a field, which judges them when it is booked.
    """
    filling = Proxy(read_name(name), read_phone(phone), read_email(email))
    asked = read_question(question)
    if read_who(who) == OWN:
        return Person(filling.name, filling.phone, filling.email, asked, answers=answers or {})
    own_phone = read_own_phone(person_phone)
    return Person(read_name(person_name, "person_name"), own_phone, None, asked, proxy=filling, answers=answers or {})


def correct_person(
    name: str, phone: str, email: str, question: str = "", *, proxy: tuple[str, str, str] | None = None
) -> Person:
    """The Person that a correction makes. Refusals as above; those of the proxy's telephone name `proxy_phone`.

    name: as it is known. proxy: name as it is known, telephone and e-mail as typed, of who stands in for the person;
    with one the person may have no telephone.
    """
    if proxy is None:
        return Person(name, read_phone(phone), read_email(email), read_question(question))
    called, proxy_phone, proxy_email = proxy
    filling = Proxy(called, read_phone(proxy_phone, "proxy_phone"), read_email(proxy_email))
    return Person(name, read_own_phone(phone, "phone"), read_email(email), read_question(question), proxy=filling)


def read_who(text: str) -> str:
    """`own` or `proxy`; nothing is `own`. WhoUnknown."""
    if text not in ("", OWN, PROXY):
        raise WhoUnknown(field="who")
    return text or OWN


def read_name(text: str, field: str = "name") -> str:
    """A name of 1 to 50 letters, with a blank after each point. FieldMissing, TooLong, IdentityNumber, NameInvalid."""
    name = " ".join(normalise("NFC", text).split())
    if not name:
        raise FieldMissing(field=field)
    if len(name) > NAME_LENGTH:
        raise TooLong(field=field, limit=NAME_LENGTH)
    ensure_no_identity_number(name, field)
    letters = [character for character in name if character not in _PUNCTUATION_OF_NAMES]
    if not letters or not all(unicodedata.category(character)[0] in "LM" for character in letters):
        raise NameInvalid(field=field)
    if any(character in _INVISIBLE for character in name):
        raise NameInvalid(field=field)
    return _POINT.sub(". ", name)


def name_key(name: str) -> str:
    """A name without what people write differently: case, spaces, points, composed or decomposed letters."""
    plain = normalise("NFKC", name).casefold()
    return "".join(character for character in plain if unicodedata.category(character)[0] in "LMN")


def read_phone(text: str, field: str = "phone") -> str:
    """A Korean telephone number in E.164 (`+821012345678`), mobile or landline, from every usual spelling.

    FieldMissing, TooLong, IdentityNumber, PhoneInvalid.
    """
    plain = normalise("NFKC", text).strip()
    if not plain:
        raise FieldMissing(field=field)
    if len(plain) > PHONE_LENGTH:
        raise TooLong(field=field, limit=PHONE_LENGTH)
    ensure_no_identity_number(plain, field)
    for dash in "‐‑‒–—―−~·ㆍ":
        plain = plain.replace(dash, "-")
    if any(character not in "0123456789+-. ()/" for character in plain):
        raise PhoneInvalid(field=field)
    try:
        number = phonenumbers.parse(plain.replace("/", "-"), "KR")
    except phonenumbers.NumberParseException as error:
        raise PhoneInvalid(field=field) from error
    if number.country_code != 82 or number.extension or not phonenumbers.is_valid_number(number):
        raise PhoneInvalid(field=field)
    if phonenumbers.number_type(number) not in _CALLABLE:
        raise PhoneInvalid(field=field)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if e164.startswith("+8210") and len(e164) != len("+821012345678"):  # the library still knows short 010 numbers
        raise PhoneInvalid(field=field)
    return e164


def read_own_phone(text: str, field: str = "person_phone") -> str | None:
    """The telephone of the person somebody books for, or None where they have none. As `read_phone` otherwise."""
    return read_phone(text, field) if text.strip() else None


def read_email(text: str) -> str | None:
    """An e-mail address in its normal form, or None where nothing was typed. TooLong, IdentityNumber, EmailInvalid."""
    plain = text.strip()
    if not plain:
        return None
    if len(plain) > EMAIL_LENGTH:
        raise TooLong(field="email", limit=EMAIL_LENGTH)
    ensure_no_identity_number(plain, "email", is_address=True)
    try:
        return validate_email(plain, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise EmailInvalid(field="email") from error


def read_question(text: str) -> str | None:
    """What the consultation is to be about, up to 500 characters, or None. TooLong, TextInvalid, IdentityNumber."""
    plain = normalise("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not plain:
        return None
    if len(plain) > QUESTION_LENGTH:
        raise TooLong(field="question", limit=QUESTION_LENGTH)
    if any(unicodedata.category(character) == "Cc" and character not in _KEPT_CONTROLS for character in plain):
        raise TextInvalid(field="question")
    ensure_no_identity_number(plain, "question")
    return re.sub(r"\n{3,}", "\n\n", plain)
