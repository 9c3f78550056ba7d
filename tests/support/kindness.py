"""Score sheets, monitors and scores as tests need them."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from booking import clock
from booking.accounts import queries as accounts
from booking.audit.rules import Actor
from booking.business import queries as business
from booking.business import service as business_service
from booking.business.service import DepartmentValues
from booking.db import db, new_token, transaction
from booking.quality import queries, service
from booking.quality.models.scoring import Assignment, Contact
from booking.quality.models.sheets import ScoreSheet
from booking.quality.queries import training
from booking.quality.rules.contacts import ContactValues, term_of
from booking.quality.rules.halves import Half
from booking.quality.rules.sheets import STAGES
from booking.quality.rules.spreading import code_of
from booking.quality.service import AssignmentValues, ItemValues, SpreadValues, TermValues
from booking.quality.service import training as training_service

ACTOR = Actor.command("tests")
THIS_HALF = Half(2026, 2)
LABELS = "\n".join(("전혀 아니다", "아니다", "보통", "그렇다", "매우 그렇다", "아주 훌륭하다"))
DUE = date(2026, 12, 15)
EMAIL = "monitor@city.example"
"""The account of the monitor whom most tests are about."""

BATCH = "what-was-pressed-00001"


def make_sheet(now: datetime, half: Half = THIS_HALF, kind: str = "phone", name: str = "전화 친절도") -> ScoreSheet:
    """A sheet with an item of 5 points in each stage, weights 1, 2, 1."""
    with transaction():
        made = service.add_sheet(kind, half, name, STAGES[kind], actor=ACTOR, now=now)
        for stage, weight in ((0, 1), (1, 2), (2, 1)):
            item = ItemValues(stage, f"{STAGES[kind][stage]} 항목", weight, 5, LABELS if stage == 0 else "", stage + 1)
            service.add_item(made.token, item, actor=ACTOR, now=now)
        token = made.token
    return queries.get_sheet(token)


def make_department(key: str = "chojang", name: str = "초장동") -> str:
    """A town of this key, if there is none yet; the key."""
    with transaction():
        if key not in {one.key for one in business.list_departments(active_only=False)}:
            business_service.add_department(key, DepartmentValues(name, kind="town"), actor=ACTOR, now=clock.now())
    return key


def make_assignment(
    email: str, sheet: ScoreSheet, department: str = "chojang", *, now: datetime, due: int = 9
) -> Assignment:
    """Contacts to score for the monitor with this account, appointed from today for two years if they are not yet."""
    account, today, sheet_token = accounts.get_user_by_email(email).id, clock.office_date(now), sheet.token
    make_department(department)
    with transaction():
        monitor = queries.find_monitor_of_account(account) or service.appoint(
            account, TermValues(today, term_of(today)), actor=ACTOR, now=now
        )
        values = AssignmentValues(sheet_token, department, due_count=due, due_on=DUE)
        token = service.assign(monitor.token, values, actor=ACTOR, now=now).token
    return queries.get_assignment(token)


def points(sheet: ScoreSheet, *values: int) -> dict[str, int]:
    """The points of the items of a sheet, in their order."""
    return {item.token: value for item, value in zip(sheet.items, values, strict=True)}


def score(assignment: Assignment, given: Mapping[str, int], now: datetime, day: date | None = None) -> Contact:
    """A submitted contact."""
    values = ContactValues(day or clock.office_date(now), time(14, 30), "055-749-5114", "", given)
    with transaction():
        return service.submit(db.session.merge(assignment), new_token(), values, actor=ACTOR, now=now)


def house(now: datetime, email: str) -> dict[str, str]:
    """A monitor's assignment and submitted contacts, a line of the training plan; what stands for placeholders."""
    earlier = now - timedelta(days=40)  # scores are told when their month is over
    sheet = make_sheet(earlier)
    assignment = make_assignment(email, sheet, now=earlier)
    for _ in range(5):
        score(assignment, points(queries.get_sheet(sheet.token), 5, 3, 2), earlier)
    department, sheet = business.get_department("chojang"), queries.get_sheet(sheet.token)
    make_department("gaho", "가호동")
    with transaction():
        monitors = tuple(one.token for one in queries.list_monitors())
        many = SpreadValues(sheet.token, ("gaho",), monitors, 1, 2, THIS_HALF.last)
        service.assign_many(BATCH, many, code_of(service.plan(many)), actor=ACTOR, now=now)
        training_service.plan(THIS_HALF, "phone", department.id, ("종료", "종료 항목"), actor=ACTOR, now=now)
    return known()


def known() -> dict[str, str]:
    """What stands for the placeholders of the room's pages."""
    [sheet, *_], [monitor, *_] = queries.list_sheets(), queries.list_monitors()
    [task, *_], [contact, *_] = queries.list_tasks(monitor), queries.list_submitted(monitor, 1)
    return {
        "/staff/kindness/sheets/<token>": sheet.token,
        "/staff/kindness/sheets/<token>/items/<item>": sheet.items[0].token,
        "/staff/kindness/training/<token>": training.list_training(clock.today())[0].training.token,
        "/staff/monitors/<token>": monitor.token,
        "/staff/monitors/spread/<batch>": BATCH,
        "/staff/monitors/<token>/assignments/<assignment>": task.assignment.token,
        "/staff/monitors/contacts/<contact>": contact.token,
        "/monitor/assignments/<token>": task.assignment.token,
        "/monitor/contacts/<token>": contact.token,
    }
