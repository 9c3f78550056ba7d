"""What was typed stands in its form again, and the rest of the page is as it was."""

from typing import cast

import pytest
from bs4 import BeautifulSoup, Tag

from booking.refill import refill

PAGE = """<form method="get" action="/staff/find"><input name="name"></form>
<p>가나 &amp; 다</p><svg viewBox="0 0 1 1"></svg>
<form method="post" action="/staff/book">
<input type="hidden" name="csrf_token" value="fresh"><input type="hidden" name="token" value="fresh">
<input name="name" value="" required><input type="password" name="word" value="">
<textarea name="question" rows="3">
old &lt;text&gt;</textarea>
<select name="field" class="krds-form-select"><option value="">고르기</option><option value="law" selected>법률</option>
<option value="tax">세금</option></select>
<input type="radio" name="who" value="own" checked><input type="radio" name="who" value="proxy">
<input type="checkbox" name="day" value="1" checked><input type="checkbox" name="day" value="2">
<input name="line"><input name="line"><button formaction="/staff/wait">줄</button></form>"""
TYPED = [
    ("name", '<b> "가"'), ("question", "첫 줄\n</textarea>둘째"), ("field", "tax"), ("who", "proxy"), ("day", "2"),
    ("line", "하나"), ("line", "둘"), ("token", "old"), ("word", "secret"),
]  # fmt: skip


@pytest.mark.parametrize("action", ["/staff/book", "/staff/wait", "/staff/book?day=3"])
def test_every_kind_of_control(action: str) -> None:
    page = refill(PAGE, "/staff/day?x=1", action, TYPED, "<p>NOTICE</p>")
    assert page is not None
    soup = BeautifulSoup(page, "html5lib")
    one = lambda css: cast(Tag, soup.select_one(f"[method=post] {css}"))  # noqa: E731
    assert one("> p").text == "NOTICE" and "value" not in cast(Tag, soup.select_one("[method=get] input")).attrs
    assert one("[name=name]")["value"] == '<b> "가"' and one("textarea").text == "첫 줄\n</textarea>둘째"
    assert [each["value"] for each in soup.select("[selected], [checked]")] == ["tax", "proxy", "2"]
    assert "completed" in one("select")["class"]
    assert [each["value"] for each in soup.select("[name=line]")] == ["하나", "둘"]
    assert "secret" not in page and one("[name=token]")["value"] == "fresh"
    assert PAGE[: PAGE.index('<input type="hidden"')] in page.replace("<p>NOTICE</p>", "")


def test_of_several_forms_with_one_address_the_one_with_the_same_hidden_values() -> None:
    rows = "".join(
        f'<form method="post"><input type="hidden" name="row" value="{n}"><input name="note"></form>' for n in "123"
    )
    page = refill(rows, "/staff/day", "/staff/day", [("row", "2"), ("note", "가")], "")
    assert page is not None
    assert [one.get("value") for one in BeautifulSoup(page, "html5lib").select("[name=note]")] == [None, "가", None]
    assert refill(rows, "/staff/day", "/staff/day", [("row", "4"), ("note", "가")], "") is None
    assert refill(rows, "/staff/day", "/staff/other", [("row", "2")], "") is None
