"""Finding identity numbers in free text (개인정보 보호법 24조의2): they are refused wherever they are typed.

Resident registration numbers issued since 2020-10 have no check digit, so a number is known by its date and by the
digit that tells century and sex (5 to 8: foreigners). Business registration numbers (3-2-5), telephones and lot
numbers (지번) never match.
"""

import re
from datetime import date

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


def find_identity_number(text: str) -> str | None:
    """The kind of the first identity number in `text`: `resident`, `passport` or `licence`; None without one.

    Full-width digits and the many dashes of Korean keyboards are read as what they mean.
    """
    plain = normalise("NFKC", text).upper()
    for pattern in (_RESIDENT, _RESIDENT_SPACED):
        for match in pattern.finditer(plain):
            if _is_birth_date(match[1].replace(" ", ""), match[2]):
                return "resident"
    if _PASSPORT.search(plain):
        return "passport"
    if _LICENCE.search(plain) or _LICENCE_OLD.search(plain):
        return "licence"
    return None


def _is_birth_date(digits: str, century: str) -> bool:
    try:
        date(_CENTURIES[century] + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return True
