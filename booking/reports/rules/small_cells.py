"""Hide small counts in what is published, and so much beside them that the sums do not give them away.

One table: months by fields, the sum of each month, and of a whole year the sum of each field. A count from 1 to
`least - 1` is hidden, for it may point to somebody whom others know to have been there; 0 points to nobody. Then more
is hidden until no hidden count has only one value that fits the sums, also for who knows which counts are small.

How many seats there were is public, and no count of visits is larger (`Caps`). So the sum of a month in which every
seat was taken tells each count; and in a field of one seat a hidden count of at least 1 would be 1: there the count
and the sum of its month are always hidden, 0 too, so that being hidden says nothing.

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
Caps = Mapping[Place, float]
"""The most that a count can be, by month and field, where everybody knows that; the rest may be anything."""

INFINITE = float("inf")
ANY: Caps = {}


@dataclass(frozen=True)
class Known:
    """What everybody knows beside what is published. least: as for `hide`. most: the bounds of counts and sums; one
    that a count has broken says nothing. unsure: what is hidden even where it is 0, and sums of such counts.
    """

    least: int
    most: Caps
    unsure: Set[Place]


@dataclass(frozen=True)
class Arc:
    """A count as a flow from one node to another, and what somebody knows of it who knows why it is hidden."""

    tail: Hashable
    head: Hashable
    value: int
    least: int
    most: float


def hide(counts: Mapping[Place, int], least: int, caps: Caps = ANY) -> set[Place]:
    """What of the counts by month and field, and of the months' sums, is not published. least: 3 or more, for a hidden
    count that can only be 1 is none. caps: by month and field, without sums.

    Each month is judged alone, so that what it shows stays the same when the next ones follow.
    """
    hidden: set[Place] = set()
    for month in {month for month, _field in counts}:
        line = {place: value for place, value in counts.items() if place[0] == month}
        hidden |= _hide_line({**line, (month, ALL): sum(line.values())}, _known(line, least, caps))
    return hidden


def reveal_years(counts: Mapping[Place, int], hidden: Set[Place], least: int, caps: Caps = ANY) -> set[str]:
    """Of which fields (and of `ALL`) the sum over all these months may be published beside what `hide` left."""
    table, known = with_sums(counts), _known(counts, least, caps)
    closed = {*hidden, *(place for place in table if place[0] == ALL)}
    secret = {*hidden, *(place for place in closed if 0 < table[place] < least)}
    # The sum of all first: it tells most, and can be added up where no month hides its own. Then the large fields.
    sums = sorted((place for place in closed if place[0] == ALL), key=lambda one: (one[1] != ALL, -table[one], one[1]))
    for place in sums:
        if place not in secret and _exposed(table, closed - {place}, secret, known) is None:
            closed.discard(place)
    return {field for _all, field in sums if (ALL, field) not in closed}


def with_sums(counts: Mapping[Place, int]) -> dict[Place, int]:
    """The counts with the sums of months and fields, and that of all."""
    table = dict(counts)
    for (month, field), value in counts.items():
        for place in ((month, ALL), (ALL, field), (ALL, ALL)):
            table[place] = table.get(place, 0) + value
    return table


def _known(counts: Mapping[Place, int], least: int, caps: Caps) -> Known:
    most: dict[Place, float] = {}
    unsure: set[Place] = set()
    for (month, field), value in counts.items():
        cap = caps.get((month, field), INFINITE)
        sums = (month, ALL), (ALL, field), (ALL, ALL)
        for place in ((month, field), *sums):
            most[place] = most.get(place, 0) + (cap if value <= cap else INFINITE)
        if cap == 1:
            unsure |= {(month, field), *sums}
    return Known(least, most, unsure)


def _hide_line(line: dict[Place, int], known: Known) -> set[Place]:
    hidden = {place for place, value in line.items() if 0 < value < known.least or place in known.unsure}
    # A large count is worth most to who reads it, and the sum is the largest, so it goes last.
    rest = sorted((place for place, value in line.items() if value), key=lambda one: (line[one], one[1]))
    while _exposed(line, hidden, hidden, known) is not None:
        hidden.add(next(place for place in rest if place not in hidden))
    return hidden


def _exposed(table: Mapping[Place, int], hidden: Set[Place], secret: Set[Place], known: Known) -> Place | None:
    """A secret among what is hidden whose count somebody could work out, if there is one."""
    arcs = _free_sums(table) | {place: _known_arc(place, table[place], known) for place in hidden}
    return next((place for place in secret if not _may_differ(arcs, place)), None)


def _known_arc(place: Place, value: int, known: Known) -> Arc:
    # Nobody can tell whether a sum is hidden for being small or for the sake of others.
    is_small = 0 < value < known.least and ALL not in place
    most = min(known.most[place], known.least - 1 if is_small else INFINITE)
    return _arc(place, value, 0 if place in known.unsure else min(value, 1), most)


def _arc(place: Place, value: int, least: int, most: float) -> Arc:
    month, field = place
    tail: Hashable = ("field", field) if month == ALL else ("month", month)
    head: Hashable = "sink" if month == ALL else ("field", field)
    if field == ALL:
        tail, head = ("sink", "source") if month == ALL else ("source", ("month", month))
    return Arc(tail, head, value, least, most)


def _free_sums(table: Mapping[Place, int]) -> dict[Place, Arc]:
    """The sums that a month alone says nothing about: those of fields, and of all."""
    if (ALL, ALL) in table:
        return {}
    places: list[Place] = [(ALL, field) for _month, field in table]
    return {place: _arc(place, 1, 0, INFINITE) for place in places}


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
