"""The parent of every refusal.

A room's refusals are small subclasses whose docstring is the sentence of the rule. They carry a stable code and
plain values; the sentence a person reads is worded and translated at the edge (`booking.web`).
"""

import traceback
from pathlib import Path

_HOUSE = Path(__file__).resolve().parent


class BookingError(Exception):
    """A wish the product refuses.

    code: stable and machine-readable, part of the API. status: the HTTP status of the answer.
    field: the form field that the refusal belongs to, or None. parameters: plain values for the sentence.
    """

    code = "refused"
    status = 400

    def __init__(self, *, field: str | None = None, **parameters: object) -> None:
        super().__init__(self.code)
        self.field = field
        self.parameters = parameters

    @property
    def retry_after(self) -> int | None:
        """Seconds after which another try makes sense (the header Retry-After); None where that is not known."""
        minutes = self.parameters.get("minutes")
        return minutes * 60 if self.status == 429 and isinstance(minutes, int) else None


class NotFound(BookingError):
    """What was asked for does not exist, or is not for the one who asks."""

    code = "not_found"
    status = 404


class IdentityNumber(BookingError):
    """No identity, passport or licence number is taken in, in any field (개인정보 보호법 24조의2)."""

    code = "identity_number"


class TextInvalid(BookingError):
    """A text holds no control characters."""

    code = "text_invalid"


class TelephoneInText(BookingError):
    """A reason for the log holds no telephone number, for it would outlive the booking there."""

    code = "telephone_in_text"


def outline(error: BaseException) -> str:
    """A failure for logs and work pages: its class and the innermost line of ours, never its text.

    Texts of errors quote what they choked on, and that may be somebody's name or telephone.
    """
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _HOUSE in Path(frame.filename).parents]
    where = f" ({Path(frames[-1].filename).relative_to(_HOUSE)}:{frames[-1].lineno})" if frames else ""
    return type(error).__name__ + where
