"""The many times of nights as a page shows them: hour by hour, the own night first, the others folded."""

from datetime import timedelta

from booking.calendar.models import Slot
from tests.reservations.conftest import NIGHT
from tests.reservations.turned_out import close
from tests.support.pages import Citizen, Page

NEXT = NIGHT + timedelta(weeks=1)
PERSON = {"name": "김방문", "phone": "010-1234-5678", "consent": "y"}


def own_move_page(citizen: Citizen) -> Page:
    """The page to move a visit that was booked for the second of the nights."""
    page = citizen.get(f"/night-office/{NEXT}")
    first = page.soup.select_one(".slot input")
    assert first is not None
    form = citizen.submit("/holds", {"slot": str(first["value"])})
    citizen.submit("/check", PERSON)
    own = citizen.submit(form.url.rsplit("/", 1)[1]).url.split("?")[0]
    return citizen.get(f"{own}/move")


def test_the_own_night_is_open_and_all_others_fold(citizen: Citizen, windows: list[Slot]) -> None:
    page = own_move_page(citizen)
    legends = [one.get_text() for one in page.soup.select("#times fieldset > legend")]
    assert "2026. 12. 9." in legends[0] and "2026. 12. 2." not in legends[0]
    folded = page.soup.select("#times details")
    assert len(folded) == len(legends) - 1 and not [one for one in folded if one.has_attr("open")]
    assert "2026. 12. 2.(수) · 4자리 남음" in [one.summary.get_text() for one in folded if one.summary]


def test_a_time_says_its_hour_once_for_the_eye_and_whole_for_the_ear(citizen: Citizen, windows: list[Slot]) -> None:
    page = own_move_page(citizen)
    group = page.soup.select_one("#times .hours")
    assert group is not None and group["aria-label"] == "오후 6시"
    times = group.select(".slot__time")
    assert [one.select_one("[aria-hidden]").get_text() for one in times] == ["00분", "10분"]
    assert [one.select_one(".sr-only").get_text() for one in times] == ["오후 6시", "오후 6시 10분"]


def test_a_time_of_a_folded_night_is_chosen_without_a_script(citizen: Citizen, windows: list[Slot]) -> None:
    own_move_page(citizen)
    page = citizen.submit("/move", {"slot": windows[1].token})
    assert page.status == 200 and "일정을 변경했습니다" in page.text
    assert "2026. 12. 2.(수) 오후 6시 10분" in page.text


def test_the_night_with_the_time_that_is_kept_stands_first(citizen: Citizen, windows: list[Slot]) -> None:
    move = own_move_page(citizen).url
    close(NEXT, kind="night")
    nights = citizen.get(move).soup.select("#times fieldset")
    assert ["잡아 둔 시간" in one.get_text() for one in nights] == [True, *[False] * (len(nights) - 1)]
    assert not nights[0].find_parent("details") and len(nights) > 2
