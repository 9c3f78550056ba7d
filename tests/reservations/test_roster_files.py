"""The roster as a file: why is asked and logged, it is sealed, and it shows what its use needs."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from unicodedata import normalize

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.reservations.conftest import DAY, NOW, Desk, a_person
from tests.support.work import Worker, entries
from tests.test_sheets import opened

DOWNLOAD = f"/staff/roster/{DAY}/download"
PASSWORD = "버드나무 아래서 1"
TYPED = {"use": "meeting", "detail": "12월 준비 회의", "password": PASSWORD, "password_again": PASSWORD}


@pytest.fixture
def clerk(sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]) -> Worker:
    at(NOW)
    desk.book(desk.slot("law"), a_person("남궁민", "010-9876-5432", question="=상속 포기"))
    desk.book(desk.slot("law", 1), a_person("황보영", "010-1111-2222"))
    return Worker(sqlite_app)


def rows(file: bytes) -> list[list[str | None]]:
    page = load_workbook(BytesIO(opened(file, PASSWORD))).worksheets[0]
    return [[cell.value for cell in line] for line in page.iter_rows()]


def test_the_file_is_sealed_masked_and_has_a_row_for_each_place(clerk: Worker) -> None:
    answer = clerk.client.post(DOWNLOAD, data=TYPED)
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert f"filename*=UTF-8''%EC%9D%BC%EC%A0%95%ED%91%9C-{DAY}.xlsx" in answer.headers["Content-Disposition"]
    found = rows(answer.data)
    assert found[0][:5] == ["시간", "분야", "예약번호", "이름", "전화번호"]
    assert ["남○민", "010-****-5432", None, None, "김법률", "인터넷", "예약 완료"] in [row[3:] for row in found]
    assert [row[-1] for row in found[1:]].count("빈자리") == 4 and len(found) == 7
    assert "남궁민".encode() not in answer.data


def test_in_full_where_it_is_asked_for(clerk: Worker) -> None:
    found = rows(clerk.client.post(DOWNLOAD, data=TYPED | {"full": "y"}).data)
    assert ["남궁민", "010-9876-5432", None, "=상속 포기"] in [row[3:7] for row in found]


@pytest.mark.parametrize(("full", "hidden"), [("", "가림"), ("y", "가리지 않음")])
def test_who_took_whose_data_why_and_how_much_is_logged(clerk: Worker, full: str, hidden: str) -> None:
    clerk.client.post(DOWNLOAD, data=TYPED | ({"full": full} if full else {}))
    noted = entries("roster.downloaded")
    assert len({one.person for one in noted}) == 2 and "" not in {one.person for one in noted}
    assert {(one.account_name, one.subject, one.reason) for one in noted} == {
        ("clerk@city.example", f"office_day:consultation:{DAY}", f"회의·보고: 12월 준비 회의, {hidden} (2건)")
    }


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"use": ""}, "무엇에 쓸 파일인지 골라 주세요."),
        ({"use": "other", "detail": " "}, "‘기타’를 고르셨습니다. 어디에 쓰는지 적어 주세요."),
        ({"detail": "010-1234-5678 님"}, "전화번호"),
        ({"password_again": "버드나무 아래서 2"}, "두 비밀번호가 서로 다릅니다."),
        ({"password": "짧다", "password_again": "짧다"}, "10자"),
        ({"password": "", "password_again": ""}, "비밀번호를 정해 주세요."),
    ],
)
def test_without_a_reason_or_a_good_password_nothing_leaves(
    clerk: Worker, change: dict[str, str], sentence: str
) -> None:
    page = clerk.post(DOWNLOAD, 400, **TYPED | change)
    assert sentence in page.text and page.soup.select_one("#errors[autofocus]")
    assert PASSWORD not in page.html and change.get("detail", TYPED["detail"]).strip() in page.html
    assert not entries("roster.downloaded")


def test_the_page_proposes_another_password_each_time_and_reading_it_takes_nothing(clerk: Worker) -> None:
    hints = [clerk.get(DOWNLOAD).soup.select_one("#password-hint").get_text() for _ in range(2)]
    assert hints[0] != hints[1] and not entries("roster.downloaded")


def test_hangul_opens_the_file_however_it_was_composed(clerk: Worker) -> None:
    apart = normalize("NFD", PASSWORD)
    assert apart != PASSWORD
    answer = clerk.client.post(DOWNLOAD, data=TYPED | {"password": apart, "password_again": PASSWORD})
    assert len(rows(answer.data)) == 7
