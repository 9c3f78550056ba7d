"""Measuring: how many statements a piece of work sends to the database, and how one duration compares to another."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The statements that `engine` is sent inside the block, those of the session's set-up left out."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def ratio(
    slow: Callable[[], object],
    fast: Callable[[], object],
    *,
    rounds: int = 15,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """How many times longer `slow` takes than `fast`: medians of runs that take turns, after a first run of each.

    A ratio holds on any machine, where seconds do not. clock: `time.process_time` counts what this process does alone,
    whatever else the machine does meanwhile; and not what it waits for, such as a database server.
    """
    slow(), fast()
    pairs = [(_seconds(slow, clock), _seconds(fast, clock)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs) / statistics.median(pair[1] for pair in pairs)


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start
