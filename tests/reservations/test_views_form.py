"""The form of a booking: what is wrong is said at its field, and what was typed is kept."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.reservations.conftest import NOW, Desk
from tests.reservations.walking import TYPED, book, bookings, fill_in
from tests.support.pages import Citizen


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


WRONG = [
    ("name", "", "이름을 입력해 주세요"),
    ("name", "   ", "이름을 입력해 주세요"),
    ("name", "가" * 51, "50자까지"),
    ("name", "<b>길동</b>", "이름은 한글이나 영문으로"),
    ("name", "😀", "이름은 한글이나 영문으로"),
    ("phone", "", "전화번호를 입력해 주세요"),
    ("phone", "0101234", "전화번호를 지역번호부터"),
    ("phone", "119", "전화번호를 지역번호부터"),
    ("phone", "<script>", "전화번호를 지역번호부터"),
    ("phone", "0" * 31, "30자까지"),
    ("email", "길동", "전자우편 주소를 다시 확인해"),
    ("email", "a@" + "b" * 260 + ".kr", "254자까지"),
    ("question", "가" * 501, "500자까지"),
    ("question", "저는 900101-1234567 입니다", "주민등록번호"),
    ("question", "a\x07b", "쓸 수 없는 글자"),
    ("consent", "", "동의해 주셔야 인터넷으로"),
]


@pytest.mark.parametrize(("field", "value", "sentence"), WRONG, ids=[f"{one[0]}-{one[1][:12]!r}" for one in WRONG])
@pytest.mark.parametrize("action", ["/check", ""], ids=["check", "reserve"])
def test_bad_input(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, field: str, value: str, sentence: str, action: str
) -> None:
    token = fill_in(citizen, desk)
    data = {**citizen.page.filled("/check"), **TYPED, field: value}
    if not data["consent"]:
        del data["consent"]
    answer = citizen.client.post(f"/holds/{token}{action}", data=data)
    page = citizen._read(f"/holds/{token}{action}", answer)
    assert page.status == 400
    control = page.soup.select_one(f"[name={field}][aria-invalid=true]")
    assert control is not None, "the error is not at its field"
    described = [page.soup.find(id=name) for name in str(control["aria-describedby"]).split()]
    assert any(note is not None and sentence in note.get_text() and note["id"].endswith("-error") for note in described)
    assert page.soup.select_one("#errors[autofocus]") is not None
    kept = page.filled("/check")
    assert {name: kept.get(name, "") for name in TYPED} == {**TYPED, field: value.replace("\x07", "\ufffd")}
    assert not bookings()


@pytest.mark.parametrize("value", ["n", "no", "0", "off", "false"])
def test_a_no_is_no_consent(sqlite_app: Flask, desk: Desk, citizen: Citizen, value: str) -> None:
    token = fill_in(citizen, desk)
    data = {**citizen.page.filled("/check"), **TYPED, "consent": value}
    assert citizen.client.post(f"/holds/{token}", data=data).status_code == 400
    assert not bookings()


def test_nothing_is_ticked_beforehand(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    fill_in(citizen, desk)
    assert citizen.page is not None
    assert not citizen.page.soup.select("input[type=checkbox][checked]")
    for word in ("수집하는 목적", "수집하는 항목", "보유 기간", "거부할 권리", "표본"):
        assert word in citizen.page.text


def test_markup_is_shown_as_it_was_typed(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    done = book(citizen, desk, question="<script>alert(1)</script> 😀")
    assert "<script>alert(1)</script> 😀" in done.text
    assert done.soup.find("script", string="alert(1)") is None


def test_going_back_to_correct(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = fill_in(citizen, desk)
    citizen.submit("/check", TYPED)
    page = citizen._read(
        "/x", citizen.client.post(f"/holds/{token}/check", data={**citizen.page.filled(f"/holds/{token}"), "edit": "1"})
    )
    assert (page.status, page.heading) == (200, "예약 정보 입력")
    assert page.soup.select_one("#errors") is None
    assert page.filled("/check") | TYPED == page.filled("/check")


@pytest.mark.parametrize(
    ("said", "shown"), [("", "고르지 않으셔서 동의하신 것으로 기록합니다"), ("y", "동의함"), ("n", "동의하지 않음")]
)
def test_the_summary_says_what_is_recorded_of_the_optional_consent(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, said: str, shown: str
) -> None:
    fill_in(citizen, desk)
    page = citizen.submit("/check", {**TYPED, **({"optional": said} if said else {})})
    rows = {row.dt.get_text(): row.dd.get_text(strip=True).rstrip(".") for row in page.soup.select(".summary > div")}
    assert rows["선택 정보의 수집·이용"] == shown
