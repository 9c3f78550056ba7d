"""A citizen's own booking: only for who booked or looked up in this browser; moved and cancelled in words."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from booking.calendar import service as calendar
from booking.calendar.models import OfficeDay
from booking.db import db, transaction
from booking.reservations import service
from booking.reservations.models import Reservation
from booking.reservations.rules.states import DISPLACED
from tests.reservations.conftest import CLERK, NOW, Desk, a_person, wall
from tests.reservations.walking import book
from tests.support.pages import Citizen


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


@pytest.fixture
def booked(desk: Desk) -> Reservation:
    """A booking that was made in some other browser."""
    return desk.book(desk.slot(), a_person(question="보증금"))


def look_up(citizen: Citizen, reservation: Reservation, phone: str = "010-1234-5678") -> None:
    """Find the booking at the page."""
    citizen.get("/lookup")
    page = citizen.submit("/lookup", {"reference": reservation.shown_reference, "phone": phone})
    assert (page.status, page.redirects) == (200, [303])


def fresh(reservation: Reservation) -> Reservation:
    db.session.rollback()
    return db.session.get_one(Reservation, reservation.id)


@pytest.mark.parametrize(
    ("method", "path"), [("get", ""), ("get", "/cancel"), ("post", "/cancel"), ("get", "/move"), ("post", "/move")]
)
def test_another_browser_learns_nothing(
    sqlite_app: Flask, booked: Reservation, citizen: Citizen, method: str, path: str
) -> None:
    reference, state = booked.reference, booked.state
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    known = getattr(citizen.client, method)(f"/reservations/{reference}{path}", data={"slot": "x"})
    unknown = getattr(citizen.client, method)(f"/reservations/AAAA2222{path}", data={"slot": "x"})
    assert (known.status_code, unknown.status_code) == (403, 403)
    assert known.text.replace(reference, "AAAA2222") == unknown.text, "but for its own address in the language links"
    assert f"/lookup?reference={reference}" in known.text
    assert "홍길동" not in known.text
    assert fresh(booked).state == state


@pytest.mark.parametrize("reference", ["nonsense", "가나다", "x" * 300, "<b>"])
def test_odd_references(sqlite_app: Flask, citizen: Citizen, reference: str) -> None:
    assert citizen.get(f"/reservations/{reference}").status == 403


@pytest.mark.parametrize(
    ("spell", "phone"),
    [(str, "010-1234-5678"), (str.lower, "01012345678"), (lambda text: f" {text[:4]} {text[4:]} ", "+82 10 1234 5678")],
)
def test_looking_up(app: Flask, booked: Reservation, citizen: Citizen, spell: Callable[[str], str], phone: str) -> None:
    citizen.get("/lookup")
    page = citizen.submit("/lookup", {"reference": spell(str(booked.reference)), "phone": phone})
    assert (page.redirects, page.heading) == ([303], "예약 내용")
    assert "보증금" in page.text
    assert "예약 완료" in page.text


@pytest.mark.parametrize(
    ("reference", "phone", "status", "field"),
    [
        ("", "010-1234-5678", 400, "reference"),
        ("R7K39MXW", "", 400, "phone"),
        ("R7K39MXW", "번호", 400, "phone"),
        ("x" * 41, "010-1234-5678", 400, "reference"),
        ("R7K39MXW", "010-1234-5678", 403, "reference"),
        ("<b>😀</b>", "010-1234-5678", 403, "reference"),
    ],
)
def test_looking_up_in_vain(
    sqlite_app: Flask, citizen: Citizen, reference: str, phone: str, status: int, field: str
) -> None:
    citizen.get("/lookup")
    page = citizen.submit("/lookup", {"reference": reference, "phone": phone})
    assert page.status == status
    assert page.soup.select_one(f"[name={field}][aria-invalid=true]") is not None
    kept = page.filled("/lookup")
    assert (kept["reference"], kept["phone"]) == (reference, phone)


def test_another_telephone_finds_nothing(sqlite_app: Flask, booked: Reservation, citizen: Citizen) -> None:
    citizen.get("/lookup")
    page = citizen.submit("/lookup", {"reference": str(booked.reference), "phone": "010-9999-9999"})
    assert page.status == 403
    assert "예약번호와 전화번호가 맞는 예약이 없습니다" in page.text
    assert citizen.get(f"/reservations/{booked.reference}").status == 403


def test_guessing_is_locked_out(app: Flask, booked: Reservation, citizen: Citizen) -> None:
    citizen.get("/lookup")
    wrong = {"reference": str(booked.reference), "phone": "010-9999-9999"}
    for _ in range(5):
        assert citizen.submit("/lookup", wrong).status == 403
    page = citizen.submit("/lookup", {**wrong, "phone": "010-1234-5678"})
    assert page.status == 429
    assert "15분 뒤에" in page.text


def test_a_browser_keeps_the_last_ten(sqlite_app: Flask, booked: Reservation, citizen: Citizen) -> None:
    with citizen.client.session_transaction() as session:
        session["looked_up"] = [f"OLD{number}" for number in range(10)]
    look_up(citizen, booked)
    with citizen.client.session_transaction() as session:
        assert session["looked_up"] == [*(f"OLD{number}" for number in range(1, 10)), booked.reference]


def test_cancelling(app: Flask, booked: Reservation, citizen: Citizen) -> None:
    look_up(citizen, booked)
    path = f"/reservations/{booked.reference}"
    assert f"{path}/cancel" in citizen.page.html
    assert citizen.get(f"{path}/cancel").heading == "예약을 취소할까요?"
    assert fresh(booked).state == "reserved"
    page = citizen.submit(f"{path}/cancel")
    assert (page.redirects, page.heading) == ([303], "취소한 예약입니다")
    assert "예약을 취소했습니다." in page.text
    assert fresh(booked).state == "cancelled"
    assert citizen.get(f"{path}/cancel").url.endswith(path)


def test_cancelling_twice(sqlite_app: Flask, booked: Reservation, citizen: Citizen) -> None:
    look_up(citizen, booked)
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    for _ in range(2):
        assert citizen.client.post(f"/reservations/{booked.reference}/cancel").status_code == 303
    assert fresh(booked).state == "cancelled"


def test_cancelling_after_the_start(
    sqlite_app: Flask, desk: Desk, booked: Reservation, citizen: Citizen, at: Callable[..., object]
) -> None:
    look_up(citizen, booked)
    page = citizen.get(f"/reservations/{booked.reference}/cancel")
    at(booked.slot.starts_at - timedelta(minutes=1))
    assert f"/reservations/{booked.reference}/move" not in citizen.get(f"/reservations/{booked.reference}").html
    assert citizen.get(f"/reservations/{booked.reference}/cancel").heading == "예약을 취소할까요?"
    at(booked.slot.starts_at)
    answer = citizen.client.post(page.url, data=page.filled("/cancel"))
    assert answer.status_code == 409
    assert "예약하신 시간이 지나" in answer.text
    assert fresh(booked).state == "reserved"


def test_moving(app: Flask, desk: Desk, booked: Reservation, citizen: Citizen) -> None:
    look_up(citizen, booked)
    path = f"/reservations/{booked.reference}"
    page = citizen.get(f"{path}/move")
    radios = {str(radio["value"]): radio.has_attr("disabled") for radio in page.soup.select("input[name=slot]")}
    times = [desk.slot(), desk.slot(nth=1), desk.slot(day=desk.next_day), desk.slot(nth=1, day=desk.next_day)]
    assert radios == {slot.token: slot.id == booked.slot_id for slot in times}
    done = citizen.submit(f"{path}/move", {"slot": times[2].token})
    assert (done.redirects, done.heading) == ([303], "예약 내용")
    assert "2027. 1. 20.(수) 오전 10시" in done.text
    assert fresh(booked).slot_id == times[2].id


def test_moving_without_a_time(sqlite_app: Flask, booked: Reservation, citizen: Citizen) -> None:
    look_up(citizen, booked)
    citizen.get(f"/reservations/{booked.reference}/move")
    page = citizen.submit("/move")
    assert page.status == 400
    assert "옮기실 시간을 선택해 주세요" in page.text


@pytest.mark.parametrize(
    ("choose", "status", "sentence"),
    [
        (lambda desk: desk.slot(nth=1).token, 409, "지금 다른 분이 이 시간을 예약하고 있습니다"),
        (lambda desk: desk.slot("national-tax").token, 409, "같은 분야나 업무 안에서만"),
        (lambda desk: "nonsense", 404, "고르신 시간을 찾을 수 없습니다. 아래에서 다른 시간을 골라 주세요."),
    ],
)
def test_moving_in_vain(
    app: Flask,
    desk: Desk,
    booked: Reservation,
    citizen: Citizen,
    choose: Callable[[Desk], str],
    status: int,
    sentence: str,
) -> None:
    look_up(citizen, booked)
    before = (booked.slot_id, booked.seat)
    citizen.get(f"/reservations/{booked.reference}/move")
    desk.hold(desk.slot(nth=1), holder="another")
    page = citizen.submit("/move", also={"slot": choose(desk)})
    assert page.status == status
    assert sentence in page.text
    assert (fresh(booked).slot_id, fresh(booked).seat) == before


def test_moving_after_the_cut_off(
    sqlite_app: Flask, desk: Desk, booked: Reservation, citizen: Citizen, at: Callable[..., object]
) -> None:
    look_up(citizen, booked)
    page = citizen.get(f"/reservations/{booked.reference}/move")
    at(wall(desk.day.date, 9))
    assert "인터넷으로 일정을 바꾸실 수 없습니다" in citizen.get(page.url).text
    data = {**page.filled("/move"), "slot": desk.slot(day=desk.next_day).token}
    assert citizen.client.post(page.url, data=data).status_code == 409
    assert fresh(booked).slot_id == desk.slot().id


def test_a_displaced_booking_asks_for_another_time(
    sqlite_app: Flask, desk: Desk, booked: Reservation, citizen: Citizen
) -> None:
    look_up(citizen, booked)
    with transaction():
        row = db.session.get_one(Reservation, booked.id)
        row.state, row.seat, row.open_key = DISPLACED, None, None
    page = citizen.get(f"/reservations/{booked.reference}")
    assert page.heading == "일정을 다시 정해 주세요"
    citizen.get(f"/reservations/{booked.reference}/move")
    citizen.submit("/move", {"slot": desk.slot(day=desk.next_day).token})
    assert fresh(booked).state == "reserved"


def test_a_displaced_booking_says_why_its_day_is_closed(
    app: Flask, desk: Desk, booked: Reservation, citizen: Citizen
) -> None:
    look_up(citizen, booked)
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="청사 공사", actor=CLERK, now=NOW)
        service.rehouse(NOW)
    page = citizen.get(f"/reservations/{booked.reference}")
    assert "열리지 않게 되었습니다" in page.text
    assert "사유: 청사 공사" in page.text
    with transaction():
        calendar.reopen_day(db.session.get_one(OfficeDay, desk.day.id), reason="공사가 끝남", actor=CLERK, now=NOW)
    page = citizen.get(f"/reservations/{booked.reference}")
    assert page.heading == "일정을 다시 정해 주세요"
    assert "열리지 않" not in page.text
    assert "청사 공사" not in page.text


@pytest.mark.parametrize(
    ("phone", "email", "said", "unsaid"),
    [
        ("010-1234-5678", "", ["010-1234-5678 번호에 문자로"], ["전자우편으로", "안내 전화"]),
        ("010-1234-5678", "a@b.kr", ["번호에 문자로", "a@b.kr 주소에 전자우편으로"], ["안내 전화"]),
        ("055-749-5114", "a@b.kr", ["a@b.kr 주소에 전자우편으로"], ["문자로", "안내 전화"]),
        ("055-749-5114", "", ["055-749-5114 번호로 안내 전화를"], ["문자로 보내", "전자우편으로"]),
    ],
)
def test_what_is_sent_where(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, phone: str, email: str, said: list[str], unsaid: list[str]
) -> None:
    done = book(citizen, desk, phone=phone, email=email)
    assert done.heading == "예약이 완료되었습니다"
    assert [text for text in said if text not in done.text] == []
    assert [text for text in unsaid if text in done.text] == []
    assert "보내 드립니다" not in citizen.get(done.url).text


def test_nowhere_to_move(app: Flask, desk: Desk, booked: Reservation, citizen: Citizen) -> None:
    look_up(citizen, booked)
    for number, slot in enumerate([desk.slot(nth=1), *(desk.slot(nth=nth, day=desk.next_day) for nth in (0, 1))]):
        desk.book(slot, a_person(phone=f"010-2222-000{number}"))
    page = citizen.get(f"/reservations/{booked.reference}/move")
    assert page.status == 200
    assert "바꿀 수 있는 시간이 없습니다" in page.text
    assert page.soup.select_one("main a[href^='tel:']") is not None
    assert not page.soup.select("main button")
    assert "골라 주세요" not in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_cancelled_booking_is_not_moved(
    app: Flask, desk: Desk, booked: Reservation, citizen: Citizen, method: str
) -> None:
    look_up(citizen, booked)
    path = f"/reservations/{booked.reference}/move"
    data = {**citizen.get(path).filled("/move"), "slot": desk.slot(nth=1).token}
    citizen.get(path.replace("/move", "/cancel"))
    citizen.submit("/cancel")
    page = citizen._read(path, getattr(citizen.client, method)(path, data=data))
    assert page.status == 409
    assert "취소한 예약이어서 일정을 바꾸실 수 없습니다" in page.text
    assert not page.soup.select("input[name=slot]")
    assert fresh(booked).state == "cancelled"
