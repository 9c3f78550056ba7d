"""What a scanner types into a machine that writes Korean: its letters come as Hangul, and are read back here."""

import unicodedata

from booking.reservations.rules.states import REFERENCE_ALPHABET, REFERENCE_LENGTH

_KEYS = dict(
    zip(
        "ㅁㅊㄹㅗㅓㅏㅡㄱㅈㅌㅛㄲㅉ",
        "ACFHJKMRWXYRW",
        strict=True,
    )
) | {"ㅘ": "HK", "ㄺ": "FR", "ㄻ": "FA", "ㄾ": "FX"}
"""The keys of a reference's letters on the usual Korean keyboard (두벌식), two of them where they come together."""

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]


def read_scanned(text: str) -> str:
    """The reference of a code that was scanned in Korean mode, or empty where the text is none.

    `ㄲ7ㅏ39ㅡㅌㅉ` is `R7K39MXW`. Hardly a name is one: a reference has eight signs of nineteen.
    """
    typed = "".join(_KEYS.get(letter, letter) for syllable in text for letter in _letters(syllable)).upper()
    is_reference = len(typed) == REFERENCE_LENGTH and set(typed) <= set(REFERENCE_ALPHABET)
    return typed if is_reference and not text.isascii() else ""


def _letters(syllable: str) -> str:
    """The letters of one syllable as they are typed; any other character as it is."""
    if not unicodedata.name(syllable, "").startswith("HANGUL SYLLABLE"):
        return syllable
    number = ord(syllable) - ord("가")
    lead, vowel, tail = number // 588, number % 588 // 28, number % 28
    return _LEADS[lead] + _VOWELS[vowel] + _TAILS[tail]
