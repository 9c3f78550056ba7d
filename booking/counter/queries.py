"""What the one-stop counter does and when it is open, for its pages and for the guide."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from booking import clock
from booking.business import queries as business
from booking.calendar import queries as calendar
from booking.counter import rules
from booking.counter.errors import CounterTaskUnknown
from booking.counter.models import CounterTask
from booking.counter.rules import Opening
from booking.db import db
from booking.settings import queries as settings

if TYPE_CHECKING:
    from booking.business.models import Business, Department


@dataclass(frozen=True)
class Offer:
    """A kind of business that the counter does, and the department behind it."""

    task: CounterTask
    business: "Business"
    department: "Department"

    @property
    def is_shown(self) -> bool:
        """Whether citizens see it: neither the counter nor the kind of business was switched off."""
        return self.task.is_active and self.business.is_active

    @property
    def is_sample(self) -> bool:
        """Whether anything of it is made up."""
        return self.task.is_sample or self.business.is_sample


def opening(now: datetime) -> Opening:
    """The counter's present opening, or its next one."""
    today = clock.office_date(now)
    holidays = calendar.holidays(today, today + rules.AHEAD)
    return rules.opening(now, settings.get("guide.counter_starts"), settings.get("guide.counter_ends"), holidays)


def list_offers(active_only: bool = True) -> list[Offer]:
    """Everything on the counter's list, by name. Three statements, however long it is."""
    tasks = list(db.session.scalars(select(CounterTask)))
    names = business.businesses_by_key(task.business_key for task in tasks)
    departments = {one.key: one for one in business.list_departments(active_only=False)}
    offers = [Offer(task, names[task.business_key], departments[task.department_key]) for task in tasks]
    found = [one for one in offers if one.is_shown or not active_only]
    return sorted(found, key=lambda one: (one.business.name, one.task.id))


def find_offer(key: str, active_only: bool = True) -> Offer | None:
    """How the counter does the business of this key; None where it does not, or citizens do not see it."""
    task = db.session.scalar(select(CounterTask).where(CounterTask.business_key == key))
    if task is None:
        return None
    offer = Offer(task, business.get_business(key), business.get_department(task.department_key))
    return offer if offer.is_shown or not active_only else None


def get_offer(key: str, active_only: bool = True) -> Offer:
    """The same. CounterTaskUnknown."""
    found = find_offer(key, active_only)
    if found is None:
        raise CounterTaskUnknown
    return found


def narrow(offers: list[Offer], typed: str, department_key: str) -> list[Offer]:
    """Those that somebody may mean who looks for `typed`, of one department or all; each department's together.

    The departments stand in their order, or in that of the likeliest where only something alike was found.
    """
    by_key = {one.business.key: one for one in sorted(offers, key=lambda one: _place(one.department))}
    texts = {key: (*it.business.texts, it.department.name, it.department.name_en) for key, it in by_key.items()}
    found = [by_key[key] for key in business.narrow(typed, texts)]
    order = list(dict.fromkeys(one.department.key for one in found))
    shown = [one for one in found if department_key in ("", one.department.key)]
    return sorted(shown, key=lambda one: order.index(one.department.key))


def list_departments(offers: list[Offer]) -> "list[Department]":
    """The departments behind these, in staff's order."""
    return sorted({one.department.key: one.department for one in offers}.values(), key=_place)


def _place(department: "Department") -> tuple[int, str, int]:
    return department.position, department.name, department.id
