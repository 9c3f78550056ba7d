"""From a time to a booking, as a citizen meets it: pages, sentences, status codes, and what was typed kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.db import transaction
from booking.guide import service as guide
from booking.guide.service import DoorValues
from booking.reservations import queries
from booking.reservations.queries.consent import notice_in_force
from tests.reservations.conftest import CLERK, DAY, NEXT, NOW, Desk, wall
from tests.reservations.walking import DAY_PAGE, TYPED, book, bookings, fill_in
from tests.support.pages import Citizen


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


def test_the_whole_way(app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    assert citizen.page is not None
    assert "2/4단계" in citizen.page.text
    check = citizen.submit("/check", TYPED)
    assert (check.status, check.heading) == (200, "예약 내용 확인")
    assert "010-1234-5678" in check.text
    assert not bookings()
    done = citizen.submit(f"/holds/{token}")
    assert (done.status, done.redirects, done.heading) == (200, [303], "예약이 완료되었습니다")
    (row,) = bookings()
    assert row.shown_reference in done.text
    assert (row.state, row.name, row.phone, row.question) == ("reserved", "홍길동", "+821012345678", TYPED["question"])
    assert (row.consent_version, row.consent_at) == (notice_in_force().version, NOW)
    assert citizen.get(done.url).heading == "예약 내용"


def test_no_time_chosen(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    citizen.get(f"{DAY_PAGE}?field=law")
    page = citizen.submit("/holds")
    assert (page.status, page.heading) == (400, "2026. 12. 21.(월) 상담")
    assert "상담받으실 시간을 선택해 주세요" in page.text and "다음 근무일인 21일에" in page.text
    assert "국세" not in page.form("/holds").get_text()


@pytest.mark.parametrize("data", [{}, {"day": "soon"}, {"day": "2026-12-22"}, {"slot": "", "day": "2026-13-01"}])
def test_no_time_and_no_day(sqlite_app: Flask, client: FlaskClient, data: dict[str, str]) -> None:
    answer = client.post("/holds", data=data)
    assert answer.status_code == 400
    assert "상담받으실 시간을 선택해 주세요" in answer.text


@pytest.mark.parametrize("token", ["nonsense", "<b>", "가" * 50, "x" * 5000])
def test_unknown_slot(sqlite_app: Flask, client: FlaskClient, token: str) -> None:
    assert client.post("/holds", data={"slot": token}).status_code == 404


def test_a_taken_time_leads_to_the_nearest_free_ones(app: Flask, desk: Desk, citizen: Citizen) -> None:
    citizen.get(DAY_PAGE)
    desk.hold(desk.slot())
    page = citizen.submit("/holds", {"slot": desk.slot().token})
    assert page.status == 409
    assert "지금 다른 분이 이 시간을 예약하고 있습니다. 잠시 뒤 다시 확인하시거나" in page.text
    offered = [str(radio["value"]) for radio in page.soup.select("input[name=slot]")]
    assert offered == [
        desk.slot(nth=1).token,
        desk.slot(nth=0, day=desk.next_day).token,
        desk.slot(nth=1, day=desk.next_day).token,
    ]
    assert citizen.submit("/holds", {"slot": offered[0]}).heading == "예약 정보 입력"


def test_a_booked_time_is_said_to_be_booked(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    citizen.get(DAY_PAGE)
    desk.book(desk.slot())
    page = citizen.submit("/holds", {"slot": desk.slot().token})
    assert page.status == 409
    assert "방금 다른 분이 예약하신 시간입니다" in page.text


def test_times_that_others_hold_or_have_booked(app: Flask, desk: Desk, citizen: Citizen) -> None:
    desk.hold(desk.slot(), holder="another")
    desk.book(desk.slot(nth=1))
    page = citizen.get(f"{DAY_PAGE}?field=law")
    shown = [(card.select_one(".slot__state").get_text(), card.input.has_attr("disabled"))
             for card in page.soup.select(".slot")]  # fmt: skip
    assert shown == [("예약 진행 중", True), ("예약 마감", True)]


def test_ones_own_held_time_leads_back_to_its_form(app: Flask, desk: Desk, citizen: Citizen) -> None:
    before = citizen.get(DAY_PAGE)
    token = fill_in(citizen, desk)
    page = citizen.get(DAY_PAGE)
    own = page.soup.select_one(f".slot a[href='/holds/{token}']")
    assert own is not None
    assert "고르신 시간" in own.get_text()
    assert not page.soup.select(f"input[value='{desk.slot().token}']")
    again = citizen._read(
        "/holds", citizen.client.post("/holds", data={**before.filled("/holds"), "slot": desk.slot().token})
    )
    assert (again.status, again.heading) == (409, "지금 예약하고 계신 시간입니다")
    assert again.soup.select_one(f"a.krds-btn.large[href='/holds/{token}']").get_text() == "이어서 예약하기"
    assert "다른 분이" not in again.text


def test_an_own_hold_that_lapsed_is_a_free_time_again(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object]
) -> None:
    fill_in(citizen, desk)
    at(NOW + timedelta(minutes=11))
    assert "고르신 시간" not in citizen.get(DAY_PAGE).text
    assert citizen.submit("/holds", {"slot": desk.slot().token}).heading == "예약 정보 입력"


def test_a_full_field_names_the_other_doors(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    with transaction():
        for name, keys in (("대한법률구조공단", "law"), ("국세상담센터", "national-tax")):
            guide.add_door(DoorValues(name, phone="132", field_keys=keys), actor=CLERK, now=NOW)
    for day in (desk.day, desk.next_day):
        for nth in (0, 1):
            desk.hold(desk.slot(nth=nth, day=day), holder=f"{day.date}{nth}")
    page = citizen.get(f"{DAY_PAGE}?field=law")
    assert "대한법률구조공단" in page.text and "국세상담센터" not in page.text
    answer = citizen.client.post("/holds", data={**page.filled("/holds"), "slot": desk.slot().token})
    assert answer.status_code == 409
    assert "지금은 이 분야에 빈자리가 없습니다" in answer.text
    assert "대한법률구조공단" in answer.text and "국세상담센터" not in answer.text


def test_before_the_opening(
    sqlite_app: Flask, desk: Desk, open_day: Callable[..., OfficeDay], client: FlaskClient
) -> None:
    day = open_day(NEXT.replace(day=22), wall(DAY, 9))
    page = client.get(f"/consultations/{day.date}")
    assert "접수 예정" in page.text
    assert "2026. 12. 21.(월) 오전 9시부터 예약하실 수 있습니다." in page.text
    assert 'name="slot"' in page.text
    assert "다음: 정보 입력</button>" not in page.text
    answer = client.post("/holds", data={"slot": day.slots[0].token})
    assert answer.status_code == 409
    assert "2026. 12. 21.(월) 오전 9시부터" in answer.text
    assert answer.text.count("2026. 12. 21.(월) 오전 9시부터") == 1
    assert "빈자리" not in answer.text


def test_after_the_cut_off(sqlite_app: Flask, desk: Desk, client: FlaskClient, at: Callable[..., object]) -> None:
    at("2026-12-18T17:00")
    assert "예약 마감" in client.get(DAY_PAGE).text
    answer = client.post("/holds", data={"slot": desk.slot().token})
    assert answer.status_code == 409
    assert "2026. 12. 18.(금) 오후 5시에 마감되었습니다" in answer.text


def close(day: OfficeDay) -> None:
    with transaction():
        calendar.close_day(day, closed_by="staff", reason="staff", text="청사 공사", actor=Actor.job("x"), now=NOW)


def test_a_closed_day(app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    close(desk.day)
    answer = citizen.client.post("/holds", data={**citizen.page.filled("/check"), "slot": desk.slot(nth=1).token})
    assert answer.status_code == 409
    assert "휴무" in answer.text
    page = citizen.submit(f"/holds/{token}/check", TYPED)
    assert citizen.submit(f"/holds/{token}").status == 409
    assert page.status == 200
    assert not bookings()
    assert "휴무 청사 공사" in citizen.get(DAY_PAGE).text
    assert "청사 공사" in citizen.get("/consultations").text


def test_sent_twice_is_one_booking(app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    check = citizen.submit("/check", TYPED)
    first = citizen.submit(f"/holds/{token}")
    again = citizen._read("/x", citizen.client.post(f"/holds/{token}", data=check.filled(f"/holds/{token}")))
    assert first.url == again.url
    assert len(bookings()) == 1
    assert citizen.get(f"/holds/{token}").url == first.url
    assert (
        citizen._read("/x", citizen.client.post(f"/holds/{token}/extend", data=check.filled(f"/holds/{token}"))).url
        == first.url
    )
    assert (
        citizen._read("/x", citizen.client.post(f"/holds/{token}/check", data=check.filled(f"/holds/{token}"))).url
        == first.url
    )


def test_the_summary_may_be_left_out(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    data = {**citizen.page.filled("/check"), **TYPED}
    assert citizen._read("/x", citizen.client.post(f"/holds/{token}", data=data)).heading == "예약이 완료되었습니다"


def test_more_time(sqlite_app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object]) -> None:
    token = fill_in(citizen, desk)
    at(NOW + timedelta(minutes=8))
    data = {**citizen.page.filled("/check"), **TYPED, "phone": "010"}
    page = citizen._read("/x", citizen.client.post(f"/holds/{token}/extend", data=data))
    assert page.status == 200
    assert "낮 12시 18분까지 이 자리를 잡아 두었습니다" in page.text
    assert page.filled("/check")["phone"] == "010"
    assert page.soup.select_one("#errors") is None
    for _ in range(9):
        citizen.client.post(f"/holds/{token}/extend", data=data)
    last = citizen._read("/x", citizen.client.post(f"/holds/{token}/extend", data=data))
    assert last.status == 409
    assert "10번까지" in last.text
    assert last.filled("/check")["phone"] == "010"


def test_a_lapsed_hold_whose_place_is_free_goes_on(
    app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object]
) -> None:
    token = fill_in(citizen, desk)
    at(NOW + timedelta(minutes=11))
    assert "아직 빈자리입니다" in citizen.get(f"/holds/{token}").text
    citizen.submit("/check", TYPED)
    assert citizen.submit(f"/holds/{token}").heading == "예약이 완료되었습니다"


def test_a_lapsed_hold_whose_place_is_taken(
    app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object]
) -> None:
    token = fill_in(citizen, desk)
    data = {**citizen.page.filled("/check"), **TYPED}
    later = NOW + timedelta(minutes=11)
    at(later)
    desk.hold(desk.slot(), now=later)
    for method, path in (("get", ""), ("post", "/check"), ("post", ""), ("post", "/extend")):
        page = citizen._read("/x", getattr(citizen.client, method)(f"/holds/{token}{path}", data=data))
        assert (page.status, page.heading) == (410, "예약하실 수 없는 시간입니다"), path
        assert page.soup.select(f"input[name=slot][value='{desk.slot(nth=1).token}']")
    assert not bookings()


@pytest.mark.parametrize("token", ["nonsense", "가나다", "x" * 300])
def test_foreign_token(sqlite_app: Flask, client: FlaskClient, token: str) -> None:
    assert client.get(f"/holds/{token}").status_code == 404
    for action in ("", "/check", "/extend"):
        answer = client.post(f"/holds/{token}{action}", data=TYPED)
        assert answer.status_code == 404
        assert "처음부터 다시 예약해 주세요" in answer.text


def test_one_booking_a_person_field_and_day(app: Flask, desk: Desk, citizen: Citizen) -> None:
    book(citizen, desk)
    token = fill_in(citizen, desk, nth=1)
    citizen.submit("/check", TYPED)
    page = citizen.submit(f"/holds/{token}")
    assert page.status == 409
    assert "이미 예약하셨습니다" in page.text
    assert page.soup.select_one("#errors + p a[href='/lookup']") is not None
    assert page.filled("/check")["question"] == TYPED["question"]
    assert len(bookings()) == 1


def test_a_hold_belongs_to_the_browser_that_made_it(app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    app.config["WTF_CSRF_ENABLED"] = False
    other = app.test_client()
    assert other.get(f"/holds/{token}").status_code == 404
    for path in ("", "/check", "/extend"):
        assert other.post(f"/holds/{token}{path}", data=TYPED).status_code == 404
    assert bookings() == []


def test_a_form_that_is_still_open_can_be_gone_back_to(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    assert f"/holds/{token}" in citizen.get(DAY_PAGE).html
    assert f"/holds/{token}" not in Citizen(sqlite_app).get(DAY_PAGE).html
    citizen.get(f"/holds/{token}")
    citizen.submit("/check", TYPED)
    citizen.submit(f"/holds/{token}")
    assert f"/holds/{token}" not in citizen.get(DAY_PAGE).html


def test_a_post_without_csrf_token(sqlite_app: Flask, desk: Desk) -> None:
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    answer = sqlite_app.test_client().post("/holds", data={"slot": desk.slot().token})
    assert answer.status_code == 400
    assert "화면을 새로 열어" in answer.text
    assert queries.free_seats([desk.slot()], clock.now()) == {desk.slot().id: 1}
