"""A whole consultation day: staff, two experts, who booked, a caller, walk-ins, an absence, a conflict, an outage."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from playwright.sync_api import Error, Locator, Page, expect
from sqlalchemy import select

from booking import clock
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.db import db, transaction
from booking.notices.models import Notice
from booking.reservations import jobs, service
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from booking.settings import service as settings
from tests.support import browser as chromium
from tests.support.people import PASSWORD, make_account
from tests.support.stage import CLERK, DAY, prepare
from tests.test_sheets import opened

ROSTER = f"/staff/roster/{DAY}"
SEAL = "버드나무 아래서 1"
BOOKED = (
    ("law", 0, "홍길동"),
    ("law", 1, "김영희"),
    ("national-tax", 0, "남궁민수"),
    ("national-tax", 1, "이철수"),
    ("local-tax", 1, "최순이"),
)


class Server:
    """The product on one port, which a power cut takes away and gives back."""

    def __init__(self, app: Flask) -> None:
        self._app, self._running, self.address = app, ExitStack(), ""

    def start(self) -> None:
        port = int(self.address.rsplit(":", 1)[1]) if self.address else 0
        self.address = self._running.enter_context(chromium.live(self._app, port))

    def kill(self) -> None:
        self._running.close()


@pytest.fixture
def server(sqlite_app: Flask) -> Iterator[Server]:
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    started = Server(sqlite_app)
    started.start()
    yield started
    started.kill()


@pytest.fixture
def address(server: Server) -> str:
    """Where `open_page` begins."""
    return server.address


@pytest.fixture
def folder(sqlite_app: Flask, city: Path, at: Callable[[str], datetime], tmp_path: Path) -> Path:
    """Five bookings, two experts with accounts, and the roster of the evening before in this folder."""
    prepare(at)
    with transaction():
        for desk, nth, name in BOOKED:
            slot = _slots(desk)[nth]
            more = {"via": "telephone", "consent_version": "1", "actor": CLERK, "now": clock.now()}
            service.book_for_caller(slot, make_person(name, f"010-2345-000{nth}", "", "상담 요지"), **more)
        settings.put("accounts.idle_minutes", "60", actor=CLERK, now=clock.now())
        service.set_export_password(SEAL, actor=CLERK, now=clock.now())
    for key in ("law", "national-tax"):
        account = make_account(f"{key}@city.example", "expert", display_name="위원").id
        with transaction():
            expert = consultations.list_experts(key)[0]
            expert.account_id, expert.pledged_on = account, clock.today()
    sqlite_app.config["EXPORT_DIR"] = str(tmp_path)
    assert jobs.export_roster(at("2026-12-20T18:05")) == 1
    return tmp_path


def _slots(desk: str) -> list[str]:
    day = calendar.find_office_day("consultation", clock.office_date(clock.parse(DAY)))
    assert day is not None
    return [slot.token for slot in calendar.list_slots(day, desk)]


def _log_in(page: Page, email: str) -> Page:
    page.goto("/login")
    page.get_by_label("전자우편").fill(email)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    expect(page.get_by_role("button", name="로그아웃")).to_be_visible()
    return page


def _line(page: Page, name: str) -> Locator:
    return page.locator("tr.desk-row").filter(has_text=name)


def test_a_whole_day(
    folder: Path, at: Callable[[str], datetime], server: Server, open_page: Callable[..., Page]
) -> None:
    at(f"{DAY}T09:50")
    make_account("clerk@city.example", display_name="김담당")
    desk, lawyer, adviser = (_log_in(open_page(), f"{name}@city.example") for name in ("clerk", "law", "national-tax"))
    _a_caller(desk)
    _a_morning(desk, lawyer, at)
    _a_conflict(adviser)
    jobs.export_roster(clock.now())
    server.kill()
    with pytest.raises(Error):
        desk.goto(ROSTER)
    on_paper = _sealed_roster(folder)
    assert on_paper.keys() == {*(name for _desk, _nth, name in BOOKED), "박정자", "한수민"}
    at(f"{DAY}T16:40")
    server.start()
    _what_was_on_paper(_log_in(desk, "clerk@city.example"), on_paper)
    assert _how_it_ended() == {
        "홍길동": ["done"], "김영희": ["no_show"], "박정자": ["done"], "한수민": ["checked_in"],
        "남궁민수": ["displaced"], "이철수": ["done"], "최순이": ["no_show"], "오지훈": ["done"],
    }  # fmt: skip


def _a_caller(desk: Page) -> None:
    """It is too late for the web, so the clerk says why; the first free time is chosen already."""
    desk.goto(f"/staff/book/{DAY}")
    desk.get_by_role("group", name="지방세").locator(".slot input:enabled").first.check()
    desk.get_by_label("이름", exact=False).first.fill("박정자")
    desk.get_by_label("전화번호", exact=False).first.fill("010-9876-5432")
    desk.get_by_label("예외 사유").fill("당일 전화, 팀장 승인")
    desk.locator("label", has_text="동의를 받았습니다").click()
    desk.get_by_role("button", name="예약하기").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("예약했습니다")


def _a_morning(desk: Page, lawyer: Page, at: Callable[[str], datetime]) -> None:
    """One comes and is advised, one does not come, and who walked in has that place."""
    at(f"{DAY}T10:05")
    desk.goto(ROSTER)
    _line(desk, "홍길동").get_by_role("button", name="도착 확인").click()
    expect(_line(desk, "홍길동")).to_contain_text("도착 확인")
    lawyer.goto("/expert/")
    visit = lawyer.locator(".visits > li").filter(has_text="홍길동")
    visit.locator("summary", has_text="결과 기록").click()
    visit.get_by_role("button", name="상담 완료").click()
    expect(lawyer.locator(".visits > li").filter(has_text="홍길동")).to_contain_text("상담 완료")
    desk.goto(f"/staff/walk-ins/{DAY}")
    desk.get_by_role("group", name="상담 분야").get_by_text("생활법률").click()
    desk.get_by_label("이름").fill("한수민")
    desk.locator("label", has_text="동의를 받았습니다").click()
    desk.get_by_role("button", name="번호 드리기").click()
    expect(desk.locator(".desk-walk-ins")).to_contain_text("한수민")
    at(f"{DAY}T10:35")
    desk.goto(ROSTER)
    expect(_line(desk, "홍길동")).to_contain_text("상담 완료")
    _line(desk, "김영희").get_by_role("button", name="미방문").click()
    expect(_line(desk, "김영희")).to_contain_text("미방문")
    desk.get_by_role("button", name="자리 배정").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("예약했습니다")
    desk.get_by_role("link", name="일정표로 가기").click()
    expect(_line(desk, "한수민")).to_contain_text("도착 확인")


def _a_conflict(adviser: Page) -> None:
    """Nobody else advises in this field, so another day is held and the citizen is told."""
    adviser.goto("/expert/")
    visit = adviser.locator(".visits > li").filter(has_text="남궁민수")
    visit.locator("summary", has_text="이해충돌").click()
    visit.get_by_role("button", name="가족·친지").click()
    expect(adviser.locator(".visits > li").filter(has_text="남궁민수")).to_have_count(0)
    told = db.session.scalars(select(Notice).where(Notice.kind.like("displaced%"))).all()
    assert told


def _sealed_roster(folder: Path) -> dict[str, str]:
    """References by name, from the file of the evening before as it was brought up to date since."""
    [file] = folder.iterdir()
    page = load_workbook(BytesIO(opened(file.read_bytes(), SEAL))).worksheets[0]
    return {str(row[3].value): str(row[2].value) for row in page.iter_rows(min_row=2) if row[3].value}


def _what_was_on_paper(desk: Page, on_paper: dict[str, str]) -> None:
    """Entered at once, and once more by a colleague who does not know of it: nobody is there twice."""
    for answer in ("종이 기록 3건을 옮겼습니다", "새로 옮길 기록이 없습니다"):
        desk.goto(f"{ROSTER}/paper")
        for name, ended in (("이철수", "done"), ("박정자", "done"), ("최순이", "no_show")):
            line = desk.get_by_role("row").filter(has_text=name)
            expect(line).to_contain_text(on_paper[name])
            line.get_by_role("combobox").select_option(ended)
        desk.get_by_role("button", name="한 번에 옮기기").click()
        expect(desk.get_by_text(answer)).to_be_visible()
    for answer in ("종이 1번을 옮겼습니다", "종이 1번은 이미 옮겨져 있습니다"):
        desk.goto(f"{ROSTER}/paper")
        walk_in = desk.locator("form").filter(has=desk.get_by_role("button", name="이분 옮기기"))
        walk_in.get_by_label("번호").first.fill("1")
        walk_in.locator("[name=slot]").select_option(label="오후 3시 지방세")
        walk_in.get_by_label("이름").fill("오지훈")
        walk_in.locator("label", has_text="상담 완료").click()
        walk_in.locator("label", has_text="동의").last.click()
        walk_in.get_by_role("button", name="이분 옮기기").click()
        expect(desk.get_by_text(answer)).to_be_visible()


def _how_it_ended() -> dict[str, list[str]]:
    """The states of each person's bookings."""
    db.session.rollback()
    found: dict[str, list[str]] = {}
    for row in db.session.scalars(select(Reservation).where(Reservation.name.is_not(None))):
        found.setdefault(row.name or "", []).append(row.state)
    return found
