"""A conflict of interest: a colleague takes over unnoticed, or another day is held; the expert sees nothing more."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from flask import Flask
from sqlalchemy import select

from booking.calendar.service import SlotPlan, ensure_day
from booking.consultations.models import Expert, Field
from booking.consultations.service import add_absence
from booking.db import db, transaction
from booking.errors import BookingError
from booking.guide.models import Door
from booking.recheck import recheck
from booking.reservations import service
from booking.reservations.errors import ConflictTooLate, ConflictUnknown, NoExpertThen, NotAllowedNow
from booking.reservations.messages import bookings as messages
from booking.reservations.models import Conflict, Reservation
from booking.reservations.queries.rehousing import find_replacement
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.reservations.racing import at_once, book
from tests.reservations.turned_out import fresh, kept, kinds
from tests.support.experts import as_expert
from tests.support.pages import Citizen
from tests.support.work import Worker, entries


def expert(name: str) -> Expert:
    return db.session.scalars(select(Expert).where(Expert.name == name)).one()


def who(row: Reservation) -> str | None:
    found = fresh(row).expert
    return found.name if found else None


def pass_on(row: Reservation, name: str, now: datetime = NOW) -> None:
    with transaction():
        service.pass_on(row, expert(name).id, "close", actor=CLERK, now=now)


def appoint(name: str, desk: str = "law", **values: date) -> None:
    with transaction():
        db.session.add(Expert(name=name, organisation="표본", field_key=desk, position=9, **values))


def test_a_free_colleague_takes_over_and_nobody_is_told(app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot("national-tax"))
    for _twice in range(2):
        pass_on(row, "이세무")
    assert (who(row), fresh(row).state, fresh(row).seat, kinds(row)) == ("박세무", "reserved", 1, [])
    other = desk.book(desk.slot("national-tax"), a_person("남궁민", "010-2222-3333"))
    assert who(other) == "이세무", "nobody gets two at a time, whatever seat they sit on"
    assert len(entries("reservation.passed_on")) == 1
    with transaction():
        recheck(NOW, CLERK)
    assert who(row) == "박세무"


def test_who_passed_it_on_never_gets_it_back(sqlite_app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot("national-tax"))
    pass_on(row, "이세무")
    for slot in (desk.slot("national-tax", 1), desk.slot("national-tax", 0)):
        with transaction():
            service.move(row, slot.token, actor=CITIZEN, now=NOW)
        assert who(row) == "박세무"
    with transaction():
        add_absence(expert("박세무").id, NEXT, NEXT, reason="학회", actor=CLERK, now=NOW)
        recheck(NOW, CLERK)
    with pytest.raises(NoExpertThen), transaction():
        service.move(row, desk.slot("national-tax", 0, desk.next_day).token, actor=CITIZEN, now=NOW, override="전화")
    assert fresh(row).slot.day.date == DAY


def test_without_a_free_colleague_another_day_with_one_is_held(app: Flask, desk: Desk) -> None:
    appoint("최법률", term_from=NEXT)
    row = desk.book(desk.slot())
    pass_on(row, "김법률")
    assert (fresh(row).state, who(row), kept(row).slot.day.date) == ("displaced", None, NEXT)
    with transaction():
        recheck(NOW, CLERK)
    assert fresh(row).state == "displaced", "the own time is free, and only who passed it on is there"
    with transaction():
        service.accept(row, kept(row).token, actor=CITIZEN, now=NOW)
    assert (fresh(row).state, who(row)) == ("reserved", "최법률")


@pytest.mark.parametrize("minute", [55, 65])
def test_who_is_there_already_is_given_another_day_before_and_after_the_time(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime], minute: int
) -> None:
    appoint("최법률", term_from=NEXT)
    row, then = desk.book(desk.slot()), at(wall(DAY, 9 + minute // 60, minute % 60))
    with transaction():
        service.answer_state(row, "checked_in", actor=CLERK, now=then)
    lawyer = as_expert(sqlite_app, "김법률")
    assert "창구로 안내해 주세요" in lawyer.get("/expert/").text
    lawyer.post(f"/expert/appointments/{row.reference}/conflict", code="close")
    assert (fresh(row).state, who(row), fresh(row).seat, kept(row).slot.day.date) == ("displaced", None, None, NEXT)
    [entry] = entries("reservation.displaced")
    assert "checked_in" in (entry.before or "") and "conflict" in (entry.after or "")
    assert "대신 잡아 둔 시간" in Worker(sqlite_app).get(f"/staff/reservations/{row.reference}").text
    with transaction():
        recheck(then, CLERK)
        service.accept(row, kept(row).token, actor=CLERK, now=then)
    assert (fresh(row).state, who(row), fresh(row).slot.day.date) == ("reserved", "최법률", NEXT)


def test_what_was_passed_on_is_looked_at_again_when_the_colleague_is_away(sqlite_app: Flask, desk: Desk) -> None:
    row, other = desk.book(desk.slot("national-tax")), desk.book(desk.slot("national-tax", 1), a_person("남궁민"))
    pass_on(row, "이세무")
    with transaction():
        add_absence(expert("박세무").id, DAY, DAY, reason="학회", actor=CLERK, now=NOW)
        assert recheck(NOW, CLERK).displaced == 1
    assert (fresh(row).state, who(row), kept(row).slot.day.date) == ("displaced", None, NEXT)
    assert (fresh(other).state, who(other)) == ("reserved", "이세무")
    with transaction():
        assert recheck(NOW, CLERK).displaced == 0, "twice does no harm"


def test_when_the_colleague_is_busy_a_time_of_the_same_day_will_not_do(sqlite_app: Flask, desk: Desk) -> None:
    first = desk.book(desk.slot("national-tax"))
    desk.book(desk.slot("national-tax"), a_person("남궁민", "010-2222-3333"))
    pass_on(first, "이세무")
    held = kept(first)
    assert (held.slot.day.date, held.slot_id == first.slot_id) == (DAY, False)


def test_with_no_colleague_at_all_its_message_names_the_other_doors(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    with transaction():
        db.session.add(Door(key="aid", name="대한법률구조공단", phone="132", hours="평일", field_keys="law"))
    row = desk.book(desk.slot())
    pass_on(row, "김법률")
    assert find_replacement(row.id) is None
    message = messages.load("displaced", f"reservation:{row.reference}", NOW)
    assert message and message.values["reason"].startswith("상담위원 사정으로")
    assert (message.values["no_place"], message.values["doors"]) == ("", "대한법률구조공단 132")
    page = Worker(sqlite_app).get(f"/staff/rehousing/consultation/{DAY}")
    assert "이해충돌" in page.text and "1명께 전화해 주세요" in page.text
    citizen = Citizen(sqlite_app)
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    citizen.get("/lookup")
    shown = citizen.submit("/lookup", {"reference": row.reference or "", "phone": "010-1234-5678"})
    assert "대한법률구조공단" in shown.text and "이해충돌" not in shown.text and "김법률" not in shown.text


def test_the_expert_sees_nothing_of_it_any_more_and_staff_see_that_it_was_passed(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    row = desk.book(desk.slot("national-tax"), a_person(question="증여세"))
    taxer, path = as_expert(sqlite_app, "이세무"), f"/expert/appointments/{row.reference}"
    assert "까닭을 단추에서" in taxer.post(f"{path}/conflict", 400).text
    taxer.post(f"{path}/conflict", code="opposed")
    page = taxer.get("/expert/")
    assert "다른 위원에게 넘겼습니다" in page.text and "증여세" not in page.html and str(row.reference) not in page.html
    for step in ("conflict", "outcome", "undo"):
        taxer.post(f"{path}/{step}", 404, code="opposed")
    clerk = Worker(sqlite_app)
    assert "이해충돌로 바뀜" in clerk.get(f"/staff/roster/{DAY}").text
    assert "상대방과 일하거나" in clerk.get(f"/staff/reservations/{row.reference}").text


@pytest.mark.parametrize(
    ("now", "name", "code", "refusal"),
    [
        (wall(DAY, 10, 1), "김법률", "close", ConflictTooLate),
        (NOW, "이세무", "close", NotAllowedNow),
        (NOW, "김법률", "bored", ConflictUnknown),
    ],
)
def test_what_is_refused_leaves_no_trace(
    sqlite_app: Flask, desk: Desk, now: datetime, name: str, code: str, refusal: type[BookingError]
) -> None:
    row = desk.book(desk.slot())
    with pytest.raises(refusal), transaction():
        service.pass_on(row, expert(name).id, code, actor=CLERK, now=now)
    assert who(row) == "김법률" and not db.session.scalars(select(Conflict)).all()


@pytest.mark.race
def test_passing_on_and_cancelling_at_once_leave_one_of_both(raced: Flask) -> None:
    with raced.app_context():
        with transaction():
            db.session.add(Field(key="law", name="생활법률", starts=time(10), ends=time(12)))
            db.session.flush()
            for name in ("김법률", "최법률"):
                db.session.add(Expert(name=name, organisation="표본", field_key="law"))
            plans = [SlotPlan("law", time(10, 5 * nth), time(10, 5 * nth + 5)) for nth in range(6)]
            slots = [one.token for one in ensure_day("consultation", DAY, plans, None, NOW).slots]
        for nth, token in enumerate(slots):
            book(token, nth)
        rows = list(db.session.scalars(select(Reservation.id).where(Reservation.state == "reserved")))
        key = expert("김법률").id

    def step(id: int, do: Callable[[Reservation], object]) -> Callable[[], str]:
        def run() -> str:
            with transaction():
                do(db.session.get_one(Reservation, id))
            return "done"

        return run

    def passing(row: Reservation) -> object:
        return service.pass_on(row, key, "close", actor=CLERK, now=NOW)

    def cancelling(row: Reservation) -> object:
        return service.cancel(row, actor=CITIZEN, now=NOW)

    answers = at_once(raced, [step(id, do) for id in rows for do in (passing, cancelling)])
    assert set(answers) <= {"done", "not_allowed_now"} and answers[1::2] == ["done"] * 6
    with raced.app_context():
        found = list(db.session.scalars(select(Reservation).where(Reservation.id.in_(rows))))
        assert [(row.state, row.seat) for row in found] == [("cancelled", None)] * 6
        passed = set(db.session.scalars(select(Conflict.reservation_id)))
        assert {row.id for row in found if row.expert_id != key} == passed
        assert len(passed) == answers[::2].count("done")
