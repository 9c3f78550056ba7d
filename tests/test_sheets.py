"""Workbooks and CSV: what was written is read back, no text becomes a formula, a seal opens by its password alone."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import msoffcrypto
import pytest
from msoffcrypto.exceptions import InvalidKeyError
from openpyxl import Workbook, load_workbook

from booking import sheets
from booking.sheets import Cell, Sheet

FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "+82 10 1234 5678",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1",
    "\n=1",
    " =1+1",
    "＝1+1",
)
HARMLESS = ("홍길동", "010-1234-5678", "a=b", "상속 포기\n=아니요", "'=1", "https://city.example", "0012", "_x003D_1")
AT = datetime(2026, 12, 21, 1, tzinfo=UTC)


def read(file: bytes) -> Workbook:
    return load_workbook(BytesIO(file))


def opened(file: bytes, password: str) -> bytes:
    sealed, plain = msoffcrypto.OfficeFile(BytesIO(file)), BytesIO()
    sealed.load_key(password=password, verify_password=True)
    sealed.decrypt(plain)
    return plain.getvalue()


@pytest.mark.parametrize("text", [*FORMULAS, *HARMLESS])
def test_a_text_stays_text_in_a_workbook(text: str) -> None:
    file = sheets.workbook(Sheet("명단", ["이름", text], [[text, 1]]))
    page = read(file)["명단"]
    for cell in (page["A2"], page["B1"]):
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text.replace("\r", "\n"), None)
    assert page["A2"].quotePrefix is (text in FORMULAS)
    xml = ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml


@pytest.mark.parametrize("text", FORMULAS)
def test_in_csv_it_stands_behind_an_apostrophe(text: str) -> None:
    file = sheets.csv_file(Sheet("명단", [text], [[text]]))
    rows = list(csv.reader(StringIO(file.decode("utf-8-sig"), newline="")))
    assert rows == [[f"'{text}"], [f"'{text}"]]


@pytest.mark.parametrize("text", HARMLESS)
def test_in_csv_other_texts_stay_as_they_are(text: str) -> None:
    rows = list(
        csv.reader(StringIO(sheets.csv_file(Sheet("명단", ["이름"], [[text]])).decode("utf-8-sig"), newline=""))
    )
    assert rows == [["이름"], [text]]


def test_numbers_days_and_instants_are_what_they_are() -> None:
    row: list[Cell] = [-3, 0.5, date(2026, 12, 21), AT, True, None]
    sheet = Sheet("값", ["수", "비율", "날", "때", "참", "없음"], [row])
    page = read(sheets.workbook(sheet))["값"]
    assert [str(cell.value) for cell in page[2]] == [
        "-3",
        "0.5",
        "2026-12-21 00:00:00",
        "2026-12-21 10:00:00",
        "예",
        "None",
    ]
    assert [cell.number_format for cell in page[2]][2:4] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert sheets.csv_file(sheet).decode("utf-8-sig").splitlines()[1] == "-3,0.5,2026-12-21,2026-12-21 10:00,예,"


def test_the_head_stays_and_columns_are_as_wide_as_their_texts() -> None:
    page = read(sheets.workbook(Sheet("명단", ["이름", "상담 요지"], [["남궁민", "가" * 100]])))["명단"]
    assert page.freeze_panes == "A2" and page.print_title_rows == "$1:$1"
    assert (page["A1"].font.name, page["A1"].font.bold, page["A2"].font.name) == ("맑은 고딕", True, "맑은 고딕")
    assert 8 <= page.column_dimensions["A"].width < 10 and 50 <= page.column_dimensions["B"].width < 52
    assert page.page_setup.orientation == "landscape" and page.page_setup.paperSize == 9


def test_a_name_fits_a_tab_and_a_text_a_cell() -> None:
    book = read(sheets.workbook(Sheet("2026/12: '명단'" + "가" * 40, ["글"], [["나" * 40_000]])))
    assert book.sheetnames[0].startswith("2026 12  '명단'") and len(book.sheetnames[0]) <= 31
    assert len(book.worksheets[0]["A2"].value) == sheets.LONGEST


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\x1b", "\ud800"])
def test_a_sign_that_no_xml_may_hold_breaks_no_file(sign: str) -> None:
    content = sheets.workbook(Sheet(f"명{sign}단", [f"이{sign}름"], [[f"홍길{sign}동"]]))
    page = load_workbook(BytesIO(content)).active
    assert page is not None
    assert (page.title, page["A1"].value, page["A2"].value) == ("명\ufffd단", "이\ufffd름", "홍길\ufffd동")


def test_what_is_sealed_opens_by_its_password_alone() -> None:
    file = sheets.sealed_workbook("버드나무 아래서 1", Sheet("명단", ["이름"], [["홍길동"]]))
    assert not file.startswith(b"PK") and "홍길동".encode() not in file
    assert read(opened(file, "버드나무 아래서 1"))["명단"]["A2"].value == "홍길동"
    with pytest.raises(InvalidKeyError):
        opened(file, "버드나무 아래서 2")
