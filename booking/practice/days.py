"""What the practice day holds: made anew from nothing, in one transaction, whatever was there."""

import tomllib
import zlib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy import MetaData
from sqlalchemy.schema import CreateTable

from booking import clock, seeds
from booking.accounts import queries as account_queries
from booking.accounts import service as accounts
from booking.accounts.rules import random_password
from booking.audit.rules import Actor
from booking.business import queries as business
from booking.calendar import queries as calendar_queries
from booking.calendar import service as calendar
from booking.consultations import queries, service
from booking.db import db, new_token, transaction, writing
from booking.nightoffice import service as nightoffice
from booking.quality import service as quality
from booking.quality.queries.small_groups import least_answers
from booking.quality.rules.contacts import ContactValues, term_of
from booking.quality.rules.halves import Half
from booking.quality.rules.sheets import STAGES
from booking.reservations import service as reservations
from booking.reservations.rules.people import make_person

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from booking.calendar.models import OfficeDay
    from booking.quality.models.scoring import Assignment
    from booking.quality.models.sheets import ScoreSheet

CITY = Path(__file__).resolve().parent.parent / "data" / "jinju.toml"
WHY = "연습"
HOST = "practice.example"

ACCOUNTS = {"admin": "연습 관리자", "staff": "연습 담당자", "expert": "연습 상담위원", "monitor": "연습 모니터"}
"""One of each role."""

TOWNS, CALLED_AT = 3, time(14, 30)
"""Towns that the monitor scores, and when the calls of the half-year before were."""

PEOPLE = (
    (0, 0, "연습하나", "055-749-5001", "전세 보증금을 돌려받지 못하고 있습니다."),
    (0, 1, "연습두리", "055-749-5002", ""),
    (1, 0, "연습세나", "055-749-5003", "작년에 판 집의 양도소득세를 알고 싶습니다."),
    (1, 2, "연습네오", "055-749-5004", "증여세 신고 기한"),
    (2, 0, "연습다솜", "055-749-5005", "자동차세 연납"),
    (3, 0, "연습여울", "055-749-5006", "이웃과 경계를 다투고 있습니다."),
)
"""Field and time by their order, and who sits there: names that nobody has, and numbers of the city's own exchange, in
case somebody presses one."""


def ensure(app: Flask, now: datetime) -> None:
    """Make the day where there is none, where it is another day's, or where another version made it."""
    with app.app_context():
        if not _is_of_today(now):
            start_over(app, now)


def start_over(app: Flask, now: datetime) -> None:
    """Forget all that was done on the practice day, and make it anew for today. All at once, or not at all."""
    with app.app_context():
        db.session.remove()
        _make_tables()
        with transaction():
            _empty(db.session.connection())
            _fill(now)
        db.session.remove()


def fit(app: Flask) -> None:
    """Make the tables anew where another version made them. Nobody who has practised there is logged in any more, so
    their cookies lead to the door and not to a table that looks different."""
    with app.app_context():
        _make_tables()
        db.session.remove()


def _mark() -> int:
    """A number for the tables as this version has them, for SQLite's `user_version`."""
    text = "".join(str(CreateTable(table)) for table in db.metadata.sorted_tables)
    return zlib.crc32(text.encode()) & 0x7FFFFFFF


def _is_of_today(now: datetime) -> bool:
    with db.engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar() != _mark():
            return False
    day = calendar_queries.find_office_day("consultation", clock.office_date(now))
    return day is not None and day.planned_by == "staff"


def _make_tables() -> None:
    with writing(), db.engine.begin() as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar() != _mark():
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            there = MetaData()
            there.reflect(connection)  # not our own: the other version may have had tables that this one does not know
            there.drop_all(connection)
            db.metadata.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version={_mark()}")


def _empty(connection: "Connection") -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for table in reversed(db.metadata.sorted_tables):
        connection.execute(table.delete())


def _fill(now: datetime) -> None:
    """The city's own fields and experts, four accounts, and a session today that was booked as the day began."""
    actor, early = Actor.command("practice"), clock.at_office(clock.office_date(now), time(0, 5))
    data = tomllib.loads(CITY.read_text("utf-8"))
    seeds.load(data, actor=actor, now=early)
    for role, name in ACCOUNTS.items():
        accounts.create(
            email_of(role), role=role, display_name=name, password=random_password(), actor=actor, now=early
        )
    _give_expert(actor, early)
    _give_monitor(actor, early)
    today = clock.office_date(now)
    day = service.ensure_session(today, today.replace(day=1), early)
    calendar.plan_by_staff(day, reason=WHY, actor=actor, now=early)
    service.keep_days(now=early, actor=actor)
    nightoffice.keep_nights(early, actor)
    _book(day, actor, early)


def email_of(role: str) -> str:
    """The practice account of a role."""
    return f"{role}@{HOST}"


def _give_expert(actor: Actor, now: datetime) -> None:
    first = queries.list_experts(queries.list_fields()[0].key)[0]
    account = account_queries.get_user_by_email(email_of("expert"))
    values = replace(service.values_of_expert(first), account_id=account.id, pledged_on=clock.office_date(now))
    service.change_expert(first.id, values, actor=actor, now=now)


def _give_monitor(actor: Actor, now: datetime) -> None:
    """Towns to score by a sheet of this half-year, and what was scored in the one before, for staff to read."""
    half, least = Half.of(clock.office_date(now)), least_answers()
    start = half.before.first
    monitor = quality.appoint(
        account_queries.get_user_by_email(email_of("monitor")).id,
        quality.TermValues(start, term_of(start), pledged_on=start), actor=actor, now=now,
    )  # fmt: skip
    for of in (half, half.before):
        sheet = _make_sheet(of, actor, now)
        for town in business.list_departments("town")[:TOWNS]:
            due = quality.AssignmentValues(sheet.token, town.key, due_count=least, due_on=of.last)
            assignment = quality.assign(monitor.token, due, actor=actor, now=now)
            if of != half:
                _score(assignment, sheet, least, of.last, actor)


def _make_sheet(half: Half, actor: Actor, now: datetime) -> "ScoreSheet":
    sheet = quality.add_sheet("phone", half, "연습 채점표", STAGES["phone"], actor=actor, now=now)
    for nth, stage in enumerate(STAGES["phone"]):
        quality.add_item(sheet.token, quality.ItemValues(nth, f"{stage} 연습 항목"), actor=actor, now=now)
    db.session.refresh(sheet)
    return sheet


def _score(assignment: "Assignment", sheet: "ScoreSheet", count: int, day: date, actor: Actor) -> None:
    """So many calls on a day, closing the weakest as it is everywhere."""
    for nth in range(count):
        points = {item.token: max(0, item.most - place - nth % 2) for place, item in enumerate(sheet.items)}
        values = ContactValues(day, CALLED_AT, "055-749-5007", "", points)
        now = clock.at_office(day, CALLED_AT)
        quality.submit(assignment, new_token(), values, actor=actor, now=now)


def _book(day: "OfficeDay", actor: Actor, now: datetime) -> None:
    fields = queries.list_fields()
    for nth, place, name, phone, question in PEOPLE:
        slot = calendar_queries.list_slots(day, fields[nth].key)[place].token
        person = make_person(name, phone, "", question)
        more: Any = {"via": "telephone", "consent_version": WHY, "actor": actor, "now": now, "override": WHY}
        reservations.book_for_caller(slot, person, **more)
