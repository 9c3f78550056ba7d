"""The nearest kiosks, by a town or by where somebody is, which is kept nowhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.guide.rules import near
from booking.kiosks.errors import CoordinatesBroken
from tests.support.pages import Citizen, Page

HALL, SUGOK = (35.180, 128.108), (35.240, 127.935)


def places(page: Page) -> list[str]:
    return [" ".join(place.get_text(" ").split()) for place in page.soup.select(".nearlist > li")]


@pytest.mark.parametrize(
    ("other", "metres"), [(HALL, 0), ((35.181, 128.108), 100), ((35.189, 128.108), 1000), (SUGOK, 17100)]
)
def test_distances(other: near.Point, metres: int) -> None:
    assert near.metres(HALL, other) == near.metres(other, HALL) == metres


def test_where_somebody_is_gets_rounded() -> None:
    assert near.read_start("35.1803149", " 128.1086123 ") == (35.18, 128.109)
    assert near.read_start("", "") is None


@pytest.mark.parametrize(
    "said", [("nan", "inf"), ("35", ""), ("128.1", "35.2"), ("-1", "0"), ("x" * 5000, "1"), ("1e3", "2")]
)
def test_what_is_no_place_here(said: tuple[str, str]) -> None:
    with pytest.raises(CoordinatesBroken):
        near.read_start(*said)


def test_the_town_brings_its_own_kiosk_first(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    before = places(citizen.get("/guide/resident-copy"))
    assert len(before) == 5 and not any("km" in place for place in before)
    page = citizen.submit("/guide/resident-copy/near", {"town": "sugok"})
    assert places(page)[0].startswith("수곡면") and "약 0." in places(page)[0]
    first = page.soup.select_one(".nearlist a")
    assert first and citizen.get(str(first["href"])).heading.startswith("수곡면")
    assert page.status == 200 and not page.redirects and "가까운 순서로 다시 보여 드립니다." in page.text


def test_open_places_come_before_nearer_closed_ones(
    sqlite_app: Flask, city: Path, citizen: Citizen, at: Callable[[str], object]
) -> None:
    at("2026-12-31T23:30")
    citizen.get("/guide/resident-copy")
    found = places(citizen.submit("/guide/resident-copy/near", {"town": "sangdae"}))
    assert all("지금 이용 가능" in place for place in found) and not found[0].startswith("상대동")
    at("2026-12-30T12:00")
    citizen.get("/guide/resident-copy")
    assert places(citizen.submit("/guide/resident-copy/near", {"town": "sangdae"}))[0].startswith("상대동")


def test_the_place_is_in_no_address_cookie_or_log(
    sqlite_app: Flask, city: Path, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post("/guide/resident-copy/near", data={"latitude": "35.2401234", "longitude": "127.9351234"})
    assert answer.status_code == 200 and "Location" not in answer.headers
    assert "<strong>수곡면 사무소</strong>" in answer.text
    for trace in ("35.24", "127.935"):
        assert trace not in answer.text and trace not in caplog.text
        assert trace not in str(answer.headers)


@pytest.mark.parametrize(
    "said", [{}, {"town": "nowhere"}, {"latitude": "1", "longitude": "2"}, {"latitude": "900101-1234567"}]
)
def test_no_place_is_said(sqlite_app: Flask, city: Path, client: FlaskClient, said: dict[str, str]) -> None:
    answer = client.post("/guide/resident-copy/near", data=said)
    assert answer.status_code == 400 and 'id="town-error"' in answer.text


def test_only_this_page_may_ask_where_somebody_is(sqlite_app: Flask, city: Path, client: FlaskClient) -> None:
    asked = {path: client.get(path).headers["Permissions-Policy"] for path in ("/", "/guide", "/guide/resident-copy")}
    assert [path for path, policy in asked.items() if "geolocation=(self)" in policy] == ["/guide/resident-copy"]
    assert all("geolocation=(" in policy for policy in asked.values())
