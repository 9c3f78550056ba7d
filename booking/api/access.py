"""Who may see what, without cookies: the secret of a hold, and the short-lived token of a reservation."""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, request
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

from booking import clock
from booking.api.errors import AuthorizationInvalid, AuthorizationMissing, KeyInvalid
from booking.audit.rules import Actor
from booking.reservations import queries
from booking.reservations.errors import HoldUnknown, ReservationUnknown, WaitingUnknown
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries import waiting
from booking.settings import queries as settings

IDEMPOTENCY_KEY = r"[!-~]{16,128}"

RESERVATION, WAITING = "reservation", "place in line"
"""What an access token opens."""


@dataclass(frozen=True)
class Names:
    """What a new hold is called, the secret it is opened with, and the holder it belongs to: the secret's digest.

    token None lets the hold take a random name.
    """

    token: str | None
    secret: str

    @property
    def holder(self) -> str:
        """What the database keeps of the secret."""
        return holder_of(self.secret)


def new_names(wish: str, what: str = "hold") -> Names:
    """The names of the hold, or whatever else, that this request asks for.

    With an Idempotency-Key they follow from the key, the caller's address and the wish, so that asking again gives the
    same answer and nothing more is stored. The key is as good as the secret, hence its length; the address keeps a key
    that another caller also thought of from opening anything. KeyInvalid.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return Names(None, secrets.token_urlsafe(32))
    if not re.fullmatch(IDEMPOTENCY_KEY, key):
        raise KeyInvalid
    asked = f"{request.remote_addr}|{key}"
    return Names(_derive(what, asked)[:22], _derive("secret", f"{asked}|{wish}"))


def holder_of(secret: str) -> str:
    """The digest of a hold's secret, 43 characters; no browser's name is that long."""
    return _text(hashlib.sha256(secret.encode()).digest())


def open_hold(token: str) -> Reservation:
    """The hold of this name, for who sends its secret; to everybody else it does not exist.

    AuthorizationMissing, HoldUnknown.
    """
    secret = _bearer()
    found = queries.find_hold(token)
    if found is None or not hmac.compare_digest(found.holder or "", holder_of(secret)):
        raise HoldUnknown
    return found


def give_access(reference: str, now: datetime, to: str = RESERVATION) -> tuple[str, datetime]:
    """A token that opens the reservation (or place in line) with this reference, and when it runs out."""
    return _signer(to).dumps(reference), now + lifetime()


def open_reservation(reference: str) -> Reservation:
    """The reservation, for who sends its access token.

    AuthorizationMissing; AuthorizationInvalid for what is no token or one that has run out; ReservationUnknown for the
    token of another reservation, whether this one exists or not.
    """
    opened, found = _opened(RESERVATION), queries.get_by_reference(reference)
    if found.reference != opened:
        raise ReservationUnknown
    return found


def open_waiting(reference: str) -> WaitingEntry:
    """The place in line, for who sends its access token; WaitingUnknown for another's and once it names nobody.

    AuthorizationMissing, AuthorizationInvalid.
    """
    opened, found = _opened(WAITING), waiting.get_entry(reference)
    if found.reference != opened or found.destroyed_at is not None:
        raise WaitingUnknown
    return found


def _opened(what: str) -> str:
    """The reference that the token of this request opens."""
    try:
        return str(_signer(what).loads(_bearer(), max_age=int(lifetime().total_seconds())))
    except BadSignature as error:
        raise AuthorizationInvalid from error


def lifetime() -> timedelta:
    """How long an access token opens its reservation."""
    return clock.minutes(settings.get("api.access_minutes"))


def actor() -> Actor:
    """Who acts, for the audit log: a citizen at an address. No cookie is read, so it is never an account."""
    return Actor(account_id=None, name="", role="citizen", address=request.remote_addr or "")


class _Signer(TimestampSigner):
    """Signatures of the product's clock."""

    def get_timestamp(self) -> int:
        """Seconds since 1970."""
        return int(clock.now().timestamp())


def _signer(what: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"{what} by the API", signer=_Signer)


def _bearer() -> str:
    sent = request.authorization
    if sent is None or sent.type != "bearer" or not sent.token:
        raise AuthorizationMissing
    return sent.token


def _derive(what: str, text: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return _text(hmac.digest(secret, f"API {what}|{text}".encode(), "sha256"))


def _text(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
