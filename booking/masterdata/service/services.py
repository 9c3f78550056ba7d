"""The tables of the city's services: departments, kinds of business, and who does which of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from booking.audit.rules import Actor
from booking.business import queries as business
from booking.business import service as business_service
from booking.business.service import BusinessValues, DepartmentValues
from booking.counter import queries as counter
from booking.counter import service as counter_service
from booking.counter.service import CounterTaskValues
from booking.kiosks import queries as kiosks
from booking.kiosks import service as kiosks_service
from booking.kiosks.service import DocumentValues, KioskValues
from booking.masterdata.rules import Column, Row
from booking.masterdata.service.tables import Section, columns_of, fresh, key_of, merged, plain
from booking.nightoffice import queries as nightoffice
from booking.nightoffice import service as night_service
from booking.nightoffice.service import NightTaskValues
from booking.reports import service as reports
from booking.reports.queries import yearly
from booking.reports.rules.yearly import ENTERED

Put = Callable[[Row, Row | None, Actor, datetime], object]
DEPARTMENT_KINDS = ("department", "town")


def _limited(kind: type, **limits: int) -> tuple[Column, ...]:
    """The columns of values under a key. limits: characters of those that do not have the usual number."""
    return tuple(replace(one, longest=limits.get(one.name, one.longest)) for one in columns_of(kind, "key"))


def _by_key(kind: type, add: Callable[..., object], change: Callable[..., object]) -> Put:
    """How a row is written whose key is its name for good."""

    def put(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
        key = str(row["key"])
        if before is None:
            add(key, fresh(kind, row), actor=actor, now=now)
        else:
            change(key, merged(fresh(kind, before), row), actor=actor, now=now)

    return put


def _doing(row: Any, columns: tuple[Column, ...]) -> Row:
    """A row about a kind of business, under the key of that."""
    return {**plain(row, columns[1:]), "key": row.business_key}


def _put_kiosk(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    if before is None:
        kiosks_service.add_kiosk(fresh(KioskValues, row), key=key_of(row), actor=actor, now=now)
    else:
        values = merged(fresh(KioskValues, before), row)
        kiosks_service.change_kiosk(str(before["token"]), values, actor=actor, now=now)


def _put_figure(row: Row, _before: Row | None, actor: Actor, now: datetime) -> None:
    named = int(str(row["year"])), str(row["figure"]), str(row["value"]), str(row["source"])
    reports.put_figure(*named, actor=actor, now=now)


DEPARTMENTS = tuple(
    replace(one, choices=DEPARTMENT_KINDS if one.name == "kind" else ())
    for one in _limited(DepartmentValues, name_en=100)
)
BUSINESSES = _limited(BusinessValues, name_en=100)
NIGHT_TASKS = _limited(NightTaskValues, fee_note=200, fee_note_en=200)
COUNTER_TASKS = _limited(
    CounterTaskValues, department_key=40, basis=200, basis_en=200, fee_note=200, fee_note_en=200, takes=60, takes_en=60,
    bring=300, bring_en=300,
)  # fmt: skip
DOCUMENTS = _limited(DocumentValues)
FIGURES = (
    Column("year", "number", is_needed=True),
    Column("figure", "text", ENTERED, 30, is_needed=True),
    Column("value", "text", longest=12, is_needed=True),
    Column("source", "text", longest=200, is_needed=True),
)
KIOSKS = columns_of(KioskValues, "token")[:1] + _limited(KioskValues, name=100, name_en=100, hours=200)

SERVICES = (
    Section(
        "departments", DEPARTMENTS, (("key",),),
        lambda: [plain(one, DEPARTMENTS) for one in business.list_departments(active_only=False)],
        _by_key(DepartmentValues, business_service.add_department, business_service.change_department),
    ),
    Section(
        "businesses", BUSINESSES, (("key",),),
        lambda: [plain(one, BUSINESSES) for one in business.list_businesses(active_only=False)],
        _by_key(BusinessValues, business_service.add_business, business_service.change_business),
    ),
    Section(
        "night_tasks", NIGHT_TASKS, (("key",),),
        lambda: [_doing(one, NIGHT_TASKS) for one in nightoffice.list_tasks(active_only=False)],
        _by_key(NightTaskValues, night_service.add_task, night_service.change_task),
    ),
    Section(
        "counter_tasks", COUNTER_TASKS, (("key",),),
        lambda: [_doing(one.task, COUNTER_TASKS) for one in counter.list_offers(active_only=False)],
        _by_key(CounterTaskValues, counter_service.add_task, counter_service.change_task),
    ),
    Section(
        "kiosk_documents", DOCUMENTS, (("key",),),
        lambda: [_doing(one.document, DOCUMENTS) for one in kiosks.list_documents(active_only=False)],
        _by_key(DocumentValues, kiosks_service.add_document, kiosks_service.change_document),
    ),
    Section(
        "kiosks", KIOSKS, (("key",), ("token",), ("name", "address"), ("name",)),
        lambda: [plain(one, KIOSKS) for one in kiosks.list_kiosks()], _put_kiosk, frozenset({"key", "token"}),
    ),
    Section(
        "yearly_figures", FIGURES, (("year", "figure"),),
        lambda: [{**plain(one, FIGURES), "value": f"{one.value:g}"} for one in yearly.list_entered()], _put_figure,
    ),
)  # fmt: skip
"""In the order in which they are written, for later ones name earlier ones."""
