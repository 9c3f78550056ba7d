"""The parent of every refusal.

A room's refusals are small subclasses whose docstring is the sentence of the rule. They carry a stable code and
plain values; the sentence a person reads is worded and translated at the edge (`booking.web`).
"""


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


class NotFound(BookingError):
    """What was asked for does not exist, or is not for the one who asks."""

    code = "not_found"
    status = 404
