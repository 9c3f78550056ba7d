"""Hide small counts in what is published, and so much beside them that the sums do not give them away.

One table: months by fields, the sum of each month, and of a whole year the sum of each field. A count from 1 to
`least - 1` is hidden, for it may point to somebody whom others know to have been there; 0 points to nobody. Then more
is hidden until no hidden count has only one value that fits the sums, also for who knows which counts are small.

The table is a network: a count flows from its month to its field, the month's sum into the month, the field's sum out
of it. What is published is fixed. A hidden count can be another one if, and only if, a circle leads through it along
hidden arcs on which one more (or one less) is possible: that is looked for, so the check is exact.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass

ALL = "all"
"""Stands for all months, or all fields: `(month, ALL)` is the sum of a month, `(ALL, field)` that of a field."""

Place = tuple[Hashable, str]
INFINITE = float("inf")


@dataclass(frozen=True)
class Arc:
    """A count as a flow from one node to another, and what somebody knows of it who knows why it is hidden."""

    tail: Hashable
    head: Hashable
    value: int
    least: int
    most: float


def hide(counts: Mapping[Place, int], least: int) -> set[Place]:
    """What of the counts by month and field, and of the months' sums, is not published. least: 3 or more, for a hidden
    count that can only be 1 is none.

    Each month is judged alone, so that what it shows stays the same when the next ones follow.
    """
    hidden: set[Place] = set()
    for month in {month for month, _field in counts}:
        line = {place: value for place, value in counts.items() if place[0] == month}
        hidden |= _hide_line({**line, (month, ALL): sum(line.values())}, least)
    return hidden


def reveal_years(counts: Mapping[Place, int], hidden: Set[Place], least: int) -> set[str]:
    """Of which fields (and of `ALL`) the sum over all these months may be published beside what `hide` left."""
    table = with_sums(counts)
    closed = {*hidden, *(place for place in table if place[0] == ALL)}
    secret = {*hidden, *(place for place in closed if 0 < table[place] < least)}
    # The sum of all first: it tells most, and can be added up where no month hides its own. Then the large fields.
    sums = sorted((place for place in closed if place[0] == ALL), key=lambda one: (one[1] != ALL, -table[one], one[1]))
    for place in sums:
        if place not in secret and _exposed(table, closed - {place}, secret, least) is None:
            closed.discard(place)
    return {field for _all, field in sums if (ALL, field) not in closed}


def with_sums(counts: Mapping[Place, int]) -> dict[Place, int]:
    """The counts with the sums of months and fields, and that of all."""
    table = dict(counts)
    for (month, field), value in counts.items():
        for place in ((month, ALL), (ALL, field), (ALL, ALL)):
            table[place] = table.get(place, 0) + value
    return table


def _hide_line(line: dict[Place, int], least: int) -> set[Place]:
    hidden = {place for place, value in line.items() if 0 < value < least}
    # A large count is worth most to who reads it, and the sum is the largest, so it goes last.
    rest = sorted((place for place, value in line.items() if value), key=lambda one: (line[one], one[1]))
    while _exposed(line, hidden, hidden, least) is not None:
        hidden.add(next(place for place in rest if place not in hidden))
    return hidden


def _exposed(table: Mapping[Place, int], hidden: Set[Place], secret: Set[Place], least: int) -> Place | None:
    """A secret among what is hidden whose count somebody could work out, if there is one."""
    arcs = _free_sums(table) | {place: _arc(place, table[place], least) for place in hidden}
    return next((place for place in secret if not _may_differ(arcs, place)), None)


def _arc(place: Place, value: int, least: int) -> Arc:
    month, field = place
    tail: Hashable = ("field", field) if month == ALL else ("month", month)
    head: Hashable = "sink" if month == ALL else ("field", field)
    if field == ALL:
        tail, head = ("sink", "source") if month == ALL else ("source", ("month", month))
    # Nobody can tell whether a sum is hidden for being small or for the sake of others.
    is_small = 0 < value < least and ALL not in place
    return Arc(tail, head, value, min(value, 1), least - 1 if is_small else INFINITE)


def _free_sums(table: Mapping[Place, int]) -> dict[Place, Arc]:
    """The sums that a month alone says nothing about: those of fields, and of all."""
    if (ALL, ALL) in table:
        return {}
    places: list[Place] = [(ALL, field) for _month, field in table]
    return {place: Arc(arc.tail, arc.head, 1, 0, INFINITE) for place in places for arc in [_arc(place, 1, 0)]}


def _may_differ(arcs: Mapping[Place, Arc], place: Place) -> bool:
    """Whether a circle leads through the arc along which all flows may change by one."""
    own, ways = arcs[place], defaultdict[Hashable, list[Hashable]](list)
    for other, arc in arcs.items():
        if other != place and arc.value < arc.most:
            ways[arc.tail].append(arc.head)
        if other != place and arc.value > arc.least:
            ways[arc.head].append(arc.tail)
    may_grow = own.value < own.most and _leads(ways, own.head, own.tail)
    return may_grow or (own.value > own.least and _leads(ways, own.tail, own.head))


def _leads(ways: Mapping[Hashable, list[Hashable]], start: Hashable, goal: Hashable) -> bool:
    seen, queue = {start}, deque([start])
    while queue:
        for other in ways.get(queue.popleft(), ()):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return goal in seen
