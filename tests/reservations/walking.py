"""How the tests of the pages walk to a booking."""

from booking.db import db
from booking.reservations.models import Reservation
from tests.reservations.conftest import DAY, Desk
from tests.support.pages import Citizen, Page

DAY_PAGE = f"/consultations/{DAY}"
TYPED = {
    "name": "홍길동",
    "phone": "010 1234 5678",
    "email": "",
    "question": "보증금을 돌려받고 싶습니다.",
    "consent": "y",
}


def fill_in(citizen: Citizen, desk: Desk, nth: int = 0) -> str:
    """Hold a time at the page; the token of the hold."""
    citizen.get(DAY_PAGE)
    page = citizen.submit("/holds", {"slot": desk.slot(nth=nth).token})
    assert (page.status, page.redirects, page.heading) == (200, [303], "예약 정보 입력")
    return page.url.rsplit("/", 1)[1]


def book(citizen: Citizen, desk: Desk, nth: int = 0, **values: str) -> Page:
    """The whole way to a booking."""
    token = fill_in(citizen, desk, nth)
    citizen.submit("/check", {**TYPED, **values})
    return citizen.submit(f"/holds/{token}")


def bookings() -> list[Reservation]:
    db.session.rollback()
    return [row for row in db.session.query(Reservation) if row.is_booked]
