"""What the desk does with a booking: arrived, done, not come, undo, cancel, move, reveal. Twice does no harm."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.calendar import service as calendar
from booking.db import db, transaction
from booking.notices import queries as notices
from booking.reservations import queries, service
from booking.reservations.errors import PeopleDestroyed
from booking.reservations.models import Reservation
from tests.reservations.conftest import CLERK, DAY, NOW, Desk, a_person, wall
from tests.support.work import Worker, entries

TEN = wall(DAY, 10)


@pytest.fixture
def row(desk: Desk) -> Reservation:
    return desk.book(desk.slot(), a_person(question="상속 포기"))


@pytest.fixture
def clerk(app: Flask, row: Reservation, at: Callable[..., datetime]) -> Worker:
    at(TEN)
    return Worker(app)


def state(row: Reservation) -> str:
    db.session.refresh(row)
    return row.state


def at_desk(row: Reservation, step: str) -> str:
    return f"/staff/reservations/{row.reference}/{step}"


def test_a_visit_from_arrival_to_its_end_leads_back_to_the_line_of_the_roster(clerk: Worker, row: Reservation) -> None:
    for step, reached in (("check-in", "checked_in"), ("done", "done")):
        assert clerk.post(at_desk(row, step), back="time").url == f"/staff/roster/{DAY}#r-{row.reference}"
        assert state(row) == reached
    assert clerk.post(at_desk(row, "undo"), state="done", back="field").url.startswith(f"/staff/roster/{DAY}?by=field#")
    assert state(row) == "checked_in"
    assert clerk.post(at_desk(row, "undo"), state="checked_in", back="booking").url.endswith(str(row.reference))
    page = clerk.get(f"/staff/roster/{DAY}")
    assert "12. 21.(월) 오전 10시 생활법률: 도착을 확인했습니다." in page.text
    assert "12. 21.(월) 오전 10시 생활법률: 한 단계 되돌렸습니다." in page.text


def test_a_flash_message_names_nobody(clerk: Worker, row: Reservation) -> None:
    clerk.post(at_desk(row, "check-in"))
    with clerk.client.session_transaction() as session:
        assert "홍길동" not in str(session["_flashes"])


def test_who_did_not_come_frees_the_seat_and_undoing_takes_it_again(
    clerk: Worker, row: Reservation, desk: Desk
) -> None:
    clerk.post(at_desk(row, "no-show"))
    assert state(row) == "no_show" and queries.board(desk.day, TEN).counts["free"] == 6
    clerk.post(at_desk(row, "undo"), state="no_show")
    assert state(row) == "reserved" and queries.board(desk.day, TEN).counts["free"] == 5


def test_undoing_when_somebody_has_the_seat_is_refused_with_the_way_back(
    clerk: Worker, row: Reservation, desk: Desk
) -> None:
    clerk.post(at_desk(row, "no-show"))
    with transaction():
        more = {"via": "walk_in", "consent_version": "2026-11", "actor": CLERK, "now": TEN, "override": "현장"}
        service.book_for_caller(desk.slot().token, a_person("남궁민", "010-9876-5432"), **more)
    page = clerk.post(at_desk(row, "undo"), 409, state="no_show")
    assert "방금 다른 예약이 들어온 시간입니다" in page.text and state(row) == "no_show"
    assert page.soup.select_one(f'main a[href="/staff/roster/{DAY}#r-{row.reference}"]')


def test_a_booking_whose_people_are_deleted_stays_as_it_is(clerk: Worker, row: Reservation) -> None:
    with transaction():
        service.answer_state(row, "no_show", actor=CLERK, now=TEN)
        service.delete_own_data(row, actor=CLERK, now=wall(DAY, 11))
    page = clerk.get(at_desk(row, "")[:-1])
    assert not page.soup.select("form[action$='/undo']")
    page = clerk.post(at_desk(row, "undo"), 409, state="no_show")
    assert "개인정보를 지운 예약" in page.text and state(row) == "no_show"


def test_no_step_moves_or_cancels_a_booking_without_people(desk: Desk, row: Reservation) -> None:
    late = wall(DAY, 11)
    with transaction():
        service.delete_own_data(row, actor=CLERK, now=late)
    to = desk.slot(day=desk.next_day).token
    for step in (
        lambda: service.answer_state(row, "no_show", actor=CLERK, now=late),
        lambda: service.answer_state(row, "checked_in", actor=CLERK, now=late),
        lambda: service.move(row, to, actor=CLERK, now=late, override="전화"),
        lambda: service.cancel(row, actor=CLERK, now=late),
    ):
        with pytest.raises(PeopleDestroyed), transaction():
            step()
    assert state(row) == "reserved"


@pytest.mark.parametrize("step", ["check-in", "done", "no-show"])
def test_pressing_twice_does_no_more(clerk: Worker, row: Reservation, step: str) -> None:
    if step == "done":
        clerk.post(at_desk(row, "check-in"))
    clerk.post(at_desk(row, step))
    reached = state(row)
    clerk.post(at_desk(row, step))
    assert state(row) == reached and len(entries(f"reservation.{reached}")) == 1


def test_undoing_twice_goes_back_one_step(clerk: Worker, row: Reservation) -> None:
    clerk.post(at_desk(row, "check-in"))
    clerk.post(at_desk(row, "done"))
    clerk.post(at_desk(row, "undo"), state="done")
    clerk.post(at_desk(row, "undo"), state="done")
    assert state(row) == "checked_in"


def test_a_page_opened_before_the_end_does_not_reopen_it(clerk: Worker, row: Reservation) -> None:
    clerk.post(at_desk(row, "check-in"))
    clerk.post(at_desk(row, "done"))
    page = clerk.post(at_desk(row, "check-in"), 409)
    assert "‘상담 완료’ 상태" in page.text and state(row) == "done"
    page = clerk.post(at_desk(row, "undo"), 409, state="no_show")
    assert state(row) == "done"


@pytest.mark.parametrize(
    ("step", "before", "sentence"),
    [
        ("check-in", timedelta(days=1), "방문일이 되어야"),
        ("no-show", timedelta(minutes=1), "예약 시각이 지나야"),
        ("done", timedelta(0), "‘예약 완료’ 상태"),
        ("undo", timedelta(0), "‘예약 완료’ 상태"),
    ],
)
def test_what_may_not_be_done_now_is_refused_in_a_sentence(
    app: Flask, row: Reservation, at: Callable[..., datetime], step: str, before: timedelta, sentence: str
) -> None:
    at(TEN - before)
    page = Worker(app).post(at_desk(row, step), 409)
    assert sentence in page.text and state(row) == "reserved"


def test_buttons_are_those_of_the_state_and_the_hour(app: Flask, row: Reservation, at: Callable[..., datetime]) -> None:
    def offered(now: datetime) -> list[str]:
        at(now)
        clerk = Worker(app, f"clerk{now.timestamp()}@city.example")
        cell = clerk.get(f"/staff/roster/{DAY}").soup.select_one("td.desk-do")
        assert cell is not None
        return [word.get_text().split(" (")[0] for word in cell.select("button, a")]

    assert offered(TEN - timedelta(days=1)) == ["예약 취소"]
    assert offered(TEN - timedelta(minutes=5)) == ["도착 확인", "예약 취소"]
    assert offered(TEN) == ["도착 확인", "미방문"]
    with transaction():
        service.answer_state(row, "checked_in", actor=CLERK, now=TEN)
    assert offered(TEN + timedelta(minutes=1)) == ["상담 완료", "중간 퇴실", "되돌리기"]


def test_cancelling_asks_first_and_keeps_the_reason(
    clerk: Worker, row: Reservation, at: Callable[..., datetime]
) -> None:
    at(TEN - timedelta(minutes=10))
    page = clerk.get(f"{at_desk(row, 'cancel')}?back=booking")
    assert state(row) == "reserved" and "홍길동" in page.text
    assert page.filled("/cancel")["back"] == "booking"
    clerk.post(at_desk(row, "cancel"), reason="본인 전화", back="booking")
    assert state(row) == "cancelled"
    assert [entry.reason for entry in entries("reservation.cancelled")] == ["본인 전화"]
    clerk.post(at_desk(row, "cancel"), reason="본인 전화")
    assert len(entries("reservation.cancelled")) == 1
    page = clerk.get(at_desk(row, "cancel"))
    assert page.heading == "이미 취소된 예약입니다" and "취소할까요" not in page.text


def test_a_reason_holds_no_identity_number_and_is_kept_when_refused(
    clerk: Worker, row: Reservation, at: Callable[..., datetime]
) -> None:
    at(TEN - timedelta(minutes=10))
    page = clerk.post(at_desk(row, "cancel"), 400, reason="900101-1234567 요청")
    assert page.filled("/cancel")["reason"] == "900101-1234567 요청" and state(row) == "reserved"
    clerk.post(at_desk(row, "cancel"), 400, reason="가" * 201)
    page = clerk.post(at_desk(row, "cancel"), 400, reason="010.1234.5678로 전화")
    assert "사유에 전화번호를 적지 말아 주세요" in page.text and state(row) == "reserved"


def test_nobody_cancels_after_the_start(clerk: Worker, row: Reservation) -> None:
    assert "미방문" in clerk.post(at_desk(row, "cancel"), 409).text


def test_moving_to_another_free_time(app: Flask, row: Reservation, desk: Desk, at: Callable[..., datetime]) -> None:
    at(NOW)
    clerk = Worker(app)
    page = clerk.get(f"/staff/reservations/{row.reference}")
    offered = [str(radio["value"]) for radio in page.form("/move").select("[name=slot]")]
    assert offered == [desk.slot(nth=1).token] + [desk.slot(nth=nth, day=desk.next_day).token for nth in (0, 1)]
    clerk.post(at_desk(row, "move"), slot=desk.slot(day=desk.next_day).token, back="booking")
    db.session.refresh(row)
    assert row.slot.day.date == desk.next_day.date


def test_moving_after_the_cut_off_needs_a_reason_which_is_logged(clerk: Worker, row: Reservation, desk: Desk) -> None:
    later = desk.slot(nth=1).token
    page = clerk.post(at_desk(row, "move"), 409, slot=later)
    assert (
        "그래도 옮기려면 ‘예외 사유’를 적어 주세요." in page.text
        and page.soup.select("#override_reason[aria-invalid=true]")
        and page.filled("/move")["slot"] == later
    )
    clerk.post(at_desk(row, "move"), slot=later, override_reason="버스가 늦음")
    assert [entry.reason for entry in entries("reservation.moved")] == ["버스가 늦음"]


@pytest.mark.parametrize(("slot", "status"), [("", 400), ("unknown", 404)])
def test_moving_nowhere_is_refused(clerk: Worker, row: Reservation, slot: str, status: int) -> None:
    clerk.post(at_desk(row, "move"), status, slot=slot)


def test_a_displaced_person_is_moved_from_the_page_of_the_booking(
    app: Flask, row: Reservation, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    clerk = Worker(app)
    page = clerk.get(f"/staff/reservations/{row.reference}")
    assert "일정 변경 필요" in page.text and "open" in page.soup.select_one("#move").attrs
    clerk.post(at_desk(row, "move"), slot=desk.slot(day=desk.next_day).token)
    assert state(row) == "reserved"


def test_staff_give_the_own_time_back_when_the_day_is_opened_again_too_late_for_the_house(
    app: Flask, row: Reservation, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    late = at(queries.cutoff(desk.slot()))
    with transaction():
        calendar.reopen_day(desk.day, reason="정전 취소", actor=CLERK, now=late)
        service.rehouse(late)
    clerk = Worker(app)
    page = clerk.get(f"/staff/reservations/{row.reference}")
    offered = [radio["value"] for radio in page.form("/move").select("[name=slot]")]
    assert row.slot.token in offered
    clerk.post(at_desk(row, "move"), slot=row.slot.token, override_reason="정전 취소")
    assert state(row) == "reserved" and row.slot.day.date == DAY and row.seat == 1


def test_the_page_of_a_booking_masks_name_and_telephone_until_asked(clerk: Worker, row: Reservation) -> None:
    page = clerk.get(f"/staff/reservations/{row.reference}")
    assert "홍길동" not in page.html and "1234-5678" not in page.html
    assert "홍○동" in page.text and "010-****-5678" in page.text and "상속 포기" in page.text
    shown = clerk.post(at_desk(row, "reveal"), 200, back="booking")
    assert "홍길동" in shown.text and "010-1234-5678" in shown.text
    assert [entry.person for entry in entries("reservation.revealed")] == [row.person_key]
    assert [entry.person for entry in entries("reservation.viewed")] == [row.person_key] * 2


def test_the_page_of_a_booking_tells_its_history_and_its_notices(clerk: Worker, row: Reservation) -> None:
    clerk.post(at_desk(row, "check-in"))
    page = clerk.get(f"/staff/reservations/{row.reference}")
    past = [" ".join(line.get_text(" ").split()) for line in page.soup.select("ol.desk-log li")]
    assert past[0].startswith("예약 · 시민") and past[1].startswith("도착 확인 · 담당자 clerk@city.example")
    assert len(past) == 2, "looking is no part of the history"
    assert len(notices.list_about(f"reservation:{row.reference}")) == 1
    assert "예약 안내 · 문자 · 보낼 예정" in page.text


@pytest.mark.parametrize("reference", ["AAAAAAAA", "x", "%3Cb%3E"])
def test_an_unknown_reference_is_not_found(sqlite_app: Flask, clerk: Worker, reference: str) -> None:
    for path in (f"/staff/reservations/{reference}", f"/staff/reservations/{reference}/booked"):
        assert "그런 예약번호가 없습니다" in clerk.get(path, 404).text
    for step in ("check-in", "undo", "reveal", "cancel", "move"):
        clerk.post(f"/staff/reservations/{reference}/{step}", 404)


def test_a_post_without_token_changes_nothing(clerk: Worker, row: Reservation, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert clerk.client.post(at_desk(row, "check-in")).status_code == 400
    assert state(row) == "reserved"
