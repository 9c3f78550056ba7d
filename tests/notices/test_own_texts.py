"""Texts that staff write: what is refused when they are saved, and that whatever is kept can always be sent."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking import wording
from booking.audit.rules import Actor
from booking.db import db, transaction
from booking.errors import BookingError, IdentityNumber
from booking.notices import errors, rules, service, texts
from booking.notices.models import NoticeText
from booking.notices.texts import Words
from booking.settings import service as office
from tests.notices.conftest import NOW, VALUES

CLERK = Actor.job("tests")
GOOD = Words(
    "[#{도시}] 예약 완료", "#{이름}님\n#{날짜} #{시각} #{장소}\n예약번호 #{예약번호}\n준비물: #{준비물}\n#{문의전화}"
)
TEXTS = [
    (kind, channel, language)
    for kind in texts.KINDS
    for channel in ("alimtalk", "sms", "email")
    for language in ("ko", "en")
    if texts.has_default(kind, channel) and (channel != "alimtalk" or language == "ko")
]


def put(words: Words, kind: str = "confirmed", channel: str = "sms", language: str = "ko") -> bool:
    with transaction():
        return service.put_text(kind, channel, language, words, actor=CLERK, now=NOW)


def allow_links() -> None:
    with transaction():
        office.put("notices.sms_links", "yes", actor=CLERK, now=NOW)


def refusals(kind: str = "confirmed", channel: str = "sms", **changes: str) -> list[tuple[str | None, str]]:
    words = Words(changes.get("subject", GOOD.subject), changes.get("body", GOOD.body))
    return [(fault.field, wording.sentence(fault)) for fault in texts.faults(kind, channel, "ko", words)]


@pytest.mark.parametrize(("kind", "channel", "language"), TEXTS)
@pytest.mark.parametrize("has_links", [False, True])
def test_the_products_own_texts_keep_the_rules(
    sqlite_app: Flask, kind: str, channel: str, language: str, has_links: bool
) -> None:
    if has_links:
        allow_links()
    found = texts.as_shown(texts.default(kind, channel, language), channel)
    assert texts.faults(kind, channel, language, found) == []
    assert found == Words(texts.tidy(found.subject), texts.tidy(found.body)), "saving it unchanged changes it"


def test_every_kind_has_its_variables_and_every_text_its_file(sqlite_app: Flask) -> None:
    assert set(texts.KINDS) == {*rules.KINDS, *texts.FEET}
    assert {kind for kind, channel, _ in TEXTS if channel == "sms"} == set(rules.KINDS)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (GOOD.body + "\n#{이릉}", "‘#{이릉}’: 이 안내에 쓸 수 없는 변수"),
        (GOOD.body + "\n#{신청번호}", "‘#{신청번호}’: 이 안내에 쓸 수 없는 변수"),
        (GOOD.body + "\n#{이름", "6번째 줄의 중괄호"),
        (GOOD.body + "\n{이름}", "6번째 줄의 중괄호"),
        (GOOD.body + "\n＃｛이름｝", "6번째 줄의 중괄호"),
        (GOOD.body + "\n#{이름\n}", "6번째 줄의 중괄호"),
        (GOOD.body.replace("#{예약번호}", ""), "‘#{예약번호}’: 이 안내에 꼭 있어야"),
        (GOOD.body.replace("#{예약번호}", "#{예약번호} #{사유}"), "‘#{사유}’가 비면 그 줄이 함께 빠집니다"),
        (GOOD.body + "\n😀", "보낼 수 없는 글자가 있습니다: ‘😀’"),
        (GOOD.body + "\na\u200bb", "U+200B"),
        (GOOD.body + "\n#{주소}", "‘#{주소}’: 이 문안에는 인터넷 주소"),
        (GOOD.body + "\nHTTPS://jinju.go.kr", "이 문안에는 인터넷 주소"),
        (GOOD.body + "\n" + "가" * 700, "가장 긴 값이 들어가면 2"),
        ("", "내용을 적어 주세요."),
    ],
)
def test_a_body_is_refused_with_a_sentence_that_names_what_is_wrong(sqlite_app: Flask, body: str, words: str) -> None:
    assert refusals() == []
    assert any(field == "body" and words in sentence for field, sentence in refusals(body=body)), refusals(body=body)
    with pytest.raises(BookingError):
        put(Words(GOOD.subject, body))
    assert db.session.query(NoticeText).count() == 0


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("가" * 21, "42바이트입니다. 40바이트까지"),
        ("#{이름}", "120바이트입니다. 40바이트까지"),
        ("#{사유}", "‘#{사유}’: 비어 있을 수 있거나"),
        ("#{누가}", "‘#{누가}’: 이 안내에 쓸 수 없는"),
        ("예약 🎉", "‘🎉’"),
        ("", "내용을 적어 주세요."),
    ],
)
def test_a_subject_is_refused_likewise(sqlite_app: Flask, subject: str, words: str) -> None:
    assert refusals(subject="가" * 20) == []
    assert any(field == "subject" and words in sentence for field, sentence in refusals(subject=subject))


def test_links_are_taken_where_the_office_allows_them(sqlite_app: Flask) -> None:
    with_link = GOOD.body + "\n예약 확인: #{주소}"
    assert refusals(body=with_link) and not refusals(channel="email", body=with_link)
    allow_links()
    assert refusals(body=with_link) == []
    needed = GOOD.body.replace("#{예약번호}", "#{예약번호} #{주소}")
    assert [words for _, words in refusals(body=needed) if "‘#{주소}’가 비면" in words]


def test_an_alimtalk_has_no_line_to_leave_out_and_no_link(sqlite_app: Flask) -> None:
    body = GOOD.body.replace("\n준비물: #{준비물}", "")
    assert refusals(channel="alimtalk", subject="", body=body + " 😀") == []
    for more, words in (
        ("#{준비물}", "알림톡은 줄을 뺄 수 없으므로"),
        ("#{주소}", "인터넷 주소"),
        ("가" * 900, "1000자까지"),
    ):
        assert [field for field, said in refusals(channel="alimtalk", body=f"{body}\n{more}") if words in said], more


def test_an_alimtalk_is_filled_by_the_names_that_staff_know(sqlite_app: Flask) -> None:
    given = texts.for_template("confirmed", {**texts.office_values("https://x.example"), **VALUES, "link": "/r/x"})
    assert given["이름"] == "홍길동" and given["예약번호"] == "R7K3-9MXW" and given["링크"] == "/r/x"
    needed = {one.name for one in texts.offered("confirmed", "alimtalk")}
    assert needed <= set(given) and all(given[name] for name in needed)


def test_an_identity_number_is_refused(sqlite_app: Flask) -> None:
    with pytest.raises(IdentityNumber):
        put(Words(GOOD.subject, GOOD.body + "\n900101-1234567"))


def test_an_own_text_counts_until_it_is_taken_back(app: Flask) -> None:
    values = {**texts.office_values("https://x.example"), **VALUES}
    usual = texts.render("confirmed", "sms", values)
    assert put(GOOD) and not put(GOOD)
    said = texts.render("confirmed", "sms", values)
    assert said.subject == "[진주시] 예약 완료" and said.body.startswith("홍길동님\n2026. 12. 21.(월) 오전 10시")
    assert "준비물" not in said.body, "the line of an empty variable is left out"
    assert texts.render("confirmed", "email", values).body.startswith("안녕하세요"), "one text, and no other"
    assert put(Words("다른 제목", GOOD.body))
    with transaction():
        assert service.reset_text("confirmed", "sms", "ko", actor=CLERK, now=NOW)
        assert not service.reset_text("confirmed", "sms", "ko", actor=CLERK, now=NOW)
    assert texts.render("confirmed", "sms", values) == usual


def test_the_products_own_text_is_no_row(app: Flask) -> None:
    standard = texts.as_shown(texts.default("confirmed", "sms", "ko"), "sms")
    assert not put(standard)
    assert put(GOOD) and put(standard)
    assert texts.list_own() == []


@pytest.mark.parametrize("place", [("comet", "sms", "ko"), ("confirmed", "pigeon", "ko"), ("code", "email", "ko")])
def test_there_are_no_other_texts(sqlite_app: Flask, place: tuple[str, str, str]) -> None:
    with pytest.raises(errors.TextUnknown), transaction():
        service.reset_text(*place, actor=CLERK, now=NOW)


def test_a_value_that_looks_like_a_variable_stays_what_it_is(sqlite_app: Flask) -> None:
    values = {**texts.office_values("https://x.example"), **VALUES, "name": "#{예약번호}"}
    put(GOOD)
    assert texts.render("confirmed", "sms", values).body.startswith("#{예약번호}님")


PIECES = st.one_of(
    st.sampled_from([f"#{{{name}}}" for name in texts.VARIABLES]),
    st.sampled_from(
        ["\n", "\n\n", "가나다", "쀍", "😀", "#{", "}", "#{없음}", " ", "http://", "x" * 200, "{{ 7 }}", "%s"]
    ),
    st.text(max_size=12),
)
BODIES = st.lists(PIECES, max_size=25).map("".join)
ANY = st.text(max_size=400)
USUAL = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@USUAL
@given(
    kind=st.sampled_from(sorted(rules.KINDS)),
    channel=st.sampled_from(["alimtalk", "sms", "email"]),
    subject=BODIES,
    body=BODIES,
    is_whole=st.booleans(),
    values=st.fixed_dictionaries(
        {one.value: ANY for one in texts.VARIABLES.values() if one.value not in ("address", "doors")},
        optional={"link": ANY},
    ),
)
def test_whatever_is_kept_is_sent_whole(
    sqlite_app: Flask, kind: str, channel: str, subject: str, body: str, is_whole: bool, values: dict[str, Any]
) -> None:
    if is_whole:  # so that many of the texts are good ones
        body += "".join(f"\n#{{{name}}}" for name in texts.KINDS[kind].required)
    words = Words(texts.tidy(subject), texts.tidy(body))
    if texts.faults(kind, channel, "ko", words):
        return
    told = texts.compose(words, channel, texts.values_for(kind, channel, values))
    assert "\n\n\n" not in told.body
    if channel == "alimtalk":
        assert len(told.body) <= texts.LETTERS
    if channel == "sms":
        whole = texts.compose(words, "alimtalk", texts.values_for(kind, channel, values)).body
        assert told.body == texts.sendable(whole), "it was cut"
        assert texts.size(told.body) <= texts.LMS_BYTES and texts.size(told.subject) <= texts.SUBJECT_BYTES
