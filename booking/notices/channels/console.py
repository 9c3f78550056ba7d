"""The demo's way out: nothing leaves; messages are printed by the scheduler and shown on a staff page."""

import sys
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from booking.db import db, insert, transaction
from booking.notices.channels.base import Letter, Receipt
from booking.notices.models import ConsoleMessage


class Console:
    """Keeps each message once by its key, and prints it. channel: email, sms or alimtalk."""

    def __init__(self, channel: str) -> None:
        self._channel = channel

    def send(self, letter: Letter, now: datetime) -> Receipt:
        body = letter.body + "".join(f"\n[{name}] {address}" for name, address in letter.buttons)
        row = {
            "provider_key": letter.key,
            "channel": self._channel,
            "recipient": letter.to,
            "subject": letter.subject,
            "body": body,
            "created_at": now,
        }
        with transaction():
            statement: Any = insert(ConsoleMessage).values(row)
            db.session.execute(statement.on_conflict_do_nothing(index_elements=[ConsoleMessage.provider_key]))
        sys.stdout.write(f"\n[{self._channel}] {letter.to}\n{letter.subject}\n{body.rstrip()}\n")
        sys.stdout.flush()
        return Receipt("시연용 보관함에 넣음")

    def close(self) -> None:
        pass


def purge(before: datetime) -> int:
    """Delete what was shown before `before`. Returns how many."""
    with transaction() as session:
        result: Any = session.execute(delete(ConsoleMessage).where(ConsoleMessage.created_at < before))
    return int(result.rowcount)
