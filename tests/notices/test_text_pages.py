"""The pages on which staff write texts: a preview that counts, refusals at their fields, and the way back."""

import json

import pytest
from flask import Flask

from booking.audit.models import AccessEntry
from booking.db import db, transaction
from booking.notices import texts
from booking.settings import service as settings
from tests.notices.conftest import NOW, SUBJECT, VALUES, Desk
from tests.notices.test_own_texts import CLERK, GOOD
from tests.support.pages import Citizen, Page
from tests.support.people import log_in, make_account

PAGE = "/staff/notices/templates/confirmed/sms/ko"
REST = "#{날짜}\n#{시각}\n#{장소}\n#{예약번호}"


@pytest.fixture
def clerk(sqlite_app: Flask, city: None) -> Citizen:
    """A clerk at a browser that distrusts pages."""
    make_account("clerk@city.example")
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    clerk = Citizen(sqlite_app)
    assert log_in(clerk.client, "clerk@city.example").status_code == 303
    return clerk


def told(page: Page, where: str) -> str:
    return " ".join(one.get_text() for one in page.soup.select(where))


def value(page: Page, where: str) -> object:
    (field,) = page.soup.select(where)
    return field["value"]


def show(clerk: Citizen, at: str, typed: dict[str, str]) -> Page:
    return clerk.submit(at, typed, also={"show": "preview"})


def test_the_list_says_which_texts_staff_wrote(clerk: Citizen) -> None:
    page = clerk.get("/staff/notices/templates")
    assert page.heading == "안내 문안" and "직접 쓴 문안" not in page.text
    assert len(page.soup.select("tbody tr")) == len(texts.KINDS)
    clerk.get(PAGE)
    page = clerk.submit(PAGE, {"subject": GOOD.subject, "body": GOOD.body})
    assert page.heading == "안내 문안" and page.text.count("직접 쓴 문안") == 1
    assert "clerk@city.example" in page.text


def test_the_preview_is_filled_counted_and_not_kept(clerk: Citizen) -> None:
    page = clerk.get(PAGE)
    assert page.heading == "예약 완료 안내, 문자 (한국어)"
    assert "홍길동님의" in page.text and "R7K3-9MXW" in page.text and "긴 문자(LMS)" in page.text
    page = show(clerk, PAGE, {"subject": "제목", "body": f"{'가' * 20}\n{REST}\n준비물 #{{준비물}}"})
    assert page.status == 200 and "아직 저장하지 않았습니다" in page.text
    assert "(4바이트, 40바이트까지)" in page.text
    full, bare = (one.get_text() for one in page.soup.select(".text-preview"))
    assert "준비물" in full and "준비물" not in bare
    assert f"{texts.size(full)}바이트" in page.text
    assert texts.list_own() == []


@pytest.mark.parametrize(("letters", "words"), [(45, "90바이트: 짧은 문자(SMS)"), (46, "92바이트: 긴 문자(LMS)")])
def test_ninety_bytes_are_said_to_be_an_sms(clerk: Citizen, letters: int, words: str) -> None:
    at = "/staff/notices/templates/code/sms/ko"
    clerk.get(at)
    page = show(clerk, at, {"subject": "번호", "body": "가" * (letters - 3) + "#{인증번호}"})
    assert words in page.text


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(clerk: Citizen) -> None:
    clerk.get(PAGE)
    body = f"{REST}\n😀 #{{이릉}}\n  띄운 줄"
    for send in (show, Citizen.submit):
        page = send(clerk, PAGE, {"subject": "가" * 21, "body": body})
        assert page.status == 400
        assert "42바이트입니다" in told(page, "#subject-error")
        errors = told(page, "[id^=body-error]")
        assert "‘😀’" in errors and "‘#{이릉}’" in errors
        assert page.filled(PAGE)["subject"] == "가" * 21 and page.filled(PAGE)["body"].strip("\r\n") == body
    assert texts.list_own() == []


def test_an_identity_number_is_refused_at_the_field(clerk: Citizen) -> None:
    clerk.get(PAGE)
    page = clerk.submit(PAGE, {"subject": "제목", "body": f"{REST}\n900101-1234567"})
    assert page.status == 400 and "주민등록번호" in told(page, "#body-error")


def test_back_to_the_products_own_text_is_logged_with_before_and_after(clerk: Citizen) -> None:
    clerk.get(PAGE)
    clerk.submit(PAGE, {"subject": GOOD.subject, "body": GOOD.body})
    page = clerk.get(PAGE)
    assert "직접 쓴 문안입니다" in page.text and "기본 문안으로 되돌리기" in page.text
    page = clerk.submit(f"{PAGE}/reset")
    assert "기본 문안으로 되돌렸습니다" in page.text and texts.list_own() == []
    kept = db.session.query(AccessEntry).filter(AccessEntry.action.like("notice_text.%")).order_by(AccessEntry.id)
    entries = [(one.action, json.loads(one.before)["body"], json.loads(one.after)["body"]) for one in kept]
    standard = texts.default("confirmed", "sms", "ko").body
    assert entries == [("notice_text.changed", standard, GOOD.body), ("notice_text.reset", GOOD.body, standard)]


def test_a_real_booking_is_shown_masked_and_that_is_logged(clerk: Citizen, desk: Desk) -> None:
    clerk.get(PAGE.replace("confirmed", "reminder"))
    typed = {"subject": "제목", "body": f"{REST}\n#{{이름}}"}
    page = clerk.submit(PAGE.replace("confirmed", "reminder"), typed, also={"show": "booking"})
    assert "받은 예약이 아직 없습니다" in page.text and "홍길동" in told(page, ".text-preview")
    desk.plan()
    page = clerk.submit(PAGE.replace("confirmed", "reminder"), typed, also={"show": "booking"})
    shown = told(page, ".text-preview")
    assert "홍○동" in shown and "R7K3-****" in shown and VALUES["date"] in shown
    assert "홍길동" not in page.html and "9MXW" not in page.html
    (entry,) = db.session.query(AccessEntry).filter_by(action="notice_text.previewed")
    assert (entry.subject, entry.person) == (SUBJECT, "a person key")


def test_links_are_offered_only_where_the_office_sends_them(clerk: Citizen) -> None:
    assert "#{주소}" not in clerk.get(PAGE).text
    assert "#{주소}" in clerk.get(PAGE.replace("sms", "email")).text
    with transaction():
        settings.put("notices.sms_links", "yes", actor=CLERK, now=NOW)
    page = clerk.get(PAGE)
    assert "#{주소}" in page.text and "/r/" in told(page, ".text-preview")


def test_an_alimtalk_says_under_which_number_it_goes(clerk: Citizen) -> None:
    at = PAGE.replace("sms", "alimtalk")
    page = clerk.get(at)
    assert "아직 서식 번호가 없어" in page.text and not page.soup.select("#subject")
    assert "버튼을 넣을 수 없습니다" in page.text and not page.soup.select("#button_1"), "links are switched off"
    assert "#{준비물}" not in page.text and "#{주소}" not in page.text
    assert clerk.submit(at, {"template_code": "KA01TP7"}).heading == "안내 문안"
    page = clerk.get(at)
    assert "지금은 KA01TP7 서식으로 나갑니다" in page.text and value(page, "#template_code") == "KA01TP7"
    assert "직접 쓴 문안" not in clerk.get("/staff/notices/templates").text, "the code replaces no text"
    clerk.get(at)
    assert clerk.submit(at, {"body": f"{REST} 바꿈"}).text.count("직접 쓴 문안") == 1
    closed = clerk.get(at.replace("confirmed", "displaced")).text
    assert "알림톡으로 보내지 않고 문자로" in closed and "서식 번호가 없어" not in closed
    assert clerk.get(at.replace("confirmed", "alarm")).status == 404
    assert clerk.get(at.replace("/ko", "/en")).status == 404


def test_buttons_are_written_shown_and_refused_where_they_stand(clerk: Citizen) -> None:
    at, address = PAGE.replace("sms", "alimtalk"), "https://x.example#{링크}"
    with transaction():
        settings.put("notices.sms_links", "yes", actor=CLERK, now=NOW)
    clerk.get(at)
    wrong = {"template_code": "17", "button_1": "가" * 15, "button_1_url": "x.example", "button_3": "이름만"}
    page = clerk.submit(at, wrong)
    assert page.status == 400
    found = {one["id"] for one in page.soup.select("[aria-invalid=true]")}
    assert found == {"template_code", "button_1", "button_1_url", "button_2_url"}
    assert value(page, "#button_2") == "이름만", "nothing typed is lost, and no gap is kept"
    typed = {"template_code": "KA01TP7", "button_1": "예약 확인", "button_1_url": address, "button_2": ""}
    page = clerk.submit(at, typed, also={"show": "preview"})
    assert page.status == 200 and "https://" in told(page, ".address") and "/r/R7K39MXW" in told(page, ".address")
    assert texts.find_template("confirmed") == texts.Template()
    clerk.submit(at, typed)
    assert texts.find_template("confirmed") == texts.Template("KA01TP7", (texts.Button("예약 확인", address),))
    assert value(clerk.get(at), "#button_1_url") == address
    (entry,) = db.session.query(AccessEntry).filter_by(action="notice_text.template_changed")
    assert "KA01TP7" in (entry.after or "") and "KA01TP7" not in (entry.before or "")


def test_every_kind_has_values_to_show(clerk: Citizen) -> None:
    for row in clerk.get("/staff/notices/templates").soup.select("tbody tr"):
        (link,) = row.select("a")[-1:]
        assert clerk.client.get(str(link["href"])).status_code == 200, link["href"]


def test_the_end_of_letters_has_no_subject(clerk: Citizen) -> None:
    at = "/staff/notices/templates/foot/email/ko"
    assert not clerk.get(at).soup.select("#subject")
    clerk.submit(at, {"body": "끝 #{문의전화}"})
    shown = told(clerk.get(PAGE.replace("sms", "email")), ".text-preview")
    assert shown.rstrip().endswith("끝 055-749-5114")


@pytest.mark.parametrize("place", ["comet/sms/ko", "confirmed/pigeon/ko", "confirmed/sms/xx", "code/email/ko"])
def test_there_are_no_other_pages(clerk: Citizen, place: str) -> None:
    assert clerk.get(f"/staff/notices/templates/{place}").status == 404


def test_english_texts_are_previewed_in_english(clerk: Citizen) -> None:
    shown = told(clerk.get(PAGE.replace("/ko", "/en")), ".text-preview")
    assert "Gildong Hong" in shown and "님" not in shown


def test_a_preview_shows_itself_or_what_is_wrong_and_saving_shows_that_it_is_saved(clerk: Citizen) -> None:
    page = clerk.get(PAGE)
    assert not [one for one in page.soup.select("[formaction]") if "#" in str(one["formaction"])]
    assert not page.soup.select("[autofocus]")
    page = show(clerk, PAGE, {"subject": GOOD.subject, "body": "#{담당자}"})
    assert page.status == 400 and [one["id"] for one in page.soup.select("[autofocus]")] == ["errors"]
    page = show(clerk, PAGE, {"subject": GOOD.subject, "body": GOOD.body})
    assert [one["id"] for one in page.soup.select("[autofocus]")] == ["preview"]
    saved = clerk.client.post(PAGE, data={"subject": GOOD.subject, "body": GOOD.body})
    assert saved.headers["Location"] == "/staff/notices/templates"
