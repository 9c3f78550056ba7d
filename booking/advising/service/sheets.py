"""Day sheets: a link that ends with its day, and a code to the expert's telephone for what citizens ask."""

import hmac
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from booking import clock, crypto
from booking.accounts import service as accounts
from booking.advising.errors import SheetOver, SheetUnfit, SheetUnknown, SheetWithoutPhone
from booking.advising.models import DaySheet
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.consultations import queries as consultations
from booking.db import db, insert, new_token
from booking.notices import service as notices
from booking.notices.service import Recipient
from booking.reservations.service import proving
from booking.typed import normalise

if TYPE_CHECKING:
    from booking.consultations.models import Expert


def make_sheet(expert_id: int, day: date, *, actor: Actor, now: datetime) -> str:
    """A new random part of the link to an expert's day, told this once; the one before ends. SheetUnfit."""
    expert = consultations.get_expert(expert_id)
    if day < clock.office_date(now) or not expert.serves_on(day):
        raise SheetUnfit
    token = new_token()
    values = {
        "token_index": _index(token),
        "expires_at": clock.at_office(day + timedelta(days=1), time.min),
        "made_by": actor.name,
        "made_at": now,
        "code_name": None,
        "code_until": None,
        "tries": 0,
    }
    row = insert(DaySheet).values(expert_id=expert_id, day=day, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=["expert_id", "day"], set_=values))
    audit.changed("sheet.made", actor=actor, now=now, subject=f"expert:{expert_id}", after={"day": day})
    return token


def revoke_sheet(expert_id: int, day: date, *, actor: Actor, now: datetime) -> None:
    """Take the link back. Where there is none, nothing happens."""
    which = delete(DaySheet).where(DaySheet.expert_id == expert_id, DaySheet.day == day).returning(DaySheet.id)
    if db.session.scalar(which):
        audit.changed("sheet.revoked", actor=actor, now=now, subject=f"expert:{expert_id}", before={"day": day})


def open_sheet(token: str, now: datetime) -> "tuple[DaySheet, Expert]":
    """The sheet that a link leads to, and whose it is. SheetUnknown, SheetOver."""
    wanted = _index(token)
    sheet = db.session.scalar(select(DaySheet).where(DaySheet.token_index == wanted))
    if sheet is None or not hmac.compare_digest(sheet.token_index, wanted):
        raise SheetUnknown
    expert = consultations.get_expert(sheet.expert_id)
    if now >= sheet.expires_at:
        raise SheetOver
    if not expert.serves_on(clock.office_date(now)) or not expert.serves_on(sheet.day):
        raise SheetUnknown
    return sheet, expert


def send_code(token: str, *, now: datetime) -> None:
    """Send a code to the telephone that is registered for the sheet's expert; only the newest one counts.

    SheetUnknown, SheetOver; SheetWithoutPhone; Locked where too many were sent.
    """
    sheet, expert = open_sheet(token, now)
    if expert.phone is None:
        raise SheetWithoutPhone
    accounts.claim_attempt(f"sheet code:{expert.id}", now)
    accounts.claim_of_the_day(f"day of sheet codes:{expert.id}", now, proving.A_DAY)
    name, until = new_token(), now + proving.LASTS
    fresh = update(DaySheet).where(DaySheet.id == sheet.id).values(code_name=name, code_until=until, tries=0)
    db.session.execute(fresh)
    whom = [Recipient("person", expert.phone, None)]
    notices.plan("code", f"sheet:{name}", whom, due=now, useful_until=until, now=now)


def prove(token: str, typed: str, *, now: datetime) -> bool:
    """Whether the code that was typed is the one sent for this sheet. Commit it: the try counts.

    SheetUnknown, SheetOver.
    """
    sheet, expert = open_sheet(token, now)
    claim = update(DaySheet).where(DaySheet.id == sheet.id, DaySheet.tries < proving.TRIES, DaySheet.code_until > now)
    claim = claim.values(tries=DaySheet.tries + 1).returning(DaySheet.code_name)
    name = db.session.scalar(claim.execution_options(synchronize_session=False))
    given = "".join(normalise("NFKC", typed).split()).replace("-", "")
    if name is None or expert.phone is None:
        return False
    if not hmac.compare_digest(proving.code_of(name, expert.phone).encode(), given.encode()):
        return False
    spent = update(DaySheet).where(DaySheet.id == sheet.id).values(code_name=None, code_until=None, tries=0)
    db.session.execute(spent.execution_options(synchronize_session=False))
    accounts.clear_failures(f"sheet code:{expert.id}")
    return True


def find_sent(name: str, now: datetime) -> "tuple[DaySheet, Expert] | None":
    """The sheet whose code a notice is to carry; None where that code counts no more."""
    sheet = db.session.scalar(select(DaySheet).where(DaySheet.code_name == name))
    if sheet is None or sheet.code_until is None or sheet.code_until <= now:
        return None
    return sheet, consultations.get_expert(sheet.expert_id)


def _index(token: str) -> str:
    return crypto.vault().index(f"sheet:{token}")
