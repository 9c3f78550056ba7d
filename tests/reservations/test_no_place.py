"""The page for a time that cannot be had: it leads on, loses nothing that was typed, and says no more than is true."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.reservations.conftest import NOW, Desk, a_person
from tests.reservations.walking import DAY_PAGE, TYPED, bookings, fill_in
from tests.support.pages import Citizen, Page

LATER = NOW + timedelta(minutes=11)
BOOKED = "다른 분이 그 자리를 예약하셨습니다"
HELD = "지금은 다른 분이 이 시간을 예약하고 있습니다"
SOON = "마치지 않은 자리는 다시 빌 수 있으니"


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


@pytest.fixture
def too_late(desk: Desk, citizen: Citizen, at: Callable[..., object]) -> Callable[[Callable[..., object]], Page]:
    """Fill in too slowly: the place lapses, and somebody else takes it by `take` before the form is sent."""

    def send(take: Callable[..., object]) -> Page:
        fill_in(citizen, desk)
        at(LATER)
        take(desk.slot(), now=LATER)
        return citizen.submit("/check", TYPED)

    return send


def test_who_chooses_none_of_the_nearest_times_stays_with_them(app: Flask, desk: Desk, citizen: Citizen) -> None:
    citizen.get(DAY_PAGE)
    desk.hold(desk.slot())
    gone = citizen.submit("/holds", {"slot": desk.slot().token})
    page = citizen.submit("/holds")
    assert (page.status, page.heading) == (400, gone.heading)
    assert page.soup.select_one("#errors a[href='#times']") is not None
    assert page.soup.select("input[name=slot]") == gone.soup.select("input[name=slot]")
    assert citizen.submit("/holds", {"slot": desk.slot(nth=1).token}).heading == "예약 정보 입력"


def test_what_was_typed_goes_on_with_another_time(
    app: Flask, desk: Desk, citizen: Citizen, too_late: Callable[..., Page]
) -> None:
    assert too_late(desk.hold).status == 410
    assert citizen.submit("/holds").status == 400  # none chosen: still nothing is lost
    form = citizen.submit("/holds", {"slot": desk.slot(nth=1).token})
    assert (form.status, form.heading) == (200, "예약 정보 입력")
    kept = form.filled("/check")
    assert {name: kept[name] for name in TYPED} == TYPED
    assert citizen.submit("/check").heading == "예약 내용 확인"
    assert citizen.submit(f"/holds/{form.form('/check')['action'].split('/')[2]}").heading == "예약이 완료되었습니다"
    (row,) = bookings()
    assert (row.slot_id, row.name) == (desk.slot(nth=1).id, TYPED["name"])


def test_only_what_the_form_asks_goes_on(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    citizen.get(DAY_PAGE)
    desk.hold(desk.slot())
    page = citizen.submit("/holds", {"slot": desk.slot().token}, also={"name": '"><b>', "odd": "x"})
    hidden = {str(one["name"]): str(one["value"]) for one in page.form("/holds").select("input[type=hidden]")}
    assert "odd" not in hidden
    assert hidden["name"] == '"><b>'


@pytest.mark.parametrize(("how", "said", "unsaid"), [("hold", HELD, BOOKED), ("book", BOOKED, HELD)])
def test_a_place_that_somebody_only_holds_is_not_said_to_be_booked(
    sqlite_app: Flask, desk: Desk, too_late: Callable[..., Page], how: str, said: str, unsaid: str
) -> None:
    page = too_late(getattr(desk, how))
    assert said in page.text
    assert unsaid not in page.text


def test_a_held_place_may_come_free_again(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    for nth in range(2):
        desk.hold(desk.slot(nth=nth), holder=f"another {nth}")
        desk.hold(desk.slot(nth=nth, day=desk.next_day), holder=f"third {nth}")
    citizen.get(DAY_PAGE)
    assert SOON in citizen.submit("/holds", {"slot": desk.slot().token}).text
    page = citizen.get(f"{DAY_PAGE}?field=law")
    assert badge(page) == "예약 진행 중"
    assert SOON in page.text
    assert state_of_law(citizen.get("/consultations")) == "예약 진행 중"


def test_a_field_that_is_full_has_its_own_badge(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    for nth in range(2):
        desk.book(desk.slot(nth=nth), a_person("나나나", f"010-3333-000{nth}"))
    page = citizen.get(f"{DAY_PAGE}?field=law")
    assert badge(page) == "예약 마감"
    assert SOON not in page.text
    assert badge(citizen.get(DAY_PAGE)) == badge(citizen.get(f"{DAY_PAGE}?field=national-tax")) == "예약 가능"
    assert state_of_law(citizen.get("/consultations")) == "예약 마감"


def badge(page: Page) -> str:
    found = page.soup.select_one(".daystate .badge")
    assert found is not None
    return found.get_text(strip=True)


def state_of_law(page: Page) -> str:
    found = page.soup.select_one(".fieldlist__item[href*='field=law'] .fieldlist__state")
    assert found is not None
    return found.get_text(strip=True)
