"""What staff are told about the review of the log, read again at the moment of sending. Registered in `create_app`."""

from datetime import datetime

from booking.audit.queries.review import list_late
from booking.notices import service as notices
from booking.notices.rules import REVIEW, Recipient
from booking.notices.service import Message
from booking.settings import queries as settings


def register() -> None:
    """Make this room the one that fills in the reminder."""
    notices.register(REVIEW, load)


def recipient() -> Recipient | None:
    """Whom it goes to, by the settings; None where nobody has said."""
    email = str(settings.get("audit.review_email"))
    return Recipient("operator", None, email) if email else None


def load(subject: str, now: datetime) -> Message | None:
    """The months that wait, as they are now; None where all are reviewed, or nobody is to be told any more."""
    whom, months = recipient(), list_late(now, settings.get("audit.review_day"))
    if whom is None or not months:
        return None
    return Message({whom.role: whom}, {"months": "\n".join(f"{month.year}년 {month.month}월" for month in months)})
