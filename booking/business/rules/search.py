"""Find what somebody means among the names of the kinds of business. Pure: plain values in, keys out.

Texts are compared as strokes of the keyboard (`hangul`), cut into runs of three. A run that few kinds of business have
tells much, one that many have tells little, and one that none has tells nothing: so 발급, 증명서, particles and wrong
letters weigh what they deserve in this catalogue, without a list of words that do not count. Of the best by that, the
similarity of the whole strings decides (rapidfuzz).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import nlargest
from math import fsum, log

from rapidfuzz import fuzz

from booking.business.rules import hangul

LONGEST = 60
"""Letters of a question that are read: no name is as long, and the cost grows with them."""

RUN = 3
"""Strokes that are compared as one: a syllable has two or three."""

TELLING = 12
"""How many runs of a question, the rarest, say which names are looked at: what many names have adds no new ones."""

CLOSER_LOOK = 60
"""How many names that share most with a question are compared letter by letter."""

ASIDE = 0.2
"""How much what a question says beside a name counts against it: who asks in a sentence tells more than a name."""

FOUND = 0.5
"""How much of a question and a name has to agree, between 0 and 1: below, nothing is better than something alike."""

ALIKE = 0.72
"""From where strings count as alike that share few runs: half the strokes of any two agree by chance."""

SHORT = 4
"""Strokes below which a word is found by nothing but itself: 비자 (visa) has all those of 빚 (debt)."""

WITHIN = 0.52
"""What it counts for that one stands in the other; the rest, by how much of what tells there it is."""


@dataclass(frozen=True)
class Entry:
    """A kind of business as it is searched. names: what it is called, in each language; words: what people say."""

    key: str
    names: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """One name or word. place: of its entry. rank: 1 for a name, and a little less for a word."""

    place: int
    rank: float
    folded: str
    strokes: str
    runs: frozenset[str]


class Index:
    """A catalogue, prepared once and asked often. Entries that come first win a tie."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)
        self._terms = [term for place, entry in enumerate(self._entries) for term in _terms(place, entry)]
        self._called: dict[str, list[int]] = defaultdict(list)
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(self._terms):
            self._called[term.strokes].append(number)
            for run in term.runs:
                self._having[run].append(number)
        self._weights = {run: self._weight(numbers) for run, numbers in self._having.items()}
        self._heavy = [self._mass(term.runs) for term in self._terms]

    def find(self, text: str) -> list[str]:
        """The keys of what `text` may mean, the likeliest first. Empty where nothing is alike."""
        asked = hangul.fold(text)[:LONGEST]
        if not asked:
            return []
        if hangul.has_lone_initials(asked):
            return self._ordered(self._by_initials(asked))
        return self._ordered(self._by_strokes(asked))

    def _by_initials(self, asked: str) -> dict[int, float]:
        pattern = re.compile(hangul.matches_initials(asked))
        found = ((number, pattern.search(term.folded)) for number, term in enumerate(self._terms))
        return {number: self._of_initials(number, hit) for number, hit in found if hit}

    def _of_initials(self, number: int, hit: re.Match[str]) -> float:
        term = self._terms[number]
        return term.rank * (len(hit[0]) / len(term.folded) + (hit.start() == 0))

    def _by_strokes(self, asked: str) -> dict[int, float]:
        strokes = hangul.strokes(asked)
        runs = _runs(strokes) & self._weights.keys()
        known = self._mass(runs)
        looked_at = {*self._closest(runs), *self._called.get(strokes, ())}
        scores = {number: self._score(number, asked, strokes, runs, known) for number in looked_at}
        return {number: score for number, score in scores.items() if score >= FOUND}

    def _closest(self, runs: Set[str]) -> list[int]:
        shared: dict[int, float] = defaultdict(float)
        for run in sorted(runs, key=lambda run: (-self._weights[run], run))[:TELLING]:
            for number in self._having[run]:
                shared[number] += self._weights[run] / self._heavy[number]
        return nlargest(CLOSER_LOOK, shared, key=lambda number: (shared[number], -number))

    def _score(self, number: int, asked: str, strokes: str, runs: Set[str], known: float) -> float:
        term = self._terms[number]
        if term.folded == asked:
            return 3 + term.rank
        if term.strokes == strokes:
            return 2 + term.rank
        if len(term.strokes) < SHORT:
            return 0.0
        telling = self._mass(runs & term.runs) / (ASIDE * known + (1 - ASIDE) * self._heavy[number])
        alike = fuzz.ratio(strokes, term.strokes, score_cutoff=100 * ALIKE) / 100
        agreeing = [telling, (telling + 2 * alike) / 3]
        shorter, longer = sorted((asked, term.folded), key=len)
        if len(shorter) > 1 and shorter in longer:
            light, heavy = sorted((known, self._heavy[number]))
            agreeing.append(WITHIN + (1 - WITHIN) * light / heavy)
        return term.rank * max(agreeing)

    def _ordered(self, scores: Mapping[int, float]) -> list[str]:
        best: dict[int, float] = {}
        for number, score in scores.items():
            place = self._terms[number].place
            best[place] = max(score, best.get(place, 0.0))
        return [self._entries[place].key for place in sorted(best, key=lambda place: (-best[place], place))]

    def _mass(self, runs: Iterable[str]) -> float:
        return fsum(self._weights[run] for run in runs)  # exact, so that the order of a set does not matter

    def _weight(self, numbers: Sequence[int]) -> float:
        return log(1 + len(self._entries) / len({self._terms[number].place for number in numbers}))


def _terms(place: int, entry: Entry) -> list[Term]:
    folded = {hangul.fold(word): 0.97 for word in entry.words} | {hangul.fold(name): 1.0 for name in entry.names}
    return [_term(place, rank, text) for text, rank in folded.items() if text]


def _term(place: int, rank: float, folded: str) -> Term:
    strokes = hangul.strokes(folded)
    return Term(place, rank, folded, strokes, frozenset(_runs(strokes)))


def _runs(strokes: str) -> set[str]:
    return {strokes[start : start + RUN] for start in range(max(1, len(strokes) - RUN + 1))}
