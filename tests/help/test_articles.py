"""Help says what the pages say: labels that exist, pages that exist, and words that find it."""

import re
from pathlib import Path

import pytest
from flask import Flask

from booking.help import articles, pictures
from booking.help.articles import Article, Book, Step
from tests.support.work import Worker

ROOT = Path(__file__).resolve().parent.parent.parent
AUDIENCES = ("staff", "expert", "monitor")
EVERY = [(audience, one) for audience in AUDIENCES for one in articles.book(audience).articles]


def _said() -> set[str]:
    """Every piece of text of templates, code and the city's data, up to the next tag, brace or quote."""
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "booking").rglob("*.py"), ROOT / "booking/data/jinju.toml"]
    written = (file.read_text("utf-8") for file in files if "help" not in file.relative_to(ROOT).parts)
    return {piece.strip() for text in written for piece in re.split(r"[<>{}\"'‘’,\n]| — ", text)}


def test_each_quoted_button_and_heading_is_on_a_page() -> None:
    said = _said()
    wrong = [f"{one.slug}: [[{label}]]" for _audience, one in EVERY for label in one.labels if label not in said]
    assert not wrong, "these labels stand on no page; was a button renamed?\n" + "\n".join(wrong)
    assert sum(len(one.labels) for _audience, one in EVERY) > 100


def test_each_route_that_an_article_names_exists(sqlite_app: Flask) -> None:
    rules = [str(rule) for rule in sqlite_app.url_map.iter_rules()]
    adapter = sqlite_app.url_map.bind("localhost")
    stale = [page for _audience, one in EVERY for page in one.pages if not any(rule.startswith(page) for rule in rules)]
    assert not stale
    for _audience, one in EVERY:
        assert adapter.match(one.open, method="GET") and one.open != "/"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_articles_are_whole(audience: str) -> None:
    book = articles.book(audience)
    slugs = [one.slug for one in book.articles]
    assert len(set(slugs)) == len(slugs)
    for one in book.articles:
        assert one.steps and set(one.see) <= set(slugs) - {one.slug}, one.slug
        assert all(bool(step.picture) == bool(step.alt) for step in one.steps), one.slug
        assert not any(re.search(r"[\[\]]", step.html) for step in one.steps), one.slug


def test_each_picture_is_there() -> None:
    """`make screenshots` takes them; a page does without one, and a reader better not."""
    for _audience, one in EVERY:
        for step in one.steps:
            file = pictures.find_picture(step.picture) if step.picture else None
            assert not step.picture or (file and pictures.size(file)), f"{one.slug}: {step.picture}"


def test_what_is_no_picture_has_no_size(tmp_path: Path) -> None:
    (tmp_path / "short.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert pictures.size(tmp_path / "short.png") is None
    assert pictures.find_picture("../secret") is None and pictures.find_picture("nosuch") is None


def test_a_search_finds_words_anywhere_and_titles_first() -> None:
    book = Book([
        Article("a", "예약 취소", "", (Step("전화로 예약을 받습니다."),), words=("콜센터",)),
        Article("b", "전화 예약 받기", "", (Step("누릅니다."),)),
    ])  # fmt: skip
    assert [one.slug for one in book.search("전화예약")] == ["b"]
    assert [one.slug for one in book.search("예약 전화")] == ["b", "a"]
    assert [one.slug for one in book.search(" 콜센터")] == ["a"]
    assert [one.slug for one in book.search("")] == ["a", "b"]
    assert book.search("없는말") == []


def test_the_longest_beginning_of_a_route_counts() -> None:
    book = articles.book("staff")
    found = {rule: book.about(rule) for rule in ("/staff/roster/<day>", "/staff/roster/<day>/paper", "/login")}
    assert [one.slug if one else None for one in found.values()] == ["arrivals", "outage", None]


def test_each_work_page_leads_to_an_article(sqlite_app: Flask) -> None:
    for rule in sqlite_app.url_map.iter_rules():
        audience = str(rule).split("/")[1]
        if audience in AUDIENCES and "GET" in (rule.methods or ()):
            found = articles.book(audience).about(str(rule))
            assert found, f"{rule}: no article names a beginning of it in its `pages`"


def test_reading_searching_and_where_nothing_is(sqlite_app: Flask) -> None:
    worker = Worker(sqlite_app)
    page = worker.get("/staff/calls")
    [link] = page.soup.select(".work-bar__help")
    assert link["href"] == "/staff/help/notices"
    for one in articles.book("staff").articles:
        page = worker.get(f"/staff/help/{one.slug}")
        assert page.heading == one.title
        shown = [image["alt"] for image in page.soup.select(".help-picture img") if image["width"] and image["height"]]
        assert len(shown) == len([step for step in one.steps if step.picture])
        is_admins = "관리자 계정으로 하는 일입니다" in page.text
        assert is_admins is (one.slug in ("settings", "audit"))
    found = worker.get("/staff/help?q=재발송")
    assert [link.text for link in found.soup.select(".help-list a")] == ["알림이 안 갔을 때"]
    assert "찾으시는 도움말이 없습니다" in worker.get("/staff/help?q=없는말").text
    assert "주민등록번호" in worker.get("/staff/help?q=900101-1234567", 400).text
    for path in ("/staff/help/nosuch", "/staff/help/pictures/expert-day", "/staff/help/pictures/nosuch"):
        assert worker.client.get(path).status_code == 404
    answer = worker.client.get("/staff/help/pictures/roster")
    assert answer.mimetype == "image/png" and answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_a_page_stands_without_its_picture(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pictures, "PICTURES", tmp_path)
    worker = Worker(sqlite_app)
    page = worker.get("/staff/help/phone-booking")
    assert not page.soup.select("img.help-picture, .help-picture") and "예약번호를 읽어 드립니다" in page.text
    assert worker.client.get("/staff/help/pictures/book").status_code == 404


def test_experts_read_their_own(sqlite_app: Flask) -> None:
    worker = Worker(sqlite_app, "law@city.example", "expert")
    assert worker.get("/expert/").soup.select_one(".work-bar__help")["href"] == "/expert/help/my-day"  # type: ignore[index]
    for one in articles.book("expert").articles:
        assert worker.get(f"/expert/help/{one.slug}").heading == one.title
    assert sqlite_app.test_client().get("/consultations").text.count("도움말") == 0
