"""The portal's service asked for the list of kiosks: whole answers, or a refusal that names no key."""

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from flask import Flask

import config
from booking import clock, wording
from booking import portal as asked_portal
from booking.audit.rules import Actor
from booking.db import transaction
from booking.errors import BookingError
from booking.kiosks import queries, service
from booking.settings import service as settings_service
from tests.kiosks.test_importing import BUSAN, HALL, NEW
from tests.support.holidays import KEY, WRONG_KEY, Portal, portal
from tests.support.house import environment
from tests.support.work import Worker


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    monkeypatch.setattr(asked_portal, "RETRIES", asked_portal.RETRIES.new(backoff_factor=0))
    with portal() as found:
        found.items[0] = [HALL, BUSAN, NEW]
        yield found


@pytest.mark.parametrize("most", [1, 2, 3, 100])
def test_all_pages_are_followed_and_other_cities_left_out(sqlite_app: Flask, server: Portal, most: int) -> None:
    server.most = most
    found = service.ask(f"{server.url}?returnType=json", "a%2Bkey%2Fof%3Dthe%3D%3Dportal")
    assert [one.name for one in found.rows] == ["진주시청", "새 도서관"]
    assert server.asked[0] == {"serviceKey": KEY, "numOfRows": "100", "pageNo": "1", "returnType": "json"}
    assert len(server.asked) == -(-3 // most)


def test_only_the_citys_own_are_asked_for_where_its_code_is_known(
    sqlite_app: Flask, server: Portal, actor: Actor
) -> None:
    with transaction():
        settings_service.put("kiosks.group_code", "5310000", actor=actor, now=clock.now())
    assert len(service.ask(server.url, KEY).rows) == 2
    assert server.asked[0]["cond[OPN_ATMY_GRP_CD::EQ]"] == "5310000"


def test_the_portals_own_address_is_the_usual_one() -> None:
    usual = config.load(environment("sqlite://"))["KIOSKS_URL"]
    assert usual == "https://apis.data.go.kr/1741000/kiosk_info/installation_info?returnType=JSON"
    other = "https://portal.example/kiosks"
    assert config.load(environment("sqlite://", KIOSKS_URL=other))["KIOSKS_URL"] == other


def _refusal(server: Portal, key: str = KEY) -> str:
    with pytest.raises(BookingError) as refused:
        service.ask(server.url, key)
    said = wording.sentence(refused.value)
    assert KEY not in said and server.url not in said
    return said


def test_what_is_no_whole_answer_is_refused(sqlite_app: Flask, server: Portal) -> None:
    assert "30 SERVICE_KEY_IS_NOT_REGISTERED_ERROR" in _refusal(server, "wrong")
    assert "KIOSKS_KEY" in _refusal(server, "")
    for status, body, said in (
        (401, b"Unauthorized", "HTTP 401"),
        (500, b"Unexpected errors", "HTTP 500"),
        (500, WRONG_KEY, "30 SERVICE_KEY"),
        (302, b"", "HTTP 302"),
        (200, b"API not found", "읽을 수 없습니다"),
        (200, b"<html><body>down</body></html>", "읽을 수 없습니다"),
        (200, b'<!DOCTYPE x [<!ENTITY a "a">]><x/>', "읽을 수 없습니다"),
        (200, b"[" + b" " * 1_100_000 + b"]", "너무 큽니다"),
        (200, b'{"response": {"body": {"items": "", "totalCount": 0}}}', "한 곳도"),
        (200, b'{"body": {"items": "", "totalCount": 9}}', "9건 가운데 0건만"),
    ):
        server.plan.append((status, body))
        assert said in _refusal(server), (status, body[:60])
    server.plan.extend(["cut"] * 3)
    assert "답을 받지 못했습니다(ConnectionError)" in _refusal(server)
    assert "elsewhere" not in str(server.asked)


def test_the_command_compares_and_applies(app: Flask, command: Callable[..., Result], server: Portal) -> None:
    assert "KIOSKS_KEY" in command("kiosks", "import", "--from-service", exit_code=2).output
    app.config.update(KIOSKS_URL=server.url, KIOSKS_KEY=KEY)
    shown = command("kiosks", "import", "--from-service").output
    assert queries.list_kiosks() == []
    command("kiosks", "import", "--from-service", "--apply", shown.split("--apply ")[1].strip())
    assert [one.name for one in queries.list_kiosks()] == ["진주시청", "새 도서관"]
    for wrong in ((), ("--from-service", __file__)):
        assert "one of them" in command("kiosks", "import", *wrong, exit_code=2).output


def test_staff_ask_and_see_before_anything_changes(sqlite_app: Flask, server: Portal) -> None:
    clerk = Worker(sqlite_app)
    assert "포털에 묻고" not in clerk.get("/staff/kiosks/import").text, "nobody is offered what is not set up"
    sqlite_app.config.update(KIOSKS_URL=server.url, KIOSKS_KEY=KEY)
    assert "포털에 묻고 견주어 보기" in clerk.get("/staff/kiosks/import").text
    page = clerk.post("/staff/kiosks/import/ask", 200)
    assert "새로운 곳 2" in page.text and KEY not in page.html and queries.list_kiosks() == []
    server.plan.append((200, WRONG_KEY))
    page = clerk.post("/staff/kiosks/import/ask", 400)
    assert "오류를 보냈습니다: 30" in page.text and KEY not in page.html
