"""The privacy notice: worded from the settings, stored once, never changed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.privacy.rules import differences
from booking.reservations.rules.consent import CONSENT, DUTY, Terms, make_notice

TERMS = Terms(CONSENT, 3, 12, (("생활법률", ("법률홈닥터",)), ("국세", ("마을세무사", "납세자보호관"))))


def test_it_says_what_the_law_asks_for() -> None:
    text = make_notice(TERMS).text
    for said in (
        "상담일부터 12개월", "상담 요지는 상담일부터 3개월", "이름, 전화번호, 상담 일시", "전자우편, 상담 요지",
        "생활법률 법률홈닥터 / 국세 마을세무사, 납세자보호관",
        "동의하지 않으실 수 있습니다", "[선택 항목]", "동의하십니까?",
    ):  # fmt: skip
        assert said in text


def test_on_duty_it_gives_the_basis_and_asks_for_nothing() -> None:
    notice = make_notice(replace(TERMS, basis=DUTY))
    assert "제15조제1항제3호" in notice.text
    assert not any("동의하지 않으시면 인터넷 예약은 할 수 없으며" in line.korean for line in notice.required)


@pytest.mark.parametrize(
    "changed",
    [
        {"basis": DUTY}, {"question_months": 4}, {"person_months": 24}, {"processors": "문자회사"},
        {"organisations": ()}, {"required": ("이름",)}, {"optional": ("상담 요지",)},
    ],
)  # fmt: skip
def test_every_change_is_a_new_version(changed: dict[str, object]) -> None:
    assert make_notice(replace(TERMS, **changed)).version != make_notice(TERMS).version


@given(st.text(min_size=1), st.text())
def test_names_may_hold_anything(organisation: str, processors: str) -> None:
    notice = make_notice(replace(TERMS, organisations=(("국세", (organisation,)),), processors=processors))
    assert organisation in notice.text and processors in notice.text
    assert (
        notice.version
        == make_notice(replace(TERMS, organisations=notice_of(organisation), processors=processors)).version
    )


def notice_of(organisation: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("국세", (organisation,)),)


def test_differences_name_what_came_and_went() -> None:
    assert differences("가\n나", "가\n다") == [("same", "가"), ("out", "나"), ("in", "다")]
