"""Prove by a code in a text message that who books answers the telephone, where the office wants it (off by default).

The code is bound to the hold and the telephone: it is a keyed fingerprint of both and of a random name that is new with
each code. Six digits are safe because each code can be tried five times, for ten minutes, and few codes are sent.
"""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from booking import crypto
from booking.accounts import service as accounts
from booking.contacts import is_mobile
from booking.db import db, insert, new_token
from booking.notices import service as notices
from booking.notices.service import Recipient
from booking.reservations import queries
from booking.reservations.errors import HoldUnknown, PhoneUnprovable, PhoneUnproven
from booking.reservations.models import PhoneProof, Reservation
from booking.reservations.service import claims
from booking.settings import queries as settings
from booking.typed import normalise

LASTS = timedelta(minutes=10)
TRIES = 5
A_DAY = 20
"""How many codes one telephone is sent in 24 hours, whoever asks for them."""
WIDE = 10
"""How many times the codes of one telephone one address may ask for: many people share an address."""


def is_asked_for(hold: Reservation, phone: str) -> bool:
    """Whether this hold still needs the proof of this telephone (E.164)."""
    if not settings.get("reservations.phone_proof"):
        return False
    proof = _find(hold, phone)
    return proof is None or proof.proved_at is None


def send_code(
    token: str, phone: str, *, network: str, has_texts: bool, language: str, now: datetime, again: bool = False
) -> None:
    """Send a code to the telephone (E.164) of who fills in this hold; nothing where no proof is needed.

    While a code that was sent to it runs, another one goes out only when it is asked for (`again`), and then only the
    new one counts. network: what counts as one address. has_texts: whether this installation sends text messages.
    HoldUnknown; PhoneUnprovable where no text reaches the telephone; Locked where too many were sent to it or from
    this address.
    """
    hold = queries.find_hold(token)
    if hold is None:
        raise HoldUnknown
    if hold.is_booked or not is_asked_for(hold, phone):
        return
    if not has_texts or not is_mobile(phone):
        raise PhoneUnprovable(field="phone")
    hold = claims.lock(hold)  # two at once ask for one code
    proof, index = _find(hold, phone), _index(phone)
    if proof is not None and proof.expires_at > now and proof.tries < TRIES and not again:
        return
    accounts.claim_attempt(f"code to:{index}", now)
    accounts.claim_of_the_day(f"day of codes to:{index}", now, A_DAY)
    if network:
        accounts.claim_attempt(f"code from:{network}", now, patience=WIDE)
    name = new_token()
    fresh = {"token": name, "tries": 0, "expires_at": now + LASTS, "language": language}
    row = insert(PhoneProof).values(reservation_id=hold.id, phone_index=index, phone=phone, **fresh)
    db.session.execute(row.on_conflict_do_update(index_elements=["reservation_id", "phone_index"], set_=fresh))
    whom = [Recipient("person", phone, None)]
    notices.plan("code", subject_of(name), whom, due=now, useful_until=now + LASTS, now=now)


def prove(token: str, phone: str, typed: str, *, now: datetime) -> bool:
    """Whether the code that was typed is the one sent to this telephone for this hold. Commit it: the try counts.

    A telephone that was proved stays so for the hold, whatever is typed. A code that lapsed, or was tried too often,
    fits no more.
    """
    hold = queries.find_hold(token)
    if hold is None:
        raise HoldUnknown
    if not is_asked_for(hold, phone):
        return True
    this = (PhoneProof.reservation_id == hold.id, PhoneProof.phone_index == _index(phone))
    claim = update(PhoneProof).where(*this, PhoneProof.tries < TRIES, PhoneProof.expires_at > now)
    claim = claim.values(tries=PhoneProof.tries + 1).returning(PhoneProof.token)
    name = db.session.scalar(claim.execution_options(synchronize_session=False))
    given = "".join(normalise("NFKC", typed).split()).replace("-", "")
    if name is None or not hmac.compare_digest(code_of(name, phone).encode(), given.encode()):
        return False
    db.session.execute(update(PhoneProof).where(*this, PhoneProof.token == name).values(proved_at=now))
    return True


def ensure_proved(hold: Reservation, phone: str | None) -> None:
    """PhoneUnproven unless no proof is needed, or it was given."""
    if is_asked_for(hold, phone or ""):
        raise PhoneUnproven(field="code")


def forget(hold: Reservation) -> None:
    """Delete the telephones of a hold that became a booking; it has its own."""
    db.session.execute(delete(PhoneProof).where(PhoneProof.reservation_id == hold.id))


def subject_of(name: str) -> str:
    """The name under which notices know a code."""
    return f"proof:{name}"


def find_sent(subject: str, now: datetime) -> PhoneProof | None:
    """The proof whose code a notice is to carry; None where that code counts no more."""
    found = db.session.scalar(select(PhoneProof).where(PhoneProof.token == subject.partition(":")[2]))
    return found if found is not None and found.proved_at is None and found.expires_at > now else None


def code_of(name: str, phone: str) -> str:
    """The six digits that prove this telephone under the code's name."""
    return f"{int(crypto.vault().index(f'code:{name}|{phone}'), 16) % 1_000_000:06}"


def _index(phone: str) -> str:
    return crypto.vault().index(phone)


def _find(hold: Reservation, phone: str) -> PhoneProof | None:
    query = select(PhoneProof).where(PhoneProof.reservation_id == hold.id, PhoneProof.phone_index == _index(phone))
    return db.session.scalar(query.execution_options(populate_existing=True))
