"""The gates' own eyes: each fault that they are there for is found on a page made for it, and a sound page has none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.inspection import inspect, invalid, tab_through

SOUND = """<!doctype html><html lang="ko"><head><title>제목 | 풀리고</title><style>
  html { font-size: 62.5%% } body { font-size: 1.7rem } a, button, label, input { display: inline-block;
  min-width: 44px; min-height: 44px; color: #000; font-size: 1.6rem } :focus-visible { outline: 3px solid #000 }
  input { border: 1px solid #000 } %s</style></head><body><main><h1>제목</h1>%s</main></body></html>"""

FAULTS = {
    "small: <button": ("button { min-height: 30px }", "<button>예약</button>"),
    "pale: <label": (
        "label { color: #aaa }",
        "<input type='radio' name='slot' id='a' disabled><label for='a'>예약 마감</label>",
    ),
    "seen through": ("button { opacity: .4 }", "<button disabled>마감</button>"),
    "its border has only": ("input { border-color: #ddd }", "<label for='a'>이름</label><input id='a' name='a'>"),
    "pale: <select": (
        "select { color: #aaa; min-height: 44px; min-width: 44px }",
        "<label for='a'>분야</label><select id='a'><option>국세</select>",
    ),
    "cut off": (
        ".box { width: 120px; height: 20px; overflow: hidden }",
        "<p class='box'>매우 긴 문장이 여기 있습니다</p>",
    ),
    "320: cut: <p > 넓은 글: runs out": (".box { } p { width: 340px }", "<p>넓은 글</p>"),
    "320, spaced: cut: the page scrolls": ("p { white-space: nowrap; font: 16px monospace }", f"<p>{'ab ' * 9}</p>"),
    "letters of 200 %: cut: the page scrolls": (
        "p { white-space: nowrap; font-size: 1.6rem }",
        f"<p>{'가' * 14}</p>",
    ),
    "does not follow the size of letters": ("html { font-size: 10px }", ""),
    "unnamed: <input": ("", "<label for='a'>이름</label><input id='a' name='a' type='text'>"),
    "vanished: <button": ("button { border: 0 }", "<button>예약</button>"),
    "a drawn box loses its mark": (
        "input { opacity: 0 }",
        "<p class='krds-form-check'><input type='checkbox' id='a'><label for='a'>동의</label></p>",
    ),
    "chosen, and looks like the others": (
        "a { border: 1px solid } [aria-current] { background: #000; color: #fff }",
        "<ul class='menu'><li><a href='/a' aria-current='page'>가</a><li><a href='/b'>나</a></ul>",
    ),
    "axe color-contrast": ("p { color: #bbb }", "<p>옅은 글</p>"),
    "axe target-size": (
        "a { min-width: 0; min-height: 0; font-size: 8px; display: inline-block } ul { margin: 0 }",
        "<ul><li><a href='/a'>가</a><li><a href='/b'>나</a></ul>",
    ),
    "axe heading-order": ("", "<h3>셋째</h3>"),
    "do not take the focus": ("", "<div id='errors' tabindex='-1'>오류</div>"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(open_page: Callable[..., Page], fault: str) -> None:
    page = open_page()
    page.set_content(SOUND % FAULTS[fault])
    found = list(inspect(page))
    assert any(fault in line for line in found), found


def test_a_sound_page_has_none(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.set_content(SOUND % ("", "<button>예약</button><a href='/'>처음으로</a>"))
    assert list(inspect(page)) == []
    assert list(tab_through(page)) == []


@pytest.mark.parametrize(
    ("style", "body", "fault"),
    [
        ("button:focus-visible { outline: 0 }", "<button>예약</button>", "cannot be seen at <button"),
        (":focus-visible { outline-color: #eee }", "<a href='/'>처음</a>", "cannot be seen at <a"),
        ("a { position: absolute; left: -900px }", "<a href='/'>처음</a>", "cannot be seen at <a"),
        ("", "<a href='/'>처음</a><button onfocus='this.blur()'>가</button><a href='/b'>끝</a>", "Tab reaches 1 of 3"),
    ],
)
def test_a_lost_focus_is_found(open_page: Callable[..., Page], style: str, body: str, fault: str) -> None:
    page = open_page()
    page.set_content(SOUND % (style, body))
    assert any(fault in line for line in tab_through(page))


def test_invalid_html_is_found(tmp_path: Path) -> None:
    pages = {"sound": SOUND % ("", "<p>글</p>"), "broken": SOUND % ("", "<p><div>글</div></p><ul><p>글</p></ul>")}
    found = invalid(pages, tmp_path)
    assert found
    assert {line.split(":")[0] for line in found} == {"broken"}
