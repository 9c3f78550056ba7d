"""The workbook: out with Korean heads and no formula, back with a preview, refused with sheet, row and column."""

import zipfile
from collections.abc import Callable
from datetime import time
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.consultations import queries as consultations
from booking.db import db, transaction
from booking.kiosks import queries as kiosks
from booking.masterdata.wording import TITLES, workbooks
from booking.settings import queries as settings
from booking.settings import service as settings_service
from tests.support.pages import Page, faults
from tests.support.work import Worker, entries

Edit = Callable[[openpyxl.Workbook], object]
PATH = "/staff/masterdata"


@pytest.fixture
def admin(sqlite_app: Flask, edited: None) -> Worker:
    return Worker(sqlite_app, "admin@city.example", "admin")


def taken(admin: Worker) -> openpyxl.Workbook:
    answer = admin.client.get(f"{PATH}/workbook")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    return openpyxl.load_workbook(BytesIO(answer.data))


def edited_by(admin: Worker, edit: Edit) -> bytes:
    book, file = taken(admin), BytesIO()
    edit(book)
    book.save(file)
    return file.getvalue()


def upload(admin: Worker, content: bytes, status: int = 200) -> Page:
    answer = admin.client.post(PATH, data={"file": (BytesIO(content), "기준자료.xlsx")})
    page = Page(PATH, answer.status_code, answer.get_data(as_text=True), [])
    assert answer.status_code == status, page.text
    assert list(faults(page.html)) == []
    return page


def cell(book: openpyxl.Workbook, sheet: str, head: str, row: int) -> Any:
    page = book[sheet]
    return page.cell(row, [one.value for one in page[1]].index(head) + 1)


def put(sheet: str, head: str, row: int, value: object) -> Edit:
    return lambda book: setattr(cell(book, sheet, head, row), "value", value)


def confirmed(page: Page) -> dict[str, str]:
    return {name: str(page.soup.select(f"input[name={name}]")[0]["value"]) for name in ("difference", "seen")}


def test_what_is_taken_comes_back_without_a_difference(admin: Worker) -> None:
    book = taken(admin)
    assert book.sheetnames == ["읽어 주세요", *TITLES.values()]
    assert cell(book, "상담 분야", "현장 접수", 2).value == "빈자리가 있으면 현장 접수 가능"
    doors = [one for row in book["다른 상담 창구"].iter_rows() for one in row if str(one.value).startswith("=")]
    assert [(one.value, one.data_type) for one in doors] == [('=이름 "따옴표"', "s")]
    assert not any(one.data_type == "f" for page in book for row in page.iter_rows() for one in row)
    page = upload(admin, edited_by(admin, lambda _book: None))
    assert "다른 것이 없습니다" in page.text
    [first, *_] = entries("masterdata.exported")
    assert (first.account_name, first.subject) == ("admin@city.example", "masterdata:xlsx")


def test_an_edited_one_is_shown_then_made_and_logged(admin: Worker) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        cell(book, "상담 분야", "시작", 2).value = time(9, 30)
        cell(book, "상담 분야", "현장 접수", 2).value = "예약한 분만 상담"
        heads = [one.value for one in book["무인민원발급기"][1]]
        new = {"이름": "새 동 행정복지센터", "24시간 이용": "아니요", "이용 시간": "@09:00", "순서": 31}
        book["무인민원발급기"].append([new.get(head) for head in heads])
        for row in book["설정"].iter_rows(min_row=2):
            if row[0].value == "office.name":
                row[1].value = "진주시 민원여권과"

    page = upload(admin, edited_by(admin, edit))
    for said in (
        "3건이 바뀌고",
        "상담 분야 생활법률 (law)",
        "10:00",
        "09:30",
        "예약한 분만 상담",
        "새 동 행정복지센터",
        "@09:00",
    ):
        assert said in page.text, said
    assert consultations.get_field("law").starts == time(10) and entries("field.changed") == []
    page = admin.post(f"{PATH}/apply", **confirmed(page))
    db.session.rollback()
    law = consultations.get_field("law")
    assert (law.starts, law.walk_in) == (time(9, 30), "booking_required")
    assert kiosks.list_kiosks()[-1].hours == "@09:00" and settings.get("office.name") == "진주시 민원여권과"
    [entry] = entries("field.changed")
    assert (entry.account_name, entry.before, entry.after) == (
        "admin@city.example",
        '{"starts":"10:00","walk_in":"walk_in_ok"}',
        '{"starts":"09:30","walk_in":"booking_required"}',
    )
    assert [one.after for one in entries("masterdata.imported")] == [
        '{"rows_of_fields":1,"rows_of_kiosks":1,"rows_of_settings":1}'
    ]
    assert "기준 자료 3건을 바꾸었습니다" in admin.get(PATH).text


def put_error(book: openpyxl.Workbook) -> None:
    cell(book, "상담 분야", "준비물", 2).value = "#REF!"
    cell(book, "상담 분야", "준비물", 2).data_type = "e"


def test_a_task_is_called_by_its_name(admin: Worker) -> None:
    book = taken(admin)
    read_only = cell(book, "원스톱 창구 업무", "업무(읽기만 합니다)", 2)
    assert (read_only.column, read_only.value) == (2, "가족관계증명서")

    def edit(book: openpyxl.Workbook) -> None:
        cell(book, "원스톱 창구 업무", "처리 시간", 2).value = "10분"
        cell(book, "원스톱 창구 업무", "업무(읽기만 합니다)", 3).value = "다른 이름"

    page = upload(admin, edited_by(admin, edit))
    assert "1건이 바뀌고" in page.text and "원스톱 창구 업무 가족관계증명서 (family-relation)" in page.text


UNREAD = [
    (put("상담 분야", "시작", 3, "아침"), "상담 분야 3행 ‘시작’: 값의 꼴이 맞지 않습니다. 10:00처럼 적어 주세요."),
    (put("상담 분야", "순서", 2, "=1+1"), "상담 분야 2행 ‘순서’: 수식은 받지 않습니다."),
    (put("상담 분야", "순서", 4, None), "상담 분야 4행 ‘순서’: 꼭 있어야 하는 값입니다."),
    (put("상담위원", "위촉 종료일", 2, "2026-13-01"), "상담위원 2행 ‘위촉 종료일’: 값의 꼴이"),
    (put("설정", "값", 2, ""), "설정 2행 ‘값’"),
    (put_error, "상담 분야 2행 ‘준비물’: 엑셀의 오류 값입니다."),
    (lambda book: book["원스톱 창구 업무"].merge_cells("F1:F2"), "원스톱 창구 업무 1행 ‘F1:F2’: 합친 칸이어서"),
    (put("다른 상담 창구", "이름", 1, "창구 이름"), "다른 상담 창구 1행 ‘창구 이름’: 이런 칸은 없습니다."),
    (lambda book: book.create_sheet("메모"), "메모: 이런 표는 없습니다."),
]
"""What the file cannot say."""

UNMADE = [
    (put("상담 분야", "끝", 2, "10:10"), "상담 분야 2행 ‘끝’"),
    (put("무인민원발급기", "이름", 4, "900101-1234567"), "무인민원발급기 4행 ‘이름’"),
    (put("안내 문안", "문안", 2, "#{없는변수}"), "안내 문안 2행"),
]
"""What the rooms refuse."""


@pytest.mark.parametrize("wrong", [UNREAD, UNMADE], ids=["unread", "unmade"])
def test_all_that_is_wrong_is_said_with_sheet_row_and_column(admin: Worker, wrong: list[tuple[Edit, str]]) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        cell(book, "상담 분야", "안내", 5).value = "바뀐 안내"
        for one, _said in wrong:
            one(book)

    page = upload(admin, edited_by(admin, edit), status=400)
    assert len(page.soup.select("#errors li")) == len(wrong)
    for _edit, said in wrong:
        assert said in page.text, said
    assert "아무것도 바꾸지 않았습니다" in page.text and entries("field.changed") == []


def test_what_others_changed_meanwhile_is_shown_again(admin: Worker, actor: Actor) -> None:
    page = upload(admin, edited_by(admin, put("상담 분야", "이름", 2, "생활 법률")))
    sent = confirmed(page)
    assert admin.post(f"{PATH}/apply", 409, **{**sent, "seen": "0" * 16}).soup.select("#errors")
    with transaction():
        values = consultations.get_field("law")
        values.name = "법률"
    page = admin.post(f"{PATH}/apply", 409, **sent)
    assert "그사이 다른 사람이" in page.text and "법률" in page.text
    admin.post(f"{PATH}/apply", **confirmed(page))
    db.session.rollback()
    assert consultations.get_field("law").name == "생활 법률"


def test_what_cannot_be_read_is_said_at_the_file(admin: Worker, monkeypatch: pytest.MonkeyPatch, city: Path) -> None:
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("x.txt", "x" * 100)
    for content in (b"name,starts", other.getvalue()):
        assert "xlsx)로 읽을 수 없습니다" in str(upload(admin, content, 400).soup.select("#file-error"))
    monkeypatch.setattr(workbooks, "MOST_BYTES", 1000)
    assert "읽을 수 없습니다" in upload(admin, edited_by(admin, lambda _book: None), 400).text
    assert "파일을 골라 주세요" in admin.post(PATH, 400).text


def test_a_tampered_confirmation_is_judged_like_a_file(admin: Worker) -> None:
    for difference in ("", "[", '{"a":1}', '[["fields",1]]', "[[[[[[[[[["):
        assert "다시 올려 주세요" in admin.post(f"{PATH}/apply", 400, difference=difference, seen="x").text
    row = '[["fields", 2, {"key": "law", "name": "900101-1234567"}]]'
    assert admin.post(f"{PATH}/apply", 400, difference=row, seen="x").soup.select("#errors")
    assert consultations.get_field("law").name == "생활법률"


def test_settings_read_as_clerks_read_them(admin: Worker, actor: Actor) -> None:
    with transaction():
        settings_service.put("consultations.opens_at_once", "yes", actor=actor, now=clock.now())
    book = taken(admin)
    [row] = [row for row in book["설정"].iter_rows(min_row=2) if row[0].value == "consultations.opens_at_once"]
    assert row[1].value == "예" and row[2].value and row[4].value == "아니요"
    number = row[0].row
    page = upload(admin, edited_by(admin, put("설정", "값", number, "아니요")))
    assert "1건이 바뀌고" in page.text
