"""How names and telephone numbers are shown: as Koreans write them, or with their middle hidden."""

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType


def spell_phone(e164: str) -> str:
    """An E.164 number as Koreans write it: `010-1234-5678`."""
    return phonenumbers.format_number(phonenumbers.parse(e164), PhoneNumberFormat.NATIONAL)


def domestic(e164: str) -> str:
    """A Korean number in digits, as senders of text messages expect it: `01012345678`."""
    return "".join(sign for sign in spell_phone(e164) if sign.isdigit())


def international(phone: str) -> str:
    """A Korean number as it is dialled at home (`010-1234-5678`), in E.164."""
    return phonenumbers.format_number(phonenumbers.parse(phone, "KR"), PhoneNumberFormat.E164)


def mask_phone(e164: str) -> str:
    """A number with its middle hidden: `010-****-5678`."""
    head, *_middle, tail = spell_phone(e164).split("-")
    return f"{head}-****-{tail}"


def mask_name(name: str) -> str:
    """A name with its middle hidden as Korean offices do: `김○수`, `김○`, and `J○○○` for Latin letters."""
    if len(name) <= 2 or name.isascii():
        return name[:1] + "○" * (len(name) - 1)
    return name[0] + "○" * (len(name) - 2) + name[-1]


def is_mobile(e164: str) -> bool:
    """Whether a domestic text message reaches this number."""
    number = phonenumbers.parse(e164)
    return number.country_code == 82 and phonenumbers.number_type(number) == PhoneNumberType.MOBILE
