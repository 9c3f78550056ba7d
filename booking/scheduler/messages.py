"""What an alarm says, read again at the moment of sending. Registered in `create_app`."""

from datetime import datetime

from booking import clock, wording
from booking.notices import queries as outbox
from booking.notices import service as notices
from booking.notices.rules import ALARM
from booking.notices.service import Message
from booking.scheduler import queries, watch


def register() -> None:
    """Make this room the one that fills in alarms."""
    notices.register(ALARM, load)


def load(subject: str, now: datetime) -> Message | None:
    """The alarm as it is now; None where it holds no more, or nobody is to be told."""
    whom, (_, what, since) = watch.recipient(), subject.split(":", 2)
    reason = _silence(since, now) if what == watch.SILENT else _backlog(now)
    if whom is None or not reason:
        return None
    return Message({whom.role: whom}, {"reason": reason})


def _silence(since: str, now: datetime) -> str:
    beat = queries.last_beat()
    if beat is None or beat.replace(microsecond=0) != clock.parse(since) or not queries.is_silent(beat, now):
        return ""
    return f"자동 작업이 {wording.moment(beat)} 이후로 멈춰 있습니다."


def _backlog(now: datetime) -> str:
    count, oldest = outbox.count_backlog(now)
    if oldest is None or not watch.is_stuck(now):
        return ""
    return f"보내지 못한 안내가 {count}건 쌓여 있습니다. 가장 오래된 것은 {wording.moment(oldest)}에 보낼 것이었습니다."
