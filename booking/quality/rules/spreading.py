"""Who of the monitors scores which departments, so that nobody has much more to do than another. Pure."""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence

Pair = tuple[int, int]
"""A monitor and a department, by their keys."""


def spread(departments: Sequence[int], monitors: Sequence[int], per: int, taken: Collection[Pair]) -> list[Pair]:
    """What is to be added so that `per` monitors score each department, those with the least to do first.

    taken: who scores what already; nobody gets a department twice, and who is there already counts.
    """
    load = Counter(monitor for monitor, _ in taken)
    found: list[Pair] = []
    for department in departments:
        own = {monitor for monitor, of in taken if of == department}
        free = sorted((one for one in monitors if one not in own), key=lambda one: load[one])
        chosen = free[: max(0, per - len(own))]
        load.update(chosen)
        found += [(monitor, department) for monitor in chosen]
    order = {monitor: nth for nth, monitor in enumerate(monitors)}
    return sorted(found, key=lambda pair: order[pair[0]])


def code_of(pairs: Collection[Pair]) -> str:
    """Names what was seen, so that nothing else is done than that."""
    return hashlib.sha256(repr(sorted(pairs)).encode()).hexdigest()[:16]
