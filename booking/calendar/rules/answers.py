"""Answers about public holidays (한국천문연구원 특일정보, `getRestDeInfo`) and what they would change, as plain values.

An answer speaks only for the months in which it names a day: a saved page of it is no word about the rest of a year.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

ADDED, RETURNED, WITHDRAWN, RENAMED = "added", "returned", "withdrawn", "renamed"

ALIASES = {
    "1월1일": "신정",
    "설날전날": "설날",
    "설날다음날": "설날",
    "설날연휴": "설날",
    "추석전날": "추석",
    "추석다음날": "추석",
    "추석연휴": "추석",
    "석가탄신일": "부처님오신날",
    "크리스마스": "기독탄신일",
    "성탄절": "기독탄신일",
}
"""Other spellings of one holiday: the service, the regulation and the package each have their own."""


class Named(NamedTuple):
    """One day of an answer. is_holiday: N is said of days that have a name and that nobody has off."""

    date: date
    name: str
    is_holiday: bool


@dataclass(frozen=True)
class Answer:
    """What an answer says: the holidays by date, and the months (their first days) for which it speaks."""

    holidays: Mapping[date, str]
    months: frozenset[date]


@dataclass(frozen=True)
class Change:
    """One day on which an answer differs from what counts now.

    what: added; returned (the answer has it, staff withdrew it); withdrawn (it counts now, the answer does not have
    it); renamed. name: by the answer, for withdrawn the one that counts now. before: the name that counts now, else "".
    """

    date: date
    what: str
    name: str
    before: str = ""

    @property
    def is_usual(self) -> bool:
        """Whether it is made unless somebody says otherwise; all else wants an explicit choice."""
        return self.what == ADDED


def gather(days: Iterable[Named], months: Collection[date] = ()) -> Answer:
    """The answer that these days are. A date can occur twice: its names are joined, and one Y is enough.

    months: those that were asked for, where that is known; the months of the days speak in any case.
    """
    found: dict[date, list[str]] = {}
    covered = set(months)
    for day in days:
        covered.add(day.date.replace(day=1))
        if day.is_holiday:
            found.setdefault(day.date, []).append(day.name)
    names = {day: "·".join(dict.fromkeys(found[day]))[:60] for day in sorted(found)}
    return Answer(names, frozenset(covered))


def compare(answer: Answer, current: Mapping[date, str], withdrawn: Collection[date], today: date) -> list[Change]:
    """What differs from today on in the months of the answer, by date.

    current: the holidays that count now. withdrawn: dates that staff withdrew.
    """
    changes = []
    for day in sorted({*answer.holidays, *current}):
        if day < today or day.replace(day=1) not in answer.months:
            continue
        name, before = answer.holidays.get(day), current.get(day)
        if name is None:
            changes.append(Change(day, WITHDRAWN, before or "", before or ""))
        elif before is None:
            changes.append(Change(day, RETURNED if day in withdrawn else ADDED, name))
        elif _meant(name) != _meant(before):
            changes.append(Change(day, RENAMED, name, before))
    return changes


def code_of(changes: Collection[Change], chosen: Collection[date]) -> str:
    """The short name of a difference and of what was chosen of it: who confirms it confirms what they saw."""
    lines = [f"{one.date} {one.what} {one.name} {one.before} {one.date in chosen}" for one in changes]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _meant(name: str) -> frozenset[str]:
    """Which holidays a name means, however it is spelt."""
    text = re.sub(r"\s", "", name)
    for other in ("3·1절", "3.1절"):
        text = text.replace(other, "삼일절")
    parts = re.split(r"[·ㆍ,;]", text)
    return frozenset(_plain(part) for part in parts)


def _plain(name: str) -> str:
    if "대체" in name:
        return "대체공휴일"
    return "선거일" if "선거" in name else ALIASES.get(name, name)
