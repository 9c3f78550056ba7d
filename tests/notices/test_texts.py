"""The words: complete, without links for text messages, and measured as providers do."""

import re
import unicodedata

import pytest
from flask import Flask

from booking.audit.rules import Actor
from booking.db import transaction
from booking.notices import rules, texts
from booking.settings import registry
from booking.settings import service as settings
from tests.notices.conftest import NOW, VALUES
from tests.support.languages import HANGUL, LEAK

pytestmark = pytest.mark.usefixtures("sqlite_app")

OFFICE = {
    "city": "진주시",
    "office": "진주시 민원여권과",
    "hours": "평일 09:00~18:00",
    "home": "https://full20.jinju.example",
    "lookup": "https://full20.jinju.example/lookup",
    "waiting": "https://full20.jinju.example/waiting/find",
    "interpreters": "",
    "phone": "055-749-5114",
}
ABOUT = {
    "code": ("code",),
    "alarm": ("reason",),
    "closures": ("closures",),
    "experts": ("news",),
    "review": ("months",),
    "survey": ("name", "date", "field", "survey_code", "phone"),
    "line_ended": ("name", "date", "field", "reference", "phone"),
    "line_closed": ("name", "date", "field", "reference", "phone"),
    "day_list": ("date", "field", "appointments"),
}
"""What else a message is about: a code goes to a telephone that may be another's, and an alarm to an operator. Who
waited in vain hears of no time."""
ALL = [(kind, channel) for kind in rules.KINDS for channel in ("sms", "email") if texts.has_default(kind, channel)]
GIVEN = {one.value for one in texts.VARIABLES.values()} - {"address"} | {"link"}


def render(kind: str, channel: str, **changes: str) -> texts.Text:
    return texts.render(kind, channel, {**OFFICE, **VALUES, **changes})


@pytest.mark.parametrize(("kind", "channel"), ALL)
def test_every_message_says_what_it_is_about(kind: str, channel: str) -> None:
    text = render(kind, channel, code="123456")
    for name in ABOUT.get(kind, ("name", "date", "time", "field", "reference", "phone")):
        assert {**VALUES, "code": "123456"}[name] in text.body, name
    assert "진주시" in text.subject and text.subject
    assert "{" not in text.body and "제목" not in text.body
    assert not re.search(r"\n{3}", text.body), "two empty lines"


@pytest.mark.parametrize("kind", rules.KINDS)
def test_a_text_message_is_complete_without_a_link(kind: str) -> None:
    text = render(kind, "sms", reason="임시공휴일 지정", bring="계약서", code="123456")
    assert text.body.startswith("[진주시] ")
    assert "http" not in text.body and "누리집" not in text.body
    assert texts.sms_kind(text.body) == "LMS"
    assert texts.size(text.body) <= texts.LMS_BYTES and texts.size(text.subject) <= texts.SUBJECT_BYTES


@pytest.mark.parametrize("kind", rules.KINDS)
def test_it_fits_and_can_be_encoded_whatever_staff_and_citizens_typed(kind: str) -> None:
    text = render(kind, "sms", **dict.fromkeys(GIVEN, "쀍😀" * 900))
    assert texts.size(text.body) <= texts.LMS_BYTES and texts.size(text.subject) <= texts.SUBJECT_BYTES
    assert "?" in text.body and "쀍" in text.body
    last = render(kind, "sms").body.splitlines()[-1][:2]
    assert text.body.splitlines()[-1].startswith(last), "the end of the message was cut"


@pytest.mark.parametrize("name", ["name", "date", "time", "field", "place", "reference"])
def test_a_missing_value_is_an_error_and_not_a_gap(name: str) -> None:
    values = {key: value for key, value in VALUES.items() if key != name}
    with pytest.raises(texts.ValueMissing):
        texts.render("confirmed", "sms", {**OFFICE, **values})


def test_a_reason_is_said_where_there_is_one() -> None:
    assert "사유: 임시공휴일" in render("displaced", "sms", reason="임시공휴일").body
    assert "사유" not in render("displaced", "sms").body


@pytest.mark.parametrize("kind", ["displaced", "replacement_over"])
@pytest.mark.parametrize("length", [3, 200])
def test_a_text_message_names_as_many_other_doors_as_fit_and_each_whole(kind: str, length: int) -> None:
    doors = [f"{number}번 창구{'가' * 54} 055-749-{number}114" for number in range(7)]
    long = {**dict.fromkeys(GIVEN - {"doors"}, "나" * length), "phone": "055-749-5114"}
    bare, body = (render(kind, "sms", **long, doors=one).body for one in ("", "\n".join(doors)))
    named = [line for line in body.splitlines() if "번 창구" in line]
    assert named[0] == f"다른 상담 창구: {doors[0]}" and named[1:] == doors[1 : len(named)]
    assert [line for line in body.splitlines() if line not in named] == bare.splitlines(), "something else gave way"
    assert (len(named) == 7) == (length == 3)
    room = texts.LMS_BYTES - texts.size(body)
    assert room >= 0 and (len(named) == 7 or room < texts.size("\n" + doors[6])), "another one had room"
    assert all(door in render(kind, "email", doors="\n".join(doors)).body for door in doors)
    assert "다른 상담 창구" not in bare


ENGLISH = {
    "city": "Jinju",
    "office": "Jinju City",
    "hours": "9:00 am to 6:00 pm",
    "interpreters": "1345",
    "name": "Gildong Hong",
    "date": "Monday, 21 December 2026",
    "time": "10:00 am",
    "field": "Everyday law",
    "what": "consultation",
    "event": "consultation",
    "opened": "law consultation",
    "place": "City Hall",
    "reason": "a public holiday",
    "bring": "Papers",
    "link": "/b/x",
    "closures": "30 December: closed",
    "months": "October 2026",
    "news": "A term ends on 31 December.",
    "appointments": "10 am R7K3-9MXW",
}


@pytest.mark.parametrize(("kind", "channel"), ALL)
def test_every_message_is_there_in_english(kind: str, channel: str) -> None:
    text = texts.render(kind, channel, {**OFFICE, **VALUES, **ENGLISH}, "en")
    assert not HANGUL.findall(text.subject + text.body)
    assert not LEAK.search(text.subject + text.body)
    if channel == "sms":
        assert "?" not in text.body, "a character that text messages cannot carry"
        assert texts.size(text.body) <= texts.LMS_BYTES and len(text.subject) < texts.SUBJECT_BYTES


def test_what_is_typed_stays_one_line_and_is_composed() -> None:
    body = render("cancelled", "sms", reason="첫\r\n줄\t둘").body
    assert "사유: 첫 줄 둘\n" in body
    pieces = unicodedata.normalize("NFD", "홍길동")
    assert "홍길동님" in render("confirmed", "sms", name=pieces).body
    assert "\n" not in render("confirmed", "email", field="생활\nBcc: a@b.example").subject


def test_nothing_is_escaped_as_html() -> None:
    assert "세금 & <상속>" in render("cancelled", "email", reason="세금 & <상속>").body


@pytest.mark.parametrize(("text", "size"), [("가" * 45, 90), ("가" * 46, 92), ("쀍", 2), ("a가", 3), ("…", 2), ("", 0)])
def test_bytes_are_counted_in_cp949(text: str, size: int) -> None:
    assert texts.size(text) == size


@pytest.mark.parametrize(
    ("text", "kind"), [("가" * 45, "SMS"), ("가" * 46, "LMS"), ("a" * 90, "SMS"), ("a" * 91, "LMS")]
)
def test_ninety_bytes_are_an_sms(text: str, kind: str) -> None:
    assert texts.sms_kind(text) == kind


def test_a_cut_never_halves_a_syllable() -> None:
    assert texts.cut("가나다", 5) == "가나" and texts.cut("가나다", 6) == "가나다"


def test_an_emoji_is_refused_where_bytes_are_counted() -> None:
    with pytest.raises(UnicodeEncodeError):
        texts.size("😀")


def test_the_office_speaks_from_its_settings(sqlite_app: Flask) -> None:
    values = texts.office_values("https://x.example")
    assert values["city"] == "진주시" and values["lookup"] == "https://x.example/lookup"
    assert set(values) == set(OFFICE) and not values["interpreters"]


def test_the_office_speaks_english_where_it_has_the_words(sqlite_app: Flask) -> None:
    values = texts.office_values("https://x.example", "en")
    assert values["city"] == "Jinju" and values["interpreters"] == "1345"
    with transaction():
        settings.put("office.name_en", "", actor=Actor.job("tests"), now=NOW)
    assert texts.office_values("https://x.example", "en")["office"] == "진주시 민원여권과"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("office.name", "office"),
        ("office.name_en", "office"),
        *((f"{room}.place{end}", "place") for room in ("office", "nightoffice") for end in ("", "_en")),
    ],
)
def test_no_message_cuts_the_office_and_its_place(setting: str, value: str) -> None:
    longest = registry.get(setting).maximum
    assert isinstance(longest, int) and texts.LONGEST[value] >= longest


@pytest.mark.parametrize("kind", ["confirmed", "moved", "reminder"])
@pytest.mark.parametrize("channel", ["sms", "email"])
def test_who_reads_another_language_is_told_that_we_speak_korean(kind: str, channel: str) -> None:
    told = texts.render(kind, channel, {**OFFICE, **VALUES, "interpreters": "1345"}).body
    assert "한국어로" in told and "1345" in told
    assert "1345" not in render(kind, channel).body
