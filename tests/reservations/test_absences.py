"""An expert does not come: a field without anybody does not take place that day, and nobody is left behind."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from booking.audit.models import AccessEntry
from booking.calendar.errors import DeskClosed
from booking.calendar.models import OfficeDay, Slot
from booking.consultations import queries as consultations
from booking.consultations import service
from booking.consultations.errors import AbsenceBackwards, AbsencePast, AbsenceUnknown
from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.recheck import Followed, recheck
from booking.reservations import queries
from booking.reservations import service as reservations
from booking.reservations.messages import bookings as messages
from booking.reservations.models import Reservation
from booking.reservations.queries import days
from booking.reservations.service import waiting_line
from booking.reservations.service.shared import appoint_expert
from tests.reservations.conftest import CITIZEN, CLERK, DAY, NEXT, NOW, Desk, a_person
from tests.reservations.line import join, states
from tests.reservations.turned_out import accept, fresh, hear, held, kept, kinds, lost
from tests.support.measure import statements
from tests.support.pages import Citizen
from tests.support.work import Worker


def expert(name: str) -> Expert:
    return db.session.scalars(select(Expert).where(Expert.name == name)).one()


def absent(name: str, first: date = DAY, last: date = DAY) -> Followed:
    with transaction():
        service.add_absence(expert(name).id, first, last, reason="학회", actor=CLERK, now=NOW)
        return recheck(NOW, CLERK)


def back(name: str) -> Followed:
    with transaction():
        [one] = consultations.list_absences(DAY, expert(name).id)
        service.remove_absence(one.token, actor=CLERK, now=NOW)
        return recheck(NOW, CLERK)


def is_open(desk: str, day: OfficeDay) -> bool:
    db.session.expire_all()
    return all(slot.is_open for slot in db.session.get_one(OfficeDay, day.id).slots if slot.desk == desk)


def test_a_field_without_anybody_closes_at_once_and_its_people_are_rehoused(desk: Desk) -> None:
    law, tax = desk.book(desk.slot("law", 0)), desk.book(desk.slot("national-tax", 0))
    form = desk.hold(desk.slot("law", 1), "another")
    followed = absent("김법률")
    assert (followed.days.desks_closed, followed.displaced, followed.reappointed) == (1, 1, 0)
    assert not is_open("law", desk.day) and is_open("national-tax", desk.day) and is_open("law", desk.next_day)
    assert (fresh(law).state, fresh(tax).state, fresh(form).state) == ("displaced", "reserved", "expired")
    assert kept(law).slot.day.date == NEXT and kinds(tax) == []
    message = messages.load("displaced", f"reservation:{law.reference}", NOW)
    assert message is not None and message.values["reason"].startswith("상담위원 사정으로")
    assert "김법률" not in str(message.values)
    with transaction():
        again = recheck(NOW, CLERK)
    assert (again.days.count, again.displaced) == (0, 0), "twice does no harm"


def test_nothing_can_be_claimed_there_and_no_page_calls_it_free(desk: Desk) -> None:
    absent("김법률")
    for claim in (lambda: desk.hold(desk.slot("law")), lambda: move_to(desk)):
        with pytest.raises(DeskClosed):
            claim()
    assert set(queries.free_seats(desk.day.slots, NOW).items()) >= {(desk.slot("law", nth).id, 0) for nth in (0, 1)}
    [law, _tax] = days.show_day(db.session.get_one(OfficeDay, desk.day.id), NOW).fields
    assert law.is_closed and {one.state for one in law.slots} == {"closed"} and not law.sent_by
    assert not [place for place in queries.board(desk.day, NOW).places if place.field.key == "law"]


def move_to(desk: Desk) -> None:
    other = desk.book(desk.slot("law", 0, desk.next_day))
    with transaction():
        reservations.move(other, desk.slot("law").token, actor=CITIZEN, now=NOW)


def test_with_another_expert_only_the_expert_changes_and_nobody_is_told(desk: Desk) -> None:
    row = desk.book(desk.slot("national-tax", 0))
    assert row.expert is not None
    first = row.expert.name
    followed = absent(first)
    assert (followed.days.desks_closed, followed.displaced, followed.reappointed) == (0, 0, 1)
    now_is = fresh(row)
    assert now_is.expert is not None and now_is.expert.name != first and kinds(row) == []


def experts_of(*rows: Reservation) -> list[str | None]:
    return [row.expert.name if row.expert else None for row in map(fresh, rows)]


def test_nobody_advises_two_at_once_while_a_colleague_is_there(desk: Desk) -> None:
    rows = [desk.book(desk.slot("national-tax", 0), a_person("가나다", f"010-5555-{nth:04}")) for nth in (0, 1)]
    assert experts_of(*rows) == ["이세무", "박세무"]
    absent("이세무")
    assert experts_of(*rows) == ["박세무", "박세무"], "nobody else is there"
    assert back("이세무").reappointed == 1
    assert sorted(map(str, experts_of(*rows))) == ["박세무", "이세무"]
    with transaction():
        db.session.add(Expert(name="최세무", organisation="표본", field_key="national-tax"))
    absent("이세무")
    assert sorted(map(str, experts_of(*rows))) == ["박세무", "최세무"], "and not the one who sits there already"
    with transaction():
        reservations.cancel(rows[1], actor=CITIZEN, now=NOW)
    back("이세무")
    again = desk.book(desk.slot("national-tax", 0), a_person("라마바", "010-5555-0009"))
    assert len({*experts_of(rows[0], again)}) == 2
    with transaction():
        assert again.slot and again.seat
        with statements(db.engine) as sent:
            appoint_expert(again)
    assert len(sent) == 2, "the others at that time, and who is there"


def test_the_last_one_to_leave_closes_the_field(desk: Desk) -> None:
    absent("이세무", DAY, NEXT)
    absent("박세무")
    assert not is_open("national-tax", desk.day) and is_open("national-tax", desk.next_day)


def test_taking_it_back_opens_the_field_and_gives_own_times_back(desk: Desk) -> None:
    rows = [desk.book(desk.slot("law", nth), a_person("가나다", f"010-5555-{nth:04}")) for nth in (0, 1)]
    absent("김법률")
    accept(rows[1], kept(rows[1]).token)
    hear()
    followed = back("김법률")
    assert (followed.days.desks_opened, followed.returned) == (1, 1) and is_open("law", desk.day)
    assert [fresh(row).slot.day.date for row in rows] == [DAY, NEXT]
    assert (lost(rows[0]).answer, kinds(rows[0])) == ("returned", ["displaced", "taken_back"])
    assert fresh(rows[0]).expert is not None


def test_an_offer_there_is_withdrawn_and_the_line_waits_on(desk: Desk, full: list[Reservation]) -> None:
    join(1)
    with transaction():
        reservations.cancel(full[0], actor=CITIZEN, now=NOW)
    assert states() == ["offered"]
    absent("김법률")
    assert states() == ["waiting"] and held(full[1]) is not None, "on a day that is new and not open to the line yet"
    with transaction():
        waiting_line.serve(NOW)
    assert states() == ["waiting"]


def test_a_new_day_knows_of_the_absence(desk: Desk, open_day: Callable[..., OfficeDay]) -> None:
    third = date(2027, 2, 22)
    with transaction():
        service.add_absence(expert("김법률").id, third, third, reason="학회", actor=CLERK, now=NOW)
        recheck(NOW, CLERK)
    made = db.session.scalars(select(OfficeDay).where(OfficeDay.date == third)).one()
    assert not is_open("law", made) and {slot.desk for slot in made.slots if slot.is_open} == {"national-tax"}


def test_who_is_not_appointed_then_closes_nothing(desk: Desk) -> None:
    with transaction():
        expert("김법률").is_active = False
    assert absent("김법률").days.desks_closed == 0


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [(NEXT, DAY, AbsenceBackwards), (date(2026, 11, 1), date(2026, 11, 22), AbsencePast)],
)
def test_dates_that_make_no_sense_are_refused(desk: Desk, first: date, last: date, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        absent("김법률", first, last)
    with pytest.raises(AbsenceUnknown), transaction():
        service.remove_absence("nothing", actor=CLERK, now=NOW)


def test_staff_enter_it_and_take_it_back(sqlite_app: Flask, desk: Desk, at: Callable[..., object]) -> None:
    at(NOW)
    row = desk.book(desk.slot("law", 0))
    clerk, path = Worker(sqlite_app), f"/staff/consultations/experts/{expert('김법률').token}"
    assert clerk.get(path).soup.select(f'a[href="{path}/absences"]')
    assert "사유" in clerk.post(f"{path}/absences", 400, first=str(DAY), last=str(DAY), reason=" ").text
    page = clerk.post(f"{path}/absences", 400, first=str(NEXT), last=str(DAY), reason="학회")
    assert "첫날과 같거나" in page.text and "학회" in page.html
    clerk.post(f"{path}/absences", first=str(DAY), last=str(DAY), reason="학회")
    page = clerk.get(f"{path}/absences")
    assert "2026. 12. 21.(월)" in page.text and "예약 1건의 일정 변경을 안내합니다" in page.text
    assert fresh(row).state == "displaced"
    assert "답을 기다리는 분 1명" in clerk.get(f"/staff/rehousing/consultation/{DAY}").text
    [form] = page.soup.select("form[action$='/remove']")
    clerk.post(str(form["action"]))
    assert fresh(row).state == "reserved"
    actions = set(db.session.scalars(select(AccessEntry.action)))
    assert {"expert.absent", "expert.present", "desk.closed", "desk.reopened"} <= actions


def test_citizens_read_that_the_field_does_not_take_place(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object]
) -> None:
    at(NOW)
    token = desk.slot("law").token
    citizen.get(f"/consultations/{DAY}")
    absent("김법률")
    answer = citizen.submit("/holds", {"slot": token})
    assert answer.status == 409
    page = citizen.get(f"/consultations/{DAY}?field=law")
    assert "상담위원 사정으로 이날은 이 분야 상담을 열지 않습니다" in page.text and "김법률" not in page.text
    assert db.session.scalars(select(Slot.closed_reason).where(Slot.token == token)).one() == "absence"
