"""The scheduler's process under a clock that is set while it runs, by libfaketime.

Time goes on at its own pace. Only the wall's is moved: what processes measure durations by (CLOCK_MONOTONIC) is not, as
on a real machine.

`python -m tests.notices.clockwork scheduler` is `booking scheduler` with a `time.sleep` of its own: Python's sleeps
until an instant of CLOCK_MONOTONIC, which libfaketime (0.9.10) turns into one that the system refuses.
"""

import select
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from booking import clock
from booking.db import db
from booking.scheduler import queries, timetable
from tests.support.processes import Process

LIBRARIES = sorted(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"))


class Clock:
    """What is shown on the wall, to this process (`now`) and to those with its `environment`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ahead = timedelta()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process that looks at this clock."""
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "NO_FAKE_STAT": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # or threads that wait for Python's lock spin
        }

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def put(self, moment: datetime) -> None:
        """Set the clock, in one step: a file that is read half written would show the machine's own time."""
        self._ahead = moment - datetime.now(UTC)
        half = self._file.with_suffix(".half")
        half.write_text(f"{self._ahead.total_seconds():+f}")
        half.replace(self._file)


class Scheduler(Process):
    """`booking scheduler` by a clock."""

    def __init__(self, folder: Path, url: str, shown: Clock, **more: str) -> None:
        super().__init__(folder, ["scheduler"], url, **shown.environment, **more)
        self._command = [sys.executable, "-m", "tests.notices.clockwork", "scheduler"]
        self._shown = shown

    def wait_for_all_jobs(self, since: datetime, seconds: float = 60) -> None:
        """Until it has run all jobs since the clock was set to `since`, and has sent after it looked for reminders."""
        deadline = time.monotonic() + seconds
        while not _have_run(since, self._shown.now()):
            assert time.monotonic() < deadline, f"not all jobs ran: {self.log()}"
            time.sleep(0.05)


def main() -> None:
    """The command that the arguments name."""
    time.sleep = lambda seconds: select.select((), (), (), seconds) and None
    from booking.cli import main

    main()


def _have_run(since: datetime, now: datetime) -> bool:
    db.session.rollback()
    ran = {name: seen.heartbeat.ran_at for name, seen in queries.list_seen().items() if seen.heartbeat}
    is_fresh = all(since <= ran.get(job.name, clock.parse("1970-01-01")) <= now for job in timetable.JOBS)
    return is_fresh and ran["deliver"] > ran["queue_reminders"]


if __name__ == "__main__":
    main()
