"""Staff count cases by a press, take back the last, correct days that are over, and read the figures."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from booking.business import queries
from tests.support.pages import Page
from tests.support.work import Worker, entries

COUNTER, NIGHT = "/staff/cases/counter", "/staff/cases/night"
TODAY = date(2026, 11, 25)


@pytest.fixture
def clerk(sqlite_app: Flask, city: object, at: Callable[[str], object]) -> Worker:
    at("2026-11-25T19:00")
    return Worker(sqlite_app)


@pytest.fixture
def chief(clerk: Worker, sqlite_app: Flask) -> Worker:
    return Worker(sqlite_app, "admin@city.example", "admin")


def send(worker: Worker, path: str, **data: str) -> Page:
    """Send a form that is in order; the page that it leads to."""
    return worker.get(worker.post(path, **data).url)


def buttons(page: Page) -> dict[str, str]:
    """What each button of the page sends, by its name."""
    return {button.span.get_text(): str(button["value"]) for button in page.soup.select("main .case-button")}


def test_a_press_counts_once_and_can_be_taken_back(clerk: Worker) -> None:
    page = clerk.get(COUNTER)
    assert len(buttons(page)) == 70 and not page.soup.select("main details .case-button"), "nothing is known to be rare"
    case = buttons(page)["인감증명서"]
    assert "인감증명서 1건을 세었습니다. 오늘 1건입니다." in send(clerk, COUNTER, case=case).text
    page = send(clerk, COUNTER, case=case)
    assert "오늘 1건" in page.text
    assert page.soup.select_one("main tbody").get_text(" ", strip=True) == "인감증명서 1"
    page = send(clerk, f"{COUNTER}/undo", case=case)
    assert "인감증명서 1건을 취소했습니다." in page.text and not page.soup.select("main tbody tr")
    assert queries.count_cases("counter", TODAY, TODAY) == 0
    page = send(clerk, COUNTER, case=case)  # on the page that the browser went back to
    assert "인감증명서 1건은 취소하신 것이어서 세지 않았습니다." in page.text and "1건을 세었습니다" not in page.text
    assert queries.count_cases("counter", TODAY, TODAY) == 0
    assert "1건을 세었습니다" in send(clerk, COUNTER, case=buttons(page)["인감증명서"]).text


def test_the_most_common_of_former_days_stand_first_and_no_press_moves_a_button(clerk: Worker, chief: Worker) -> None:
    send(chief, f"{COUNTER}/correct", day="2026-11-24", key="seal-certificate", number="3", reason="종이")
    page = clerk.get(COUNTER)
    before = list(buttons(page))
    assert before[0] == "인감증명서" and len(page.soup.select("main details .case-button")) == 46
    assert list(buttons(send(clerk, COUNTER, case=buttons(page)[before[5]]))) == before


def test_what_is_looked_for_is_counted_by_the_next_key(clerk: Worker) -> None:
    assert not clerk.get(COUNTER).soup.select("[autofocus]")
    page = clerk.get(f"{COUNTER}?q=인감")
    assert [one.span.get_text() for one in page.soup.select("[autofocus]")] == ["인감증명서"]


def test_looking_changes_nothing_and_kinds_are_found(clerk: Worker) -> None:
    assert list(buttons(clerk.get(f"{NIGHT}?q=여권"))) == ["여권 교부", "여권 신청"]
    assert "찾는 업무가 없습니다." in clerk.get(f"{NIGHT}?q=없는말").text
    assert "60자까지" in clerk.get(f"{NIGHT}?q={'가' * 61}", 400).text
    assert queries.count_cases("night", TODAY, TODAY) == 0


@pytest.mark.parametrize("case", ["", "passport", "passport.short", "PASSPORT." + "a" * 22])
def test_what_no_button_sends_is_refused(clerk: Worker, case: str) -> None:
    clerk.post(NIGHT, 400, case=case)
    clerk.post(NIGHT, 404, case="mail-order." + "a" * 22)  # the counter does that, and the night office does not
    clerk.get("/staff/cases/day/correct", 403)
    clerk.post("/staff/cases/day", 404, case="passport." + "a" * 22)


def test_a_day_that_is_not_open_has_no_buttons(sqlite_app: Flask, city: object, at: Callable[[str], object]) -> None:
    at("2026-11-26T19:00")
    clerk, case = Worker(sqlite_app), "passport." + "a" * 22
    page = clerk.get(NIGHT)
    assert "오늘은 여는 날이 아니어서 셀 수 없습니다." in page.text and not buttons(page)
    assert "오늘은 여는 날이 아니어서" in clerk.post(NIGHT, 409, case=case).text


def test_a_past_day_is_entered_from_paper_by_an_admin(clerk: Worker, chief: Worker) -> None:
    path = f"{NIGHT}/correct"
    clerk.get(path, 403)
    filled = {"day": "2026-11-18", "key": "passport", "number": "12", "reason": "종이에 적은 건수"}
    page = send(chief, path, **filled)
    assert "2026. 11. 18.(수) 여권 신청: 이제 12건입니다." in page.text
    for wrong, said in (
        ({"number": "-13"}, "그날은 모두 12건이어서"), ({"number": "0"}, "0이 아닌 수를"),
        ({"day": "2026-11-25"}, "오늘보다 앞선 날을"), ({"day": "1999-01-01"}, "날짜를 다시 확인해"),
        ({"day": " \n"}, "날짜를 다시 골라"),
        ({"reason": ""}, "사유를 적어"), ({"reason": "010-1234-5678"}, "전화번호"), ({"key": ""}, "업무를 골라"),
    ):  # fmt: skip
        status = 409 if said.startswith("그날은") else 400
        assert said in chief.post(path, status, **{**filled, **wrong}).text, said
    assert len(entries("case.corrected")) == 1
    assert queries.count_cases("night", date(2026, 1, 1), TODAY) == 12


def test_the_figures_as_a_page_and_as_a_workbook(clerk: Worker, chief: Worker) -> None:
    assert "이 기간에 센 건수가 없습니다." in clerk.get("/staff/cases").text
    clerk.post(COUNTER, case=buttons(clerk.get(COUNTER))["인감증명서"])
    chief.post(f"{NIGHT}/correct", day="2026-10-14", key="passport", number="1200", reason="종이")
    page = clerk.get("/staff/cases")
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("main tbody tr")]
    assert rows == [
        "2026-10 0 1,200 1,200", "2026-11 1 0 1", "여권 신청 0 1,200 1,200", "인감증명서 1 0 1",
        "2026-10-14 0 1,200 1,200", "2026-11-25 1 0 1",
    ]  # fmt: skip
    clerk.get("/staff/cases?from=x", 400)
    book = load_workbook(BytesIO(clerk.client.get("/staff/cases/figures.xlsx?from=2026-10&to=2026-10").data))
    assert book.sheetnames == ["달", "업무", "날짜", "날짜와 업무"]
    assert [cell.value for cell in book["업무"][2]] == ["여권 신청", 0, 1200, 1200]
    assert [cell.value for cell in book["날짜와 업무"][2]][1:] == ["수요 야간민원실", "여권 신청", 1200]
