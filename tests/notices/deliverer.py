"""What a deliverer does in a process of its own, to be killed there.

Its provider takes every message by appending a line, which outlives the process as a real provider's memory does.
"""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from booking import clock
from booking.notices import service
from booking.notices.channels import Letter, Receipt
from booking.notices.jobs import deliver
from booking.notices.rules import Message, Recipient
from tests.notices.conftest import VALUES
from tests.support import house

PHONES = "+8210"


class FileProvider:
    """Takes a message by writing `number key` to a file."""

    def __init__(self, file: Path) -> None:
        self._handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def send(self, letter: Letter, now: datetime) -> Receipt:
        os.write(self._handle, f"{letter.to} {letter.key}\n".encode())
        return Receipt("250 OK")

    def close(self) -> None:
        pass


def load(subject: str, now: datetime) -> Message | None:
    """A person whose telephone number tells which notice it was."""
    phone = PHONES + subject.partition(":")[2]
    return Message({"person": Recipient("person", phone, None)}, VALUES)


def main(url: str, file: str, instant: str) -> None:
    """Deliver what is due at `instant`, by a clock that is set to it, then end."""
    start, since = clock.parse(instant), time.monotonic()
    clock.now = lambda: start + timedelta(seconds=time.monotonic() - since)
    app = house.build(url)
    service.register("reminder", load)
    with app.app_context():
        way = FileProvider(Path(file))
        deliver(start, {"sms": way, "email": way})
