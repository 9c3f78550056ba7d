"""What people mean by what they type, found among the city's own kinds of business."""

import tomllib
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.business.rules import hangul
from booking.business.rules.search import LONGEST, Entry, Index
from tests.business import more_phrases, spoken_phrases
from tests.business.phrases import FOUND, NOT_FOUND

CITY = tomllib.loads((Path(__file__).parents[2] / "booking/data/jinju.toml").read_text("utf-8"))["businesses"]
ENTRIES = sorted(
    (
        Entry(row["key"], (row["name"], row.get("name_en", "")), tuple(row.get("words", "").splitlines()))
        for row in CITY
    ),
    key=lambda entry: entry.names,
)
INDEX, SAME = Index(ENTRIES), Index(ENTRIES)
CALLED = [(text, entry.key) for entry in ENTRIES for text in (*entry.names, *entry.words) if hangul.fold(text)]
LONG = [(hangul.fold(entry.names[0]), entry.key) for entry in ENTRIES if len(hangul.fold(entry.names[0])) >= 4]
LETTERS = (range(0x1100, 0x1113), range(0x1161, 0x1176), range(0x11A8, 0x11C3))


@pytest.mark.parametrize(
    ("phrase", "meant"), [*FOUND.items(), *more_phrases.FOUND.items(), *spoken_phrases.FOUND.items()]
)
def test_what_people_type(phrase: str, meant: tuple[str, ...]) -> None:
    assert set(INDEX.find(phrase)[:3]) & set(meant), f"{phrase}: {INDEX.find(phrase)[:3]}"


@pytest.mark.parametrize(
    ("phrase", "first"),
    [("이혼하려고", "divorce-report"), ("가게 내려고요", "food-new"), ("tax help", "national-tax-advice")],
)
def test_what_is_meant_stands_first(phrase: str, first: str) -> None:
    assert INDEX.find(phrase)[0] == first


@pytest.mark.parametrize("phrase", [*NOT_FOUND, *spoken_phrases.ELSEWHERE])
def test_what_the_office_does_not_do(phrase: str) -> None:
    assert INDEX.find(phrase) == []


@given(st.sampled_from(CALLED))
def test_a_name_finds_its_own(called: tuple[str, str]) -> None:
    text, _key = called
    having = {key for other, key in CALLED if hangul.fold(other) == hangul.fold(text)}
    assert INDEX.find(text)[0] in having
    assert set(INDEX.find(text)[: len(having)]) == having


@given(st.text() | st.text("가각ㄱㅏᆨㄳ여권qㄲ ", max_size=2000))
def test_any_text_is_answered_the_same_way(text: str) -> None:
    found = INDEX.find(text)
    assert found == SAME.find(text)
    assert len(found) == len(set(found))


@given(st.data())
def test_one_wrong_letter_does_no_harm(data: st.DataObject) -> None:
    name, key = data.draw(st.sampled_from(LONG))
    place = data.draw(st.integers(0, len(name) - 1))
    letters = normalize("NFD", name[place])
    which = data.draw(st.integers(0, len(letters) - 1))
    wrong = chr(data.draw(st.sampled_from(LETTERS[which])))
    syllable = normalize("NFC", letters[:which] + wrong + letters[which + 1 :])
    assert key in INDEX.find(name[:place] + syllable + name[place + 1 :])[:3]


@given(st.sampled_from(LONG))
def test_the_keys_of_the_wrong_layout(called: tuple[str, str]) -> None:
    name, key = called
    assert INDEX.find(hangul.strokes(name))[0] == key


@given(st.sampled_from(LONG))
def test_initials_alone(called: tuple[str, str]) -> None:
    name, key = called
    initials = "".join(normalize("NFD", letter)[0] for letter in name)
    assert key in INDEX.find(initials)


@pytest.mark.parametrize(
    ("typed", "keys"), [("값", "rkqt"), ("쥬", "wb"), ("관계", "rhksrp"), ("까", "rk"), ("A1", "a1")]
)
def test_strokes(typed: str, keys: str) -> None:
    assert hangul.strokes(hangul.fold(typed)) == keys


def test_initials_that_a_keyboard_joined() -> None:
    index = Index([Entry("price", ("공시지가",)), Entry("car", ("자동차",))])
    assert index.find("ㄳㅈㄱ") == index.find("ㄱㅅㅈㄱ") == index.find("공ㅅㅈ가") == ["price"]


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    common = [Entry(word, (f"{word} 증명서 발급",)) for word in ("기본", "졸업", "혼인", "입양", "병적")]
    assert Index([*common, Entry("인감", ("인감",))]).find("인감 증명서 발급")[0] == "인감"


def test_a_name_longer_than_any_question() -> None:
    index = Index([Entry("long", ("가나다라마바사" * 20,)), Entry("other", ("여권",))])
    assert index.find("가나다라마바사" * 20)[:1] == ["long"]
    assert index.find("여권" + "하" * (10 * LONGEST)) == ["other"]


def test_nothing_to_find_in() -> None:
    assert Index([]).find("여권") == []
