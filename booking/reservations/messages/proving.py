"""What the message with a code says, read again at the moment of sending. Registered in `create_app`."""

from datetime import datetime

from booking.notices import service as notices
from booking.notices.rules import Recipient
from booking.notices.service import Message
from booking.reservations.service import proving


def register() -> None:
    """Make this room the one that fills in the codes."""
    notices.register("code", load)


def load(subject: str, now: datetime) -> Message | None:
    """The code and where it goes; None when it counts no more. Nobody is named: the telephone may be another's."""
    proof = proving.find_sent(subject, now)
    if proof is None:
        return None
    values = {"code": proving.code_of(proof.token, proof.phone)}
    return Message({"person": Recipient("person", proof.phone, None)}, values, language=proof.language)
