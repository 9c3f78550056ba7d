"""Half-years: kindness is surveyed in the first and in the second half of each year. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

NAMES = {1: "상반기", 2: "하반기"}


@dataclass(frozen=True, order=True)
class Half:
    """A half-year. half: 1 (January to June) or 2."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The half-year of a day."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 6 * self.half - 5, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after.first - timedelta(days=1)

    @property
    def before(self) -> "Half":
        """The half-year before it."""
        return Half(self.year, 1) if self.half == 2 else Half(self.year - 1, 2)

    @property
    def after(self) -> "Half":
        """The half-year after it."""
        return Half(self.year, 2) if self.half == 1 else Half(self.year + 1, 1)

    @property
    def name(self) -> str:
        """As pages call it: `2026년 하반기`."""
        return f"{self.year}년 {NAMES[self.half]}"

    def titled(self, name: str) -> str:
        """A name with the half-year before it, once: many names begin with it already."""
        return name if name.startswith(self.name) else f"{self.name} {name}"

    def __str__(self) -> str:
        """As addresses call it: `2026-2`."""
        return f"{self.year}-{self.half}"


def read_half(text: str) -> Half | None:
    """The half-year of an address (`2026-2`); None for what is none."""
    found = re.fullmatch(r"(20\d\d)-([12])", text)
    return Half(int(found[1]), int(found[2])) if found else None
