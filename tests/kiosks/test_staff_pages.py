"""Staff keep the kiosks: list, add, edit, out of order, remove."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from booking.kiosks import queries
from tests.support.pages import Page
from tests.support.work import Worker, entries

LIST, NEW = "/staff/kiosks", "/staff/kiosks/new"


@pytest.fixture
def clerk(app: Flask, city: object, at: Callable[[str], object]) -> Worker:
    at("2026-11-23T12:00")
    return Worker(app)


def hall() -> str:
    return f"{LIST}/{queries.list_kiosks()[0].token}"


def typed(page: Page) -> dict[str, Any]:
    """What the page's first form in <main> would send."""
    form = page.soup.select("main form")[0]
    given: dict[str, Any] = dict(page.filled(str(form.get("action") or page.url.split("?")[0])))
    for choice in form.select("fieldset"):
        name = str(choice["id"])
        given[name] = [str(box["value"]) for box in choice.select(f"[name={name}][checked]")]
    return given


def test_the_list(clerk: Worker) -> None:
    page = clerk.get(LIST)
    assert "설치 장소 30곳" in page.text
    assert (
        "진주시청 경상남도 진주시 동진로 155 24시간 이용 가능 복구 예정일(선택) (진주시청) 고장·점검 표시 (진주시청)"
        in page.text
    )
    assert page.soup.select_one(".work-menu a[aria-current=page]").get_text() == "무인민원발급기"


def test_a_new_place(clerk: Worker, app: Flask) -> None:
    data = typed(clerk.get(NEW)) | {"name": "  시장\t입구 ", "hours": "평일 09:00~18:00"}
    assert data["position"] == "31" and data["is_working"] == "y"
    clerk.post(NEW, **data)
    made = queries.list_kiosks()[-1]
    assert (made.name, made.hours, made.is_24h, made.is_working, made.key) == (
        "시장 입구", "평일 09:00~18:00", False, True, None
    )  # fmt: skip
    [*_seeded, entry] = entries("kiosk.added")
    assert entry.account_name == "clerk@city.example" and entry.subject == f"kiosk:{made.id}:시장 입구"
    assert "시장 입구" in app.test_client().get("/kiosks").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "설치 장소: 적어 주세요."),
        ({"name": " "}, "설치 장소: 적어 주세요."),
        ({"name": "가" * 101}, "설치 장소: 100자까지 적어 주세요."),
        ({"address": "가" * 201}, "주소: 200자까지 적어 주세요."),
        ({"position": "하나"}, "보이는 순서: 숫자만 적어 주세요."),
        ({"position": "9" * 400}, "보이는 순서: 9자리까지 숫자만 적어 주세요."),
        ({"position": "-1"}, "보이는 순서: 0부터 9999까지 적어 주세요."),
    ],
)
def test_what_cannot_be_is_said(sqlite_app: Flask, clerk: Worker, wrong: dict[str, str], said: str) -> None:
    good = {"name": "시장", "position": "31"}
    assert said in clerk.post(NEW, 400, **good | wrong).text
    assert len(queries.list_kiosks()) == 30


def test_saving_what_is_there_changes_nothing(clerk: Worker) -> None:
    path = hall()
    clerk.post(path, **typed(clerk.get(path)))
    assert entries("kiosk.changed") == []


def test_a_change_is_logged_before_and_after(clerk: Worker) -> None:
    path = hall()
    clerk.post(path, **typed(clerk.get(path)) | {"address": "동진로 155"})
    assert queries.list_kiosks()[0].address == "동진로 155"
    [entry] = entries("kiosk.changed")
    assert entry.changes == [("address", "경상남도 진주시 동진로 155", "동진로 155")]
    assert "진주시청" in entry.subject


def test_out_of_order_and_back(clerk: Worker, app: Flask) -> None:
    path = hall()
    for _twice in range(2):
        clerk.post(f"{path}/working", working="no")
    assert "진주시청 경상남도 진주시 동진로 155 24시간 고장·점검 이용 가능 표시" in clerk.get(LIST).text
    public = app.test_client().get("/kiosks").text
    assert public.count("고장·점검") == 1
    assert "24시간 이용할 수 있는 곳이 21곳" in app.test_client().get("/guide").text
    clerk.post(f"{path}/working", working="yes")
    assert "고장·점검" not in app.test_client().get("/kiosks").text
    assert [entry.changes for entry in entries("kiosk.changed")] == [
        [("is_working", True, False)],
        [("is_working", False, True)],
    ]
    clerk.post(f"{path}/working", working="no", back_on="2027-12-01")
    assert "2027. 12. 1.(수) 복구 예정" in clerk.get(LIST).text and queries.list_kiosks()[0].back_on == date(
        2027, 12, 1
    )
    clerk.post(f"{path}/working", working="yes", back_on="")
    wrong = clerk.post(f"{path}/working", 400, working="no", back_on="곧")
    assert "날짜를 다시 골라 주세요" in wrong.text and wrong.soup.select_one("#back_on[value='곧']")
    assert queries.list_kiosks()[0].is_working, "nothing is made of what cannot be read"
    clerk.post(f"{path}/working", 400, working="maybe")
    clerk.post(f"{path}/working", 400)


def test_removing(clerk: Worker, app: Flask) -> None:
    path = hall()
    for _twice in range(2):
        clerk.post(f"{path}/remove")
    assert len(queries.list_kiosks()) == 29
    assert "진주시청 24시간" not in " ".join(app.test_client().get("/kiosks").text.split())
    [entry] = entries("kiosk.removed")
    assert ("name", "진주시청", None) in entry.changes
    clerk.get(path, 404)
    assert "그런 무인민원발급기가 없습니다" in clerk.post(path, 404, name="시청", position="1").text
    clerk.post(f"{path}/working", 404, working="no")


def test_no_such_kiosk(clerk: Worker) -> None:
    clerk.get(f"{LIST}/nothing", 404)
    clerk.post(f"{LIST}/nothing/remove", 404)


def test_all_that_is_said_of_a_place(clerk: Worker, app: Flask) -> None:
    page = clerk.get(hall())
    given = typed(page) | {
        "spot": "1층", "coordinates": "35.18 128.1", "phone": "055-749-5114", "manager": "진주시",
        "weekday_hours": "9:00-18:00",
        "saturday_hours": "휴무", "features": ["voice", "earphone"], "lacks": ["graduation"], "unsure": ["address"],
        "back_on": "2026-12-01",
    }  # fmt: skip
    for name in ("is_working", "is_24h"):
        given.pop(name)
    clerk.post(hall(), **given)
    found = queries.list_kiosks()[0]
    assert (found.coordinates, found.weekday_hours, found.saturday_hours) == (
        "35.18000, 128.10000",
        "09:00-18:00",
        "closed",
    )
    assert (found.features, found.lacks, found.unsure) == ("voice earphone", "graduation", "address")
    assert (found.is_working, found.back_on) == (False, date(2026, 12, 1))
    page = clerk.get(hall())
    assert page.soup.select_one("[name=saturday_hours][value=휴무]")
    assert [box["value"] for box in page.soup.select("[name=lacks][checked]")] == ["graduation"]
    public = app.test_client().get(f"/kiosks/{queries.list_kiosks()[0].token}").text
    assert "2026. 12. 1.(화) 오전 9시부터 다시 이용하실 수 있을 예정입니다" in " ".join(public.split())
    clerk.post(hall() + "/working", working="yes")
    assert queries.list_kiosks()[0].back_on is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"weekday_hours": "아침부터"}, "평일 시간: 시간을 읽을 수 없습니다: 아침부터."),
        ({"coordinates": "128.1, 35.1"}, "위도, 경도: 위도와 경도를 35.18031, 128.10805처럼 적어 주세요."),
        ({"lacks": "passport"}, "발급하지 않는 서류:"),
        ({"back_on": "내일"}, "복구 예정일: 날짜를 다시 골라 주세요."),
    ],
)
def test_what_cannot_be_said_of_a_place(sqlite_app: Flask, clerk: Worker, wrong: dict[str, str], said: str) -> None:
    page = clerk.post(hall(), 400, **typed(clerk.get(hall())) | {"manager": "그대로"} | wrong)
    assert said in page.text and page.soup.select_one("[name=manager][value=그대로]")


def test_the_documents(clerk: Worker) -> None:
    documents = f"{LIST}/documents"
    assert "서류 22가지" in clerk.get(documents).text
    path = f"{documents}/resident-copy"
    given = typed(clerk.get(path)) | {"fee": "", "weekday_hours": "9:00-18:00"}
    clerk.post(path, **given)
    found = queries.get_document("resident-copy").document
    assert (found.fee, found.weekday_hours) == (None, "09:00-18:00")
    assert entries("kiosk_document.changed")[0].changes == [("fee", 200, None), ("weekday_hours", "", "09:00-18:00")]
    assert "수수료(원): 0부터" in clerk.post(path, 400, **given | {"fee": "-1"}).text
    assert "평일 시간: 시간을 읽을 수 없습니다" in clerk.post(path, 400, **given | {"weekday_hours": "늘"}).text
    given = typed(clerk.get(f"{documents}/new")) | {"business_key": "passport", "fee": "0"}
    clerk.post(f"{documents}/new", **given)
    assert queries.get_document("passport").document.fee == 0
    clerk.post(f"{documents}/new", 400, **given)
    clerk.get(f"{documents}/nothing", 404)
