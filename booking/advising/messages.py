"""What staff are told about experts, read again at the moment of sending. Registered in `create_app`."""

from datetime import date, datetime

from booking import wording
from booking.consultations import queries as consultations
from booking.errors import BookingError
from booking.notices import queries as outbox
from booking.notices import service as notices
from booking.notices.rules import EXPERTS, Recipient
from booking.notices.service import Message
from booking.settings import queries as settings


def register() -> None:
    """Make this room the one that fills in what staff are told about experts."""
    notices.register(EXPERTS, load)


def recipient() -> Recipient | None:
    """Whom it goes to, by the settings; None where nobody has said."""
    email = str(settings.get("advising.email"))
    return Recipient("operator", None, email) if email else None


def term_subject(token: str, ends: date) -> str:
    """The name under which the notice of the end of an expert's term is known."""
    return f"term:{token}:{ends.isoformat()}"


def is_planned(subject: str) -> bool:
    """Whether staff have been told, or will be."""
    return any(notice.state != "dropped" for notice in outbox.list_about(subject))


def load(subject: str, now: datetime) -> Message | None:
    """The news as they are now; None where they hold no more, or nobody is to be told."""
    whom, (kind, token, *more) = recipient(), subject.split(":")
    try:
        news = _LOADERS[kind](token, *more)
    except BookingError:
        return None
    return Message({whom.role: whom}, {"news": news}) if whom and news else None


def _term(token: str, ends: str) -> str:
    expert = consultations.get_expert_by_token(token)
    if expert.term_to is None or expert.term_to.isoformat() != ends or not expert.is_active:
        return ""
    return f"{expert.name} 상담위원({expert.field.name})의 위촉 기간이 {wording.day(expert.term_to)}에 끝납니다."


_LOADERS = {"term": _term}
