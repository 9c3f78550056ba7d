"""Text messages through a table: the city's own sender reads `sms_agent_message` and writes its result back."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update

from booking.contacts import domestic
from booking.db import db, insert, transaction
from booking.notices import rules, service, texts
from booking.notices.channels.base import Letter, Receipt
from booking.notices.models import AgentMessage
from booking.settings import queries as settings


class Agent:
    """Hands messages over as rows. msg_key is unique, so a repetition adds nothing."""

    def send(self, letter: Letter, now: datetime) -> Receipt:
        kind = texts.sms_kind(letter.body)
        with transaction():
            row = {
                "msg_key": letter.key,
                "kind": kind,
                "recipient": domestic(letter.to),
                "callback": "".join(sign for sign in str(settings.get("office.phone")) if sign.isdigit()),
                "subject": letter.subject if kind == "LMS" else None,
                "body": letter.body,
                "status": "ready",
                "useful_until": letter.useful_until,
                "created_at": now,
                "is_reported": False,
            }
            statement: Any = insert(AgentMessage).values(row)
            db.session.execute(statement.on_conflict_do_nothing(index_elements=[AgentMessage.msg_key]))
        return Receipt(f"발송기에 넘김 ({kind})")

    def close(self) -> None:
        pass


def collect(now: datetime) -> int:
    """Bring back what the sender could not send: its notices fail, and staff call. Returns how many.

    A message that the sender did not take is withdrawn: when its use is past, and its notice is marked missed; or after
    PATIENCE, for a sender that stands still says nothing, and without this nobody would hear of it.
    """
    too_late = or_(AgentMessage.useful_until <= now, AgentMessage.created_at <= now - rules.PATIENCE)
    late = (AgentMessage.status == "ready") & too_late
    unsent = (AgentMessage.status == "failed") & ~AgentMessage.is_reported
    with transaction():
        keys = list(db.session.scalars(select(AgentMessage.msg_key).where(late | unsent)))
    return sum(_take_back(key, now) for key in keys)


def _take_back(key: str, now: datetime) -> bool:
    of_key = AgentMessage.msg_key == key
    with transaction() as session:
        withdraw = delete(AgentMessage).where(of_key, AgentMessage.status == "ready")
        if withdrawn := session.execute(withdraw.returning(AgentMessage.useful_until)).first():
            if withdrawn.useful_until is not None and withdrawn.useful_until <= now:
                service.miss_handed_over(key, now)
            else:
                service.fail_handed_over(key, "발송기가 가져가지 않음", now)
            return True
        failed: Any = session.execute(
            update(AgentMessage).where(of_key, AgentMessage.status == "failed").values(is_reported=True)
        )
        if failed.rowcount:
            result = session.scalar(select(AgentMessage.result).where(of_key))
            service.fail_handed_over(key, result or "발송기가 보내지 못함", now)
        return bool(failed.rowcount)


def purge(before: datetime, now: datetime) -> int:
    """Delete rows that the sender has done with and that were made before `before`. Returns how many.

    One that it took and never reported on is deleted too, and its notice fails: a call too many does no harm.
    """
    unanswered = (AgentMessage.status == "sending") & (AgentMessage.created_at < before)
    with transaction():
        keys = list(db.session.scalars(select(AgentMessage.msg_key).where(unanswered)))
    count = sum(_give_up(key, now) for key in keys)
    done = (AgentMessage.status == "sent") | ((AgentMessage.status == "failed") & AgentMessage.is_reported)
    with transaction() as session:
        result: Any = session.execute(delete(AgentMessage).where(done, AgentMessage.created_at < before))
    return count + int(result.rowcount)


def _give_up(key: str, now: datetime) -> bool:
    guard = (AgentMessage.msg_key == key, AgentMessage.status == "sending")
    with transaction() as session:
        deleted: Any = session.execute(delete(AgentMessage).where(*guard))
        if deleted.rowcount:
            service.fail_handed_over(key, "발송기가 결과를 알리지 않음", now)
    return bool(deleted.rowcount)
