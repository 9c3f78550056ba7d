"""Experts as staff edit them. Who is added or changed here gets or loses the sight of bookings, so all is logged."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from phonenumbers import NumberParseException
from sqlalchemy import select

from booking import clock
from booking.accounts import queries as accounts
from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.consultations import queries
from booking.consultations.errors import AccountTaken, AccountUnfit, PhoneUnfit, TermBackwards
from booking.consultations.models import Expert
from booking.consultations.service.changing import write_changes
from booking.contacts import international, is_mobile
from booking.db import db
from booking.identity import ensure_no_identity_numbers


@dataclass(frozen=True)
class ExpertValues:
    """What staff may change about an expert; `models.Expert` says what each value means."""

    name: str
    organisation: str
    field_key: str
    position: int = 0
    account_id: int | None = None
    is_active: bool = True
    term_from: date | None = None
    term_to: date | None = None
    pledged_on: date | None = None
    organisation_en: str = ""
    phone: str | None = None


def add_expert(values: ExpertValues, *, actor: Actor, now: datetime) -> Expert:
    """Make an expert. FieldUnknown, TermBackwards, AccountUnfit, AccountTaken, PhoneUnfit, IdentityNumber."""
    expert = Expert(**asdict(_checked(values, None)))
    db.session.add(expert)
    db.session.flush()
    audit.changed("expert.added", actor=actor, now=now, subject=f"expert:{expert.id}", after=_plain(asdict(values)))
    return expert


def change_expert(id: int, values: ExpertValues, *, actor: Actor, now: datetime) -> Expert:
    """Give an expert new values; the same ones again change nothing.

    ExpertUnknown, FieldUnknown, TermBackwards, AccountUnfit, AccountTaken, PhoneUnfit, IdentityNumber.
    """
    expert = queries.get_expert(id)
    db.session.refresh(expert, with_for_update={"of": Expert})
    before, after = asdict(values_of_expert(expert)), asdict(_checked(values, id))
    write_changes(
        expert,
        before,
        after,
        action="expert.changed",
        subject=f"expert:{id}",
        logged=_plain,
        actor=actor,
        now=now,
    )
    return expert


def succeed_expert(
    account_id: int, successor_id: int, successor_name: str, *, actor: Actor, now: datetime
) -> Expert | None:
    """Let whoever logs in with `successor_id` advise in place of the expert of an account; None where that is nobody's.

    The successor is an expert of their own, with the same field, organisation and order, for what was advised stays
    the predecessor's. Telephone and pledge are a person's, so the successor has none yet. The caller has the days
    looked at again, in the same transaction. AccountUnfit, AccountTaken.
    """
    expert = queries.find_expert_of_account(account_id)
    if expert is None or not expert.is_active:
        return None
    today, values = clock.office_date(now), values_of_expert(expert)
    is_over = values.term_to is not None and values.term_to < today
    taken = replace(
        values,
        name=successor_name,
        account_id=successor_id,
        term_from=today,
        term_to=None if is_over else values.term_to,
        pledged_on=None,
        phone=None,
    )
    change_expert(expert.id, replace(values, is_active=False), actor=actor, now=now)
    return add_expert(taken, actor=actor, now=now)


def values_of_expert(expert: Expert) -> ExpertValues:
    """An expert's values as they are."""
    return ExpertValues(**{name: getattr(expert, name) for name in ExpertValues.__dataclass_fields__})


def _checked(values: ExpertValues, id: int | None) -> ExpertValues:
    ensure_no_identity_numbers(asdict(values))
    queries.get_field(values.field_key)
    if values.term_from and values.term_to and values.term_to < values.term_from:
        raise TermBackwards(field="term_to")
    if values.account_id is not None:
        if not accounts.get_user(values.account_id).has_role("expert"):
            raise AccountUnfit(field="account_id")
        query = select(Expert.id).where(Expert.account_id == values.account_id)
        if db.session.scalar(query) not in (None, id):
            raise AccountTaken(field="account_id")
    names = {name: getattr(values, name).strip() for name in ("name", "organisation", "organisation_en")}
    return replace(values, **names, phone=_read_phone(values.phone))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    # The log tells that name and telephone were set or changed, not what they are.
    hidden = {"name": "name", "phone": "phone_of_expert"}
    return {hidden.get(name, name): "…" if name in hidden and value else value for name, value in values.items()}


def _read_phone(text: str | None) -> str | None:
    """A mobile telephone as it was typed, in E.164. PhoneUnfit."""
    if not (text or "").strip():
        return None
    try:
        phone = international(text or "")
    except NumberParseException as error:
        raise PhoneUnfit(field="phone") from error
    if not is_mobile(phone):
        raise PhoneUnfit(field="phone")
    return phone
