"""What of people the roster shows, and how much of a long day at once."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

ON_DAY = "on_day"
ALWAYS = "always"

PART = 30
"""Lines of a roster on one page. The city's day has 12; a clerk with 500 looks for a name or a time, and a page of all
of them opens late and shows everybody's data to who needs one."""


@dataclass(frozen=True)
class View:
    """How somebody looks at a roster: by `time` or `field`, and which part (from 1; None: the present time's)."""

    by: str = "time"
    part: int | None = None

    @classmethod
    def read(cls, by: str, part: str = "") -> "View":
        """From what an address or a form says; what is none of it counts as not said."""
        is_part = re.fullmatch("[1-9][0-9]{0,3}", part, re.ASCII)
        return cls("field" if by == "field" else "time", int(part) if is_part else None)

    @classmethod
    def read_name(cls, text: str) -> "View":
        """From its name."""
        by, _, part = text.partition("-")
        return cls.read(by, part)

    @property
    def name(self) -> str:
        """As a form keeps it: `field`, `time-3`."""
        return self.by if self.part is None else f"{self.by}-{self.part}"

    @property
    def query(self) -> dict[str, Any]:
        """As an address says it, as little as it takes."""
        return {"by": "field" if self.by == "field" else None, "part": self.part}


def shows_names(policy: str, day: date, today: date) -> bool:
    """Whether the roster of `day` shows names in full. policy: the setting `desk.roster_names`.

    Lists show only what their use needs, masked by default (안전성 확보조치 기준 12). The use that needs whole names is
    calling people in, and that is on the day itself; before and after it a clerk reveals the one that is asked about.
    """
    return policy == ALWAYS or (policy == ON_DAY and day == today)


def parts(count: int) -> list[range]:
    """Where so many lines are cut: nearly equal parts, none longer than `PART`; one part where there is nothing."""
    number = max(1, -(-count // PART))
    return [range(count * nth // number, count * (nth + 1) // number) for nth in range(number)]


def part_of(line: int, cuts: list[range]) -> int:
    """The part in which a line lies, counted from 1."""
    return next((nth for nth, cut in enumerate(cuts, 1) if line in cut), 1)
