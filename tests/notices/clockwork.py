"""The scheduler's work in a process whose system clock is moved: `python -m tests.notices.clockwork DATABASE_URL`.

For each line that it reads it plans and sends once, and says what its clock showed.
"""

import sys

from booking import clock
from tests.notices.enduring import work
from tests.support import house


def main(url: str) -> None:
    """Obey until the input ends."""
    with house.build(url).app_context():
        for _ in sys.stdin:
            work(1)
            sys.stdout.write(f"at {clock.now().isoformat()}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
