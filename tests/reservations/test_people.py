"""Names, telephones and texts as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.errors import BookingError, IdentityNumber, TextInvalid
from booking.identity import find_identity_number
from booking.reservations import errors
from booking.reservations.rules import people


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("010-1234-5678", "+821012345678"),
        ("01012345678", "+821012345678"),
        ("010 1234 5678", "+821012345678"),
        ("010.1234.5678", "+821012345678"),
        ("010/1234/5678", "+821012345678"),
        ("+82 10-1234-5678", "+821012345678"),
        ("+82 (0)10 1234 5678", "+821012345678"),
        ("82-10-1234-5678", "+821012345678"),
        ("０１０－１２３４－５６７８", "+821012345678"),
        ("010–1234–5678", "+821012345678"),
        ("(055) 749-5114", "+82557495114"),
        ("055.749.5114", "+82557495114"),
        ("02-123-4567", "+8221234567"),
        ("031-123-4567", "+82311234567"),
        ("070-1234-5678", "+827012345678"),
        ("0507-1234-5678", "+8250712345678"),
        ("011-234-5678", "+82112345678"),
    ],
)
def test_a_telephone_is_read_in_every_usual_spelling(typed: str, e164: str) -> None:
    assert people.read_phone(typed) == e164


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", errors.FieldMissing),
        ("   ", errors.FieldMissing),
        ("749-5114", errors.PhoneInvalid),  # without area code
        ("010-1234-567", errors.PhoneInvalid),  # a digit short
        ("010-12345-6789", errors.PhoneInvalid),
        ("1588-1234", errors.PhoneInvalid),  # nobody's own
        ("060-700-1234", errors.PhoneInvalid),
        ("112", errors.PhoneInvalid),
        ("+1 650 253 0000", errors.PhoneInvalid),
        ("010-ABCD-EFGH", errors.PhoneInvalid),
        ("<script>", errors.PhoneInvalid),
        ("900101-1234567", IdentityNumber),
        ("0" * 31, errors.TooLong),
    ],
)
def test_what_is_no_telephone_is_refused_at_its_field(typed: str, refusal: type[BookingError]) -> None:
    with pytest.raises(refusal) as caught:
        people.read_phone(typed)
    assert caught.value.field == "phone"


@given(st.text(max_size=40))
def test_any_text_is_a_telephone_or_a_refusal(typed: str) -> None:
    try:
        read = people.read_phone(typed)
    except BookingError as caught:
        read = caught.field or ""
    assert read.startswith(("+82", "phone"))


@pytest.mark.parametrize("name", ["홍길동", "남궁 민수", "Nguyễn Thị Hoa", "O'Brien", "김-이슬", "李舜臣", "ア"])
def test_a_name_is_written_in_letters_of_any_script(name: str) -> None:
    assert people.read_name(f"  {name} ") == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("환급금 안내 gov-tax.com", "환급금 안내 gov-tax. com"),
        ("www.tax.한국", "www. tax. 한국"),
        ("a.b.c", "a. b. c"),
        ("J.R.R. Tolkien Jr.", "J. R. R. Tolkien Jr."),
    ],
)
def test_no_name_is_an_address_that_a_telephone_makes_a_link_of(typed: str, name: str) -> None:
    assert people.read_name(typed) == people.read_name(name) == name
    assert people.name_key(typed) == people.name_key(name)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", errors.FieldMissing),
        ("\u3000 \n", errors.FieldMissing),
        ("가" * 51, errors.TooLong),
        ("<b>홍길동</b>", errors.NameInvalid),
        ("홍길동😀", errors.NameInvalid),
        ("12345", errors.NameInvalid),
        ("...", errors.NameInvalid),
        ("홍\x00길동", errors.NameInvalid),
        ("홍길동\u3164", errors.NameInvalid),  # a letter that shows nothing
        ("홍길동 900101-1234567", IdentityNumber),
    ],
)
def test_what_is_no_name_is_refused_at_its_field(typed: str, refusal: type[BookingError]) -> None:
    with pytest.raises(refusal) as caught:
        people.read_name(typed)
    assert caught.value.field == "name"


def test_the_same_person_has_one_key_however_the_name_is_typed() -> None:
    first = people.make_person("홍 길동", "010-1234-5678")
    second = people.make_person("홍길동", "+821012345678")
    family = people.make_person("홍길순", "010-1234-5678")
    assert first.key_text == second.key_text != family.key_text
    for spelling in ("홍길동.", "홍·길·동", "(홍길동)", "홍-길동"):
        assert people.make_person(spelling, "010-1234-5678").key_text == first.key_text


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("가" * 501, errors.TooLong),
        ("가\x00나", TextInvalid),
        ("제 번호는 900101-1234567 입니다", IdentityNumber),
    ],
)
def test_a_question_is_short_plain_and_without_identity_numbers(typed: str, refusal: type[BookingError]) -> None:
    with pytest.raises(refusal) as caught:
        people.read_question(typed)
    assert caught.value.field == "question"


def test_a_question_keeps_its_lines_and_may_be_empty() -> None:
    assert people.read_question(" 첫째 줄\r\n둘째 줄 <b>😀</b> ") == "첫째 줄\n둘째 줄 <b>😀</b>"
    assert people.read_question(" \n ") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("900101-1234567", "resident"),
        ("9001011234567", "resident"),
        ("９００１０１－１２３４５６７", "resident"),
        ("번호:900101 1234567입니다", "resident"),
        ("900101 – 2234567", "resident"),
        ("9 0 0 1 0 1 1 2 3 4 5 6 7", "resident"),
        ("000229-3123456", "resident"),  # 2000 was a leap year
        ("201015-4000000", "resident"),  # since 2020-10 without a check digit
        ("990101-5234567", "resident"),  # a foreigner's
        ("M12345678", "passport"),
        ("m123a4567", "passport"),
        ("11-22-333333-44", "licence"),
        ("경남 04-123456-78", "licence"),
        ("서울-12-345678-90", "licence"),
    ],
)
def test_identity_numbers_are_found(text: str, kind: str) -> None:
    assert find_identity_number(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "901301-1234567",  # no thirteenth month
        "010229-3123456",  # 2001 was none
        "123-45-67890",  # 사업자등록번호
        "사업자번호 1234567890",
        "010-1234-5678",
        "2026-11-23 010-1234-5678",
        "055-749-5114, 02-123-4567",
        "진주시 상대동 284-12",
        "산 12-3번지",
        "1,234,567원",
        "2026.11.23 14:00~16:00",
        "352-1234-5678-93",
        "4812310100102840012",  # a lot's PNU
        "",
    ],
)
def test_other_numbers_are_let_through(text: str) -> None:
    assert find_identity_number(text) is None


@given(st.from_regex(r"\A[1-9]\d{2}-\d{2}-\d{5}\Z"), st.from_regex(r"\A010-\d{4}-\d{4}\Z"))
def test_no_business_number_and_no_telephone_is_ever_refused(business: str, phone: str) -> None:
    for text in (business, phone, f"{business} {phone}", f"{phone}, {business}"):
        assert find_identity_number(text) is None


@pytest.mark.parametrize("typed", ["900101-1234567@mail.example", "9001011234567", "900101-\u200b1234567@mail.example"])
def test_an_address_holds_no_resident_number(typed: str) -> None:
    with pytest.raises(IdentityNumber) as refused:
        people.read_email(typed)
    assert refused.value.field == "email"


def test_an_address_with_a_student_number_is_none_of_a_passport() -> None:
    assert people.read_email("s20231234@school.example") == "s20231234@school.example"
