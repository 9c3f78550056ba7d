"""What people type, as strokes of a Korean keyboard. Pure.

Strokes are one alphabet for everything: a syllable is the keys it is typed with, and what was typed on the wrong
layout (wnals for 주민) or left half done is the same keys. A wrong letter is then one wrong stroke. Keys that are a
shift apart (ㄱ and ㄲ, ㅔ and ㅖ) count as one: they are what is mixed up most.
"""

from unicodedata import normalize

from booking import typed

_INITIALS = "r r s e e f a q q t t d w w c z x v g".split()
_VOWELS = "k o i o j p u p h hk ho hl y n nj np nl b m ml l".split()
_FINALS = "r r rt s sw sg e f fr fa fq ft fx fv fg a q qt t t d w c z x v g".split()
_STROKES = {
    **{chr(0x1100 + number): strokes for number, strokes in enumerate(_INITIALS)},
    **{chr(0x1161 + number): strokes for number, strokes in enumerate(_VOWELS)},
    **{chr(0x11A8 + number): strokes for number, strokes in enumerate(_FINALS)},
}
"""The keys of each letter of a decomposed syllable (Unicode Standard, 3.12), on the keyboard of KS X 5002."""

_PLAIN = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
"""The letter of a dictionary under which each initial stands here."""

_FIRST, _SYLLABLES, _PER_INITIAL = 0xAC00, 11172, 588
_PAIRS = {
    "\u11aa": "\u1100\u1109",  # ㄳ
    "\u11ac": "\u1102\u110c",  # ㄵ
    "\u11ad": "\u1102\u1112",  # ㄶ
    "\u11b0": "\u1105\u1100",  # ㄺ
    "\u11b1": "\u1105\u1106",  # ㄻ
    "\u11b2": "\u1105\u1107",  # ㄼ
    "\u11b3": "\u1105\u1109",  # ㄽ
    "\u111a": "\u1105\u1112",  # ㅀ
    "\u1121": "\u1107\u1109",  # ㅄ
}
"""Two initials that a keyboard's program joins when no vowel stands between them, as Unicode's NFKC has the pair."""


def fold(text: str) -> str:
    """A text without what does not tell: spaces, marks, and the difference of capitals and of forms of Unicode."""
    folded = typed.normalise("NFKC", text).casefold()
    return "".join(character for character in typed.normalise("NFC", folded) if character.isalnum())


def strokes(folded: str) -> str:
    """A folded text as the keys it is typed with; Latin letters and digits stand for themselves."""
    return "".join(_STROKES.get(letter, letter) for letter in normalize("NFD", folded))


def has_lone_initials(folded: str) -> bool:
    """Whether consonants stand alone in a folded text, as who types 초성 does."""
    return any(_is_initial(letter) for letter in _parted(folded))


def matches_initials(folded: str) -> str:
    """The pattern of what begins with these initials; syllables in between stand for themselves.

    The syllables of one initial are a range of Unicode, so a lone consonant is a class of letters.
    """
    return "".join(_class(letter) if _is_initial(letter) else letter for letter in _parted(folded))


def _parted(folded: str) -> str:
    return "".join(_PAIRS.get(letter, letter) for letter in folded)


def _is_initial(letter: str) -> bool:
    return "\u1100" <= letter <= "\u1112"


def _class(letter: str) -> str:
    first = _FIRST + (ord(letter) - 0x1100) * _PER_INITIAL
    return f"[{chr(first)}-{chr(min(first + _PER_INITIAL, _FIRST + _SYLLABLES) - 1)}]"


def first_letter(name: str) -> str:
    """The letter under which a name stands in a list: ㄱ for 건 and 깨, A for apple; `#` where it begins with none."""
    first = normalize("NFD", fold(name))[:1]
    if _is_initial(first):
        return _PLAIN[ord(first) - 0x1100]
    return first.upper() if first.isalpha() else "#"
