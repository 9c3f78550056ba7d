"""Refusals that only programs meet. The docstring is the rule; the sentence is in `booking.wording`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from booking.errors import BookingError

if TYPE_CHECKING:
    from booking.calendar.models import Slot


class Refusals(Exception):
    """Several refusals of one request, all told at once: at least one.

    nearest: times that can be had instead. waiting_for: the time that somebody can wait for, where it cannot be had.
    """

    def __init__(
        self, errors: Sequence[BookingError], nearest: "Sequence[Slot]" = (), waiting_for: "Slot | None" = None
    ) -> None:
        super().__init__(errors[0].code)
        self.errors = errors
        self.nearest = nearest
        self.waiting_for = waiting_for


class BodyMalformed(BookingError):
    """A body is one JSON object in UTF-8."""

    code = "body_malformed"
    status = 422


class ValueMissing(BookingError):
    """A body has every property that its schema requires."""

    code = "value_missing"
    status = 422


class ValueUnknown(BookingError):
    """A body has no property that its schema does not know, for a misspelt one would be lost in silence."""

    code = "value_unknown"
    status = 422


class ValueInvalid(BookingError):
    """A property of a body has the type and form that its schema says."""

    code = "value_invalid"
    status = 422


class ParameterInvalid(BookingError):
    """A parameter of an address has the form that its schema says."""

    code = "parameter_invalid"


class KeyInvalid(BookingError):
    """An Idempotency-Key is random, so it has at least 16 characters, all of them printable ASCII."""

    code = "idempotency_key_invalid"


class AuthorizationMissing(BookingError):
    """A hold is read and changed with its secret, a reservation with an access token."""

    code = "authorization_missing"
    status = 401


class AuthorizationInvalid(BookingError):
    """An access token is one that was given out here and has not run out."""

    code = "authorization_invalid"
    status = 401


class OptionalRefused(BookingError):
    """What the optional consent was refused for is not sent along: a program that does has asked wrongly."""

    code = "optional_refused"
    status = 422


class ConsentOutdated(BookingError):
    """A booking is made under the privacy notice in force, so a program shows that one. Parameter: version."""

    code = "consent_outdated"
    status = 409
