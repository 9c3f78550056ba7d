"""The service that knows the holidays, asked over HTTP: whole answers, or a refusal that names no key."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from click.testing import Result
from flask import Flask

from booking import portal as asked_portal
from booking import wording
from booking.calendar import queries, service
from booking.errors import BookingError
from tests.calendar.test_answers import ITEM, NEW_YEAR
from tests.support.holidays import KEY, WRONG_KEY, Portal, portal

OTHERS = [{**ITEM, "dateName": f"쉬는 날 {day}", "locdate": 20270300 + day} for day in range(1, 29)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    monkeypatch.setattr(asked_portal, "RETRIES", asked_portal.RETRIES.new(backoff_factor=0))
    with portal() as found:
        found.items[2027] = [NEW_YEAR, ITEM]
        yield found


def test_one_question_says_what_is_asked(server: Portal) -> None:
    found = service.ask(server.url, KEY, 2027)
    assert dict(found.holidays) == {date(2027, 1, 1): "1월1일", date(2027, 1, 20): "임시공휴일"}
    assert found.months == {date(2027, month, 1) for month in range(1, 13)}
    (asked,) = server.asked
    assert asked == {"serviceKey": KEY, "solYear": "2027", "numOfRows": "100", "pageNo": "1", "_type": "json"}


def test_a_key_that_is_encoded_already_is_sent_once(server: Portal) -> None:
    service.ask(server.url, "a%2Bkey%2Fof%3Dthe%3D%3Dportal", 2027)
    assert server.asked[0]["serviceKey"] == KEY


@pytest.mark.parametrize("most", [1, 10, 27, 28, 29, 30])
def test_all_pages_are_followed(server: Portal, most: int) -> None:
    server.items[2027], server.most = [*OTHERS[: most * 4], NEW_YEAR, ITEM], most
    assert len(service.ask(server.url, KEY, 2027).holidays) == len(server.items[2027])


def _refusal(server: Portal, key: str = KEY) -> str:
    with pytest.raises(BookingError) as refused:
        service.ask(server.url, key, 2027)
    said = wording.sentence(refused.value)
    assert KEY not in said and refused.value.__cause__ is None
    return said


def test_what_is_no_answer_is_refused(sqlite_app: Flask, server: Portal) -> None:
    assert "30 SERVICE_KEY_IS_NOT_REGISTERED_ERROR" in _refusal(server, "wrong")
    for status, body, said in (
        (401, b"Unauthorized", "HTTP 401"),
        (500, b"Unexpected errors", "HTTP 500"),
        (500, WRONG_KEY, "30 SERVICE_KEY"),
        (302, b"", "하나도"),
        (200, b"API not found", "1번째 줄"),
        (200, b"", "하나도"),
        (200, b"[" + b" " * 300_000 + b"]", "너무 큽니다"),
    ):
        server.plan.append((status, body))
        assert said in _refusal(server)
    server.plan.extend(["cut"] * 3)
    assert "답을 받지 못했습니다 (ConnectionError)" in _refusal(server)
    assert "elsewhere" not in str(server.asked) and len(server.asked) == 1 + 7 + 3


def test_a_passing_fault_is_asked_again(server: Portal) -> None:
    server.plan.extend([(503, b"busy"), "cut"])
    assert len(service.ask(server.url, KEY, 2027).holidays) == 2
    assert len(server.asked) == 3


def test_a_page_that_never_comes_leaves_no_half_answer(sqlite_app: Flask, server: Portal) -> None:
    server.items[2027], server.most = OTHERS, 10
    first = server.answer({"serviceKey": KEY, "solYear": "2027", "numOfRows": "10", "pageNo": "1"})
    empty = server.answer({"serviceKey": KEY, "solYear": "2027", "numOfRows": "10", "pageNo": "9"})
    server.plan.extend([first, empty])
    assert "28건 가운데 10건만" in _refusal(server)


def test_the_command_compares_a_whole_year(
    app: Flask, city: object, at: Callable[[str], datetime], command: Callable[..., Result], server: Portal
) -> None:
    at("2026-12-23T12:00")
    assert "HOLIDAYS_KEY" in command("holidays", "import", "--from-service", "2027", exit_code=2).output
    app.config.update(HOLIDAYS_URL=server.url, HOLIDAYS_KEY=KEY)
    shown = command("holidays", "import", "--from-service", "2027").output
    assert "* 2027-01-20 added     임시공휴일" in shown
    assert "  2027-12-25 withdrawn 기독탄신일" in shown, "the answer speaks for every month of the year"
    code = shown.split("--apply ")[1].strip()
    command("holidays", "import", "--from-service", "2027", "--apply", code)
    assert [one.date for one in queries.list_overrides()] == [date(2027, 1, 20)]
    for wrong in ((), ("--from-service", "2027", __file__)):
        assert "one of them" in command("holidays", "import", *wrong, exit_code=2).output
