"""Choosing a language: by the address, for the browser's session, on citizens' pages and nowhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale, gettext
from markupsafe import Markup

from booking import languages
from tests.support import people
from tests.support.pages import Citizen


def spoken(client: FlaskClient, path: str, **more: object) -> str:
    return str(BeautifulSoup(client.get(path, **more).text, "html.parser").select("html")[0]["lang"])


def test_korean_is_spoken_whatever_the_browser_prefers(sqlite_app: Flask, client: FlaskClient) -> None:
    assert spoken(client, "/lookup", headers={"Accept-Language": "en-US,en;q=0.9"}) == "ko"


def test_a_choice_is_kept_and_can_be_taken_back(sqlite_app: Flask, client: FlaskClient) -> None:
    assert spoken(client, "/lookup?lang=en") == "en"
    assert spoken(client, "/night-office") == "en"
    assert spoken(client, "/nowhere") == "en"
    assert spoken(client, "/lookup?lang=ko") == "ko"
    assert spoken(client, "/night-office") == "ko"


@pytest.mark.parametrize("unknown", ["xx", "", "../en", "EN; drop", "한"])
def test_an_unknown_language_changes_nothing(sqlite_app: Flask, client: FlaskClient, unknown: str) -> None:
    client.get("/lookup?lang=en")
    assert spoken(client, f"/lookup?lang={unknown}") == "en"


def test_a_form_with_errors_keeps_the_language(sqlite_app: Flask, client: FlaskClient) -> None:
    client.get("/lookup?lang=en")
    answer = client.post("/lookup", data={"reference": "", "phone": ""})
    assert answer.status_code == 400
    assert '<html lang="en">' in answer.text


def test_work_pages_are_korean(sqlite_app: Flask, client: FlaskClient) -> None:
    client.get("/lookup?lang=en")
    page = client.get("/login")
    assert '<html lang="ko">' in page.text and "hreflang" not in page.text
    assert spoken(client, "/staff/nowhere?lang=en") == "ko"


def test_the_switch_keeps_path_and_query(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    page = citizen.get("/lookup?x=1&y=가&lang=ko")
    (link,) = page.soup.select("header .languages a")
    assert (link.get_text(), link["lang"], link["hreflang"]) == ("English", "en", "en")
    assert link["href"] == "/lookup?x=1&y=%EA%B0%80&lang=en"
    (back,) = citizen.get(str(link["href"])).soup.select("header .languages a")
    assert (back.get_text(), back["lang"]) == ("한국어", "ko")
    assert back["href"] == "/lookup?x=1&y=%EA%B0%80&lang=ko"


def test_the_head_names_the_page_in_every_language(sqlite_app: Flask, city: Path, citizen: Citizen) -> None:
    sqlite_app.config["BASE_URL"] = "https://full20.city.example"
    links = citizen.get("/consultations").soup.select("link[rel=alternate]")
    found = {str(link["hreflang"]): link["href"] for link in links}
    base = "https://full20.city.example/consultations"
    assert found == {"ko": f"{base}?lang=ko", "en": f"{base}?lang=en", "x-default": base}
    assert not citizen.get("/nowhere").soup.select("link[rel=alternate]")


def test_from_the_answer_to_a_form_the_switch_leads_to_the_form(sqlite_app: Flask, client: FlaskClient) -> None:
    sent_from = {"Referer": "http://localhost/lookup"}
    page = client.post("/reservations/XXXXXXXX/cancel", headers=sent_from)
    assert _switch(page.text) == "/reservations/XXXXXXXX/cancel?lang=en", "there is a page of this address"
    assert _switch(client.post("/holds", headers=sent_from).text) == "/lookup?lang=en"
    for elsewhere in ("https://elsewhere.example/lookup", "http://["):
        assert _switch(client.post("/holds", headers={"Referer": elsewhere}).text) == "/?lang=en"


def _switch(html: str) -> str:
    return str(BeautifulSoup(html, "html.parser").select(".languages a")[0]["href"])


def test_feeds_set_no_cookie(sqlite_app: Flask, city: Path, client: FlaskClient) -> None:
    answer = client.get("/calendar/consultations.ics?lang=en")
    assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    assert spoken(client, "/lookup") == "ko"


VIETNAMESE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "예약번호를 모르시나요?"
msgstr "Bạn không biết số đặt chỗ?"
"""


def test_a_catalogue_alone_is_a_new_language(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    file = tmp_path / "vi" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text(VIETNAMESE, encoding="utf-8")
    page = Citizen(make_app(tables=True, BABEL_TRANSLATION_DIRECTORIES=str(tmp_path))).get("/lookup?lang=vi")
    assert isinstance(page.soup.html, Tag) and page.soup.html["lang"] == "vi"
    assert "Bạn không biết số đặt chỗ?" in page.text
    assert "전화해 주시면 담당자가 예약을 찾아 드립니다." in page.text, "what it lacks stays Korean"
    assert [link.get_text() for link in page.soup.select(".languages a")] == ["한국어"]
    korean = Citizen(make_app(tables=True, BABEL_TRANSLATION_DIRECTORIES=str(tmp_path))).get("/lookup")
    assert [link.get_text() for link in korean.soup.select(".languages a")] == ["Tiếng Việt"]


def test_a_job_speaks_korean_unless_it_is_told(sqlite_app: Flask) -> None:
    assert languages.current() == "ko"
    with force_locale("en"):
        assert languages.current() == "en"
        assert gettext("풀리고") != ""
    assert languages.current() == "ko"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Jinju", "Jinju"),
        ("진주시청 1층 상담 창구", '<span lang="ko">진주시청 1층 상담 창구</span>'),
        ("The 20th (부처님오신날) <b>", 'The 20th (<span lang="ko">부처님오신날</span>) &lt;b&gt;'),
        (Markup('<a title="달력">달력</a>'), '<a title="달력"><span lang="ko">달력</span></a>'),
        (Markup('<span lang="ko">진주</span> 시청'), '<span lang="ko">진주</span> <span lang="ko">시청</span>'),
        (None, None),
    ],
)
def test_korean_data_is_marked_on_pages_in_other_languages(sqlite_app: Flask, text: str, marked: str) -> None:
    assert languages.mark_korean(text) == text
    with force_locale("en"):
        assert languages.mark_korean(text) == marked


def test_staff_who_read_english_pages_work_in_korean(sqlite_app: Flask, client: FlaskClient) -> None:
    client.get("/?lang=en")
    people.enter(client)
    assert spoken(client, "/staff/consultations") == "ko"
