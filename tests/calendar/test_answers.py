"""Answers about public holidays: every oddity of the service and of files is read or refused."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from booking import wording
from booking.calendar.rules.answers import Answer, Change, code_of, compare
from booking.calendar.rules.packing import pack, unpack
from booking.calendar.rules.reading import MOST_BYTES, read
from booking.errors import BookingError

DAY, OTHER = date(2027, 1, 20), date(2027, 1, 1)
HEAD = {"resultCode": "00", "resultMsg": "NORMAL SERVICE."}
ITEM = {"dateKind": "01", "dateName": "임시공휴일", "isHoliday": "Y", "locdate": 20270120, "seq": 1}
NEW_YEAR = {**ITEM, "dateName": "1월1일", "locdate": 20270101}


def answer(items: Any, total: int = 0, header: Any = HEAD) -> bytes:
    """The service's answer as JSON."""
    body = {"items": items, "numOfRows": 10, "pageNo": 1, "totalCount": total}
    return json.dumps({"response": {"header": header, "body": body}}, ensure_ascii=False).encode()


def xml(items: str, code: str = "00", total: int = 1) -> bytes:
    """The service's answer as XML."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<response><header>'
        f"<resultCode>{code}</resultCode><resultMsg>NORMAL SERVICE.</resultMsg></header><body><items>{items}</items>"
        f"<numOfRows>10</numOfRows><pageNo>1</pageNo><totalCount>{total}</totalCount></body></response>"
    ).encode()


XML_ITEM = (
    "<item><dateKind>01</dateKind><dateName>임시공휴일</dateName><isHoliday>Y</isHoliday>"
    "<locdate>20270120</locdate><seq>1</seq></item>"
)
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\n"
    "DTSTART;VALUE=DATE:20270120\r\nSUMMARY:임시공휴일\r\nEND:VEVENT\r\n{}END:VCALENDAR\r\n"
)
MORE = (
    "BEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:20270105\r\nSUMMARY:어느 기념일\r\n"
    "DESCRIPTION:기념일\\n숨기려면\r\nEND:VEVENT\r\n"
)


@pytest.mark.parametrize(
    "data",
    [
        answer({"item": ITEM}, 1),
        answer({"item": [ITEM]}, 1),
        answer({"item": [ITEM, {**ITEM, "dateName": "기념일", "isHoliday": "N", "locdate": "20270105"}]}, 2),
        json.dumps([ITEM]).encode(),
        xml(XML_ITEM),
        b"\xef\xbb\xbf" + xml(XML_ITEM),
        xml(XML_ITEM).decode().replace("UTF-8", "utf-16").encode("utf-16"),
        "locdate,dateName,isHoliday\n20270120,임시공휴일,Y\n20270105,기념일,N\n".encode(),
        "날짜,이름\r\n2027-01-20,임시공휴일\r\n,\r\n".encode("cp949"),
        '날짜;공휴일명\n"2027. 1. 20.(수)";임시공휴일\n'.encode("utf-8-sig"),
        "날짜\t명칭\n2027년 1월 20일\t임시공휴일\n".encode("utf-16"),
        ICS.format("").encode(),
        ICS.format(MORE).replace("\r\n", "\n").encode(),
    ],
)
def test_every_format_says_the_same(data: bytes) -> None:
    found = read(data)
    assert found == Answer({DAY: "임시공휴일"}, frozenset([date(2027, 1, 1)]))
    assert unpack(pack(found)) == found


def test_a_date_twice_has_both_names_and_one_yes_is_enough() -> None:
    items = [
        ITEM,
        {**ITEM, "dateName": "어린이날", "isHoliday": "N"},
        ITEM,
        {**ITEM, "dateName": "대체공휴일", "seq": 2},
    ]
    assert dict(read(answer({"item": items}, 4)).holidays) == {DAY: "임시공휴일·대체공휴일"}


def test_an_event_of_several_days_ends_before_its_end() -> None:
    data = ICS.format("").replace("SUMMARY", "DTEND;VALUE=DATE:20270123\r\nSUMMARY")
    assert list(read(data.encode()).holidays) == [DAY, date(2027, 1, 21), date(2027, 1, 22)]


KEY_ERROR = (
    b"<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg><returnAuthMsg>"
    b"SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg><returnReasonCode>30</returnReasonCode></cmmMsgHeader>"
    b"</OpenAPI_ServiceResponse>"
)
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><response><body>&b;</body></response>'


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "answer_empty", "하나도"),
        (answer(""), "answer_empty", "하나도"),
        (answer({"item": []}), "answer_empty", "하나도"),
        (answer({"item": {**ITEM, "isHoliday": "N"}}), "answer_empty", "하나도"),
        (xml("", total=0), "answer_empty", "하나도"),
        ("날짜,이름\n".encode(), "answer_empty", "하나도"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "answer_empty", "하나도"),
        (answer({"item": [ITEM]}, 19), "answer_unfinished", "19건 가운데 1건만"),
        (xml(XML_ITEM, total=12), "answer_unfinished", "12건 가운데 1건만"),
        (KEY_ERROR, "answer_refused", "30 SERVICE_KEY_IS_NOT_REGISTERED_ERROR"),
        (xml("", code="22"), "answer_refused", "22 NORMAL"),
        (answer("", header={"resultCode": "99", "resultMsg": "DB ERROR"}), "answer_refused", "99 DB ERROR"),
        (b"Unauthorized", "answer_unreadable", "1번째 줄"),
        (b"<html><body>busy</body></html>", "answer_unreadable", "1번째 줄"),
        (answer({"item": [ITEM]})[:-20], "answer_unreadable", "번째 줄"),
        (xml(XML_ITEM)[:-30], "answer_unreadable", "2번째 줄"),
        (BOMB, "answer_unreadable", "1번째 줄"),
        (b"\xff\x00\xff\x81", "answer_unreadable", "1번째 줄"),
        (b"[" * 100_000, "answer_unreadable", "1번째 줄"),
        (b"{" + b" " * MOST_BYTES + b"}", "answer_too_long", "256KB"),
        (b"\x00\x00\x00", "answer_unreadable", "1번째 줄"),
        (answer({"item": [ITEM, {**ITEM, "locdate": "2027013"}]}), "answer_broken", "2번째 줄(항목)의 locdate 값"),
        (answer({"item": [{**ITEM, "locdate": 20270132}]}), "answer_broken", "값을 읽을 수 없습니다: 20270132"),
        (answer({"item": [{**ITEM, "isHoliday": "maybe"}]}), "answer_broken", "isHoliday 값을 읽을 수 없습니다: maybe"),
        (answer({"item": [{**ITEM, "dateName": ""}]}), "answer_broken", "dateName"),
        (answer({"item": [{**ITEM, "dateName": "가" * 61}]}), "answer_broken", "dateName"),
        (
            answer({"item": [{**ITEM, "dateName": "900101-1234567"}]}),
            "answer_broken",
            "dateName 값을 읽을 수 없습니다: …",
        ),
        (answer({"item": ["x"]}), "answer_broken", "1번째"),
        (answer("x"), "answer_broken", "1번째"),
        ("날짜,이름\n2027-01-20,임시공휴일\n20일,설날\n".encode(), "answer_broken", "3번째 줄(항목)의 locdate 값"),
        (ICS.format("").replace("SUMMARY", "RRULE:FREQ=YEARLY\r\nSUMMARY").encode(), "answer_broken", "RRULE"),
        (ICS.format("").replace("SUMMARY", "DTEND;VALUE=DATE:20290101\r\nSUMMARY").encode(), "answer_broken", "DTEND"),
        (ICS.format("").replace("DTSTART;VALUE=DATE:20270120\r\n", "").encode(), "answer_broken", "DTSTART"),
    ],
)
def test_what_is_no_answer_says_where_and_why(sqlite_app: Flask, data: bytes, code: str, said: str) -> None:
    with pytest.raises(BookingError) as refused:
        read(data)
    assert (refused.value.code, refused.value.field) == (code, "file")
    assert said in wording.sentence(refused.value)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _refusal(do: Callable[[], object]) -> BookingError | None:
    try:
        do()
    except BookingError as refusal:
        return refusal
    return None


_texts = st.one_of(st.text(max_size=12), st.sampled_from(["", "Y", "N", "20270120", "2027-02-30", "임시공휴일", None]))
_items = st.fixed_dictionaries({}, optional=dict.fromkeys(("locdate", "dateName", "isHoliday"), _texts | st.integers()))
_anything = st.recursive(
    st.none() | st.booleans() | st.floats() | _texts | _items,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["response", "header", "body", "items", "item", "resultCode"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
_files = st.one_of(
    st.binary(max_size=200),
    _anything.map(lambda found: json.dumps(found).encode()),
    _anything.map(answer),
    st.lists(_items, max_size=4).map(lambda found: answer({"item": found})),
    st.lists(st.tuples(_texts, _texts, _texts), max_size=4).map(
        lambda rows: _encoded("날짜,이름,isHoliday\n" + "\n".join(",".join(map(str, row)) for row in rows))
    ),
    st.text(max_size=40).map(lambda text: _encoded("<response><body><items><item>" + text)),
    st.text(max_size=40).map(lambda text: _encoded(xml("").decode().replace("<items>", f"<items><item>{text}</item>"))),
    st.tuples(st.text(max_size=20), st.text(max_size=20)).map(
        lambda parts: _encoded(ICS.replace("20270120", parts[0]).replace("{}", parts[1]))
    ),
)


@given(_files)
def test_any_file_is_an_answer_or_is_refused_in_words(data: bytes) -> None:
    refusal = _refusal(lambda: read(data))
    if refusal:
        assert str(wording.SENTENCES[refusal.code]).format(**refusal.parameters)
        assert refusal.field == "file"
        return
    found = read(data)
    assert found.holidays and unpack(pack(found)) == found
    assert {day.replace(day=1) for day in found.holidays} <= found.months


@given(st.text(max_size=60) | _anything.map(json.dumps))
def test_what_comes_back_is_read_as_carefully(text: str) -> None:
    refusal = _refusal(lambda: unpack(text))
    assert refusal is None or refusal.code in ("answer_unreadable", "answer_broken")


JAN = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("found", "current", "withdrawn", "changes"),
    [
        ({DAY: "임시공휴일"}, {}, (), [Change(DAY, "added", "임시공휴일")]),
        ({DAY: "임시공휴일"}, {DAY: "임시 공휴일"}, (), []),
        ({DAY: "임시공휴일"}, {}, (DAY,), [Change(DAY, "returned", "임시공휴일")]),
        ({}, {DAY: "임시공휴일"}, (), [Change(DAY, "withdrawn", "임시공휴일", "임시공휴일")]),
        ({}, {date(2027, 2, 8): "설날 다음날"}, (), []),  # the answer says nothing of February
        ({DAY: "국민의 날"}, {DAY: "임시공휴일"}, (), [Change(DAY, "renamed", "국민의 날", "임시공휴일")]),
        ({DAY: "1월1일"}, {DAY: "신정"}, (), []),
        ({DAY: "3·1절"}, {DAY: "삼일절"}, (), []),
        ({DAY: "설날"}, {DAY: "설날 다음날"}, (), []),
        ({DAY: "대체공휴일(어린이날)"}, {DAY: "어린이날 대체 휴일"}, (), []),
        ({DAY: "어린이날·부처님오신날"}, {DAY: "부처님오신날·어린이날"}, (), []),
        ({DAY: "전국동시지방선거"}, {DAY: "지방선거일"}, (), []),
        ({date(2027, 1, 4): "지난 날"}, {}, (), []),
    ],
)
def test_the_difference(
    found: dict[date, str], current: dict[date, str], withdrawn: tuple[date, ...], changes: list[Change]
) -> None:
    assert compare(Answer(found, frozenset([JAN])), current, withdrawn, date(2027, 1, 5)) == changes


def test_the_code_names_what_was_seen_and_chosen() -> None:
    one, other = Change(DAY, "added", "임시공휴일"), Change(OTHER, "withdrawn", "신정", "신정")
    codes = {code_of([one, other], [DAY]), code_of([one, other], [DAY, OTHER]), code_of([one], [DAY]), code_of([], [])}
    assert len(codes) == 4
    assert code_of([one, other], [DAY]) == code_of([one, other], (DAY,))


_days = st.dictionaries(
    st.dates(date(2027, 1, 1), date(2027, 4, 30)), st.sampled_from(["설날", "추석", "신정"]), max_size=6
)


@given(_days, _days, st.sets(st.sampled_from([1, 2, 3, 4])))
def test_a_difference_that_is_made_leaves_none(
    found: dict[date, str], current: dict[date, str], months: set[int]
) -> None:
    covered = frozenset({date(2027, month, 1) for month in months} | {day.replace(day=1) for day in found})
    answer, made = Answer(found, covered), dict(current)
    for change in compare(answer, current, (), date(2027, 1, 1)):
        assert change.date.replace(day=1) in covered
        made.pop(change.date, None) if change.what == "withdrawn" else made.update({change.date: change.name})
    assert compare(answer, made, (), date(2027, 1, 1)) == []
    assert {day: name for day, name in made.items() if day.replace(day=1) in covered} == found
    assert {day for day in current if day.replace(day=1) not in covered} <= set(made)
