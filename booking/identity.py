"""Finding identity numbers in free text (개인정보 보호법 24조의2): they are refused wherever they are typed.

Every text that a form, a command, a file or a program brings in is read here before it is kept.

Resident registration numbers issued since 2020-10 have no check digit, so a number is known by its date and by the
digit that tells century and sex (5 to 8: foreigners). Business registration numbers (3-2-5), telephones and lot
numbers (지번) never match.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date

from booking.errors import IdentityNumber
from booking.typed import normalise

_DASHES = "-‐‑‒–—―−~_./·ㆍ"
_RESIDENT = re.compile(rf"(?<!\d)(\d{{6}})\s{{0,2}}[{_DASHES}]?\s{{0,2}}(\d)\d{{6}}(?!\d)")
_RESIDENT_SPACED = re.compile(rf"(?<!\d)((?:\d ){{5}}\d) ?[{_DASHES}]? ?(\d)(?: \d){{6}}(?! ?\d)")
_PASSPORT = re.compile(r"(?<![A-Z0-9])(?:[MSRODG]\s?(?:\d{8}|\d{3}[A-Z]\d{4})|P[MSROD]\s?\d{7})(?![A-Z0-9])")
_REGIONS = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
_LICENCE = re.compile(
    rf"(?<![\d-])(?:\d{{2}}|(?:{_REGIONS})(?:[\s-]?\d{{2}})?)[\s-]\d{{2}}[\s-]\d{{6}}[\s-]\d{{2}}(?![\d-])"
)
_LICENCE_OLD = re.compile(rf"(?:{_REGIONS})\s?-?\s?\d{{2}}\s?-\s?\d{{6}}\s?-\s?\d{{2}}(?![\d-])")

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
"""What is written between letters and shows nothing (the category Cf, as far as keyboards and pages bring it in)."""

_CENTURIES = {
    "9": 1800,
    "0": 1800,
    "1": 1900,
    "2": 1900,
    "5": 1900,
    "6": 1900,
    "3": 2000,
    "4": 2000,
    "7": 2000,
    "8": 2000,
}


def ensure_no_identity_number(text: str, field: str, *, is_address: bool = False) -> None:
    """IdentityNumber where `text` holds a resident, foreigner, passport or licence number.

    is_address: an e-mail or web address, where a letter with eight digits is somebody's student number
    (`s20231234@school.example`) and no passport.
    """
    found = find_identity_number(text)
    if found and not (is_address and found == "passport"):
        raise IdentityNumber(field=field)


def ensure_no_identity_numbers(values: Mapping[str, object], addresses: Collection[str] = ()) -> None:
    """IdentityNumber at the first of `values` that is a text and holds one. addresses: which of them are addresses."""
    for field, text in values.items():
        if isinstance(text, str):
            ensure_no_identity_number(text, field, is_address=field in addresses)


def find_identity_number(text: str) -> str | None:
    """The kind of the first identity number in `text`: `resident`, `licence` or `passport`; None without one.

    Full-width digits and the many dashes of Korean keyboards are read as what they mean, and invisible letters between
    them are passed over.
    """
    plain = _INVISIBLE.sub("", normalise("NFKC", text).upper())
    for pattern in (_RESIDENT, _RESIDENT_SPACED):
        for match in pattern.finditer(plain):
            if _is_birth_date(match[1].replace(" ", ""), match[2]):
                return "resident"
    if _LICENCE.search(plain) or _LICENCE_OLD.search(plain):
        return "licence"
    return "passport" if _PASSPORT.search(plain) else None


def _is_birth_date(digits: str, century: str) -> bool:
    try:
        date(_CENTURIES[century] + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return True
