"""Every work page on a busy consultation day: the addresses, and a city in which there is something to see on each."""

import re
from collections.abc import Iterator

from flask import Flask
from sqlalchemy import select

from booking import clock
from booking.accounts.models import User
from booking.consultations import service as consultations
from booking.consultations.models import Expert
from booking.db import db, new_token, transaction
from booking.guide.models import Door
from booking.kiosks.models import Kiosk
from booking.notices.jobs import deliver
from booking.notices.models import Notice
from booking.reservations import queries as bookings
from booking.reservations import service
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.rules.people import make_person
from booking.reservations.rules.waiting import Wish
from booking.reservations.service import waiting
from tests.support import access, kindness
from tests.support.people import make_account
from tests.support.stage import CLERK, DAY, Stage

NO_PAGE = {"desk.follow", "staff_help.picture", "expert_help.picture", "monitor_help.picture", "audit.seen_file"}
"""What scripts and pages read and has no looks, and what comes before the file of a search that was made. Of files the
browser says itself that it saves them."""

BUSY = (
    ("law", 0, "김영희", "010-2345-0001", "전세 보증금을 돌려받지 못하고 있습니다."),
    ("law", 1, "박정자", "055-123-4567", "내용증명을 보내는 방법을 알고 싶습니다."),
    ("national-tax", 0, "남궁민수", "010-2345-0003", "작년에 판 집의 양도소득세"),
    ("national-tax", 1, "이철수", "010-2345-0004", ""),
    ("local-tax", 0, "최순이", "010-2345-0005", "자동차세 연납"),
)
"""Desk, which of its times, name, telephone, question: invented people."""


def busy_day(stage: Stage) -> None:
    """Bookings, somebody in line, walk-ins and calls on the consultation day, which has just begun."""
    now = clock.now()
    with transaction():
        asked = consultations.QuestionValues("준비한 서류")
        consultations.add_question("law", access.VALUES["question"], asked, actor=CLERK, now=now)
        for desk, nth, name, phone, question in BUSY:
            person = make_person(name, phone, "", question)
            slot = stage.slots(desk)[nth].token
            service.book_for_caller(slot, person, via="telephone", consent_version="1", actor=CLERK, now=now)
        wish = Wish(frozenset({"law"}), stage.day().date, None)
        waiting.join(
            wish, make_person("정다은", "010-2345-0006", "", ""), holder=None, consent_version="1", actor=CLERK,
            now=now, via="telephone",
        )  # fmt: skip
    kindness.house(now, make_account("monitor@city.example", "monitor", display_name="최모니터").email)
    make_account("dummy@city.example", "staff", display_name="이담당")
    deliver(now)
    stage.at(f"{DAY}T10:05")
    deliver(clock.now())
    with transaction():
        first = bookings.roster(stage.day())[0]
        service.answer_state(first, "checked_in", actor=CLERK, now=clock.now())
        for name in ("한수민", "오지훈"):
            service.arrive(
                stage.day(), "law", make_person(name, "010-2345-0007", "", ""), token=new_token(), consent_version="1",
                actor=CLERK, now=clock.now(),
            )  # fmt: skip


def values() -> dict[str, str]:
    """What stands for each placeholder, everywhere or below the beginning of a rule."""
    booked = db.session.scalars(select(Reservation).where(Reservation.name.is_not(None))).first()
    waits = db.session.scalars(select(WaitingEntry)).first()
    notice = db.session.scalars(select(Notice)).first()
    assert booked and waits and notice
    expert = db.session.scalars(select(Expert.token).limit(1)).one()
    return {
        **access.VALUES,
        "reference": booked.reference or "",
        "entry": waits.reference,
        "token": expert,
        "/survey/<code>": "AAAAAAAAA",
        "/staff/waiting/<entry>": waits.reference,
        "/staff/accounts/<token>": db.session.scalars(select(User.token).where(User.email.like("dummy%"))).one(),
        "/staff/kiosks/<token>": db.session.scalars(select(Kiosk.token).limit(1)).one(),
        "/staff/kiosks/documents/<key>": "resident-copy",
        "/staff/outcomes/<key>": "advised",
        **kindness.known(),
        "/staff/doors/<token>": db.session.scalars(select(Door.token).limit(1)).one(),
        "/staff/notices/<key>": notice.provider_key,
    }


def fill(rule: str, values: dict[str, str]) -> str:
    """The address of a rule, its placeholders filled in. KeyError names one that nothing stands for."""

    def one(found: re.Match[str]) -> str:
        so_far = rule[: found.end()]
        beginnings = [name for name in values if name.startswith("/") and so_far.startswith(name)]
        return values[max(beginnings, key=len)] if beginnings else values[found[1]]

    return re.sub(r"<(?:[a-z]+(?:\(.*?\))?:)?(\w+)>", one, rule)


def work_pages(app: Flask, audience: str) -> Iterator[tuple[str, str]]:
    """Endpoint and rule of each page of `staff`, `expert` or `monitor` that can be looked at."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        is_theirs = str(rule).startswith((f"/{audience}/", "/account")) or str(rule) == f"/{audience}"
        if is_theirs and "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGE:
            yield rule.endpoint, str(rule)
