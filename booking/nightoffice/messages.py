"""What the weekly list of closings says, read again at the moment of sending. Registered in `create_app`."""

from datetime import datetime

from booking.nightoffice import queries
from booking.nightoffice.wording import closing_lines, proposal_lines
from booking.notices import service as notices
from booking.notices.rules import CLOSURES, Recipient
from booking.notices.service import Message
from booking.settings import queries as settings

NONE = "쉬는 날이 없습니다."


def register() -> None:
    """Make this room the one that fills in the list."""
    notices.register(CLOSURES, load)


def recipient() -> Recipient | None:
    """Whom the list goes to, by the settings; None where nobody has said."""
    email = str(settings.get("notices.closures_email"))
    return Recipient("operator", None, email) if email else None


def load(subject: str, now: datetime) -> Message | None:
    """The list as it is now; None where nobody is to be told any more."""
    whom, lines = recipient(), [*proposal_lines(now), *closing_lines(queries.list_closings(now))]
    if whom is None:
        return None
    return Message({whom.role: whom}, {"closures": "\n".join(lines) or NONE})
