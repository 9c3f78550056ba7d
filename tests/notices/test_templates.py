"""AlimTalk's templates: what is kept of them, and what is refused."""

import pytest
from flask import Flask

from booking.db import db, transaction
from booking.errors import BookingError
from booking.notices import errors, service, texts
from booking.notices.models import NoticeText
from booking.notices.texts import Button, Template, Words
from booking.settings import service as settings
from booking.wording import sentence
from tests.notices.conftest import NOW
from tests.notices.test_own_texts import CLERK

ADDRESS = "https://x.example#{링크}"
BODY = "#{날짜} #{시각} #{장소} #{예약번호}"
GOOD = Template(
    "KA01TP230126085130773ZHclHN4i9Q", (Button("예약 확인", ADDRESS), Button("가" * 14, "http://x.example/a"))
)


@pytest.fixture(autouse=True)
def links(sqlite_app: Flask) -> None:
    allow("yes")


def allow(value: str) -> None:
    with transaction():
        settings.put("notices.sms_links", value, actor=CLERK, now=NOW)


def put(template: Template, kind: str = "confirmed") -> bool:
    with transaction():
        return service.put_template(kind, template, actor=CLERK, now=NOW)


def found(template: Template) -> list[tuple[str | None, type[BookingError]]]:
    faults = texts.template_faults("confirmed", template)
    assert all(sentence(fault) for fault in faults)
    return [(fault.field, type(fault)) for fault in faults]


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        (Template("12345"), ("template_code", errors.TemplateCodeWrong)),
        (Template("KA01TP1 2"), ("template_code", errors.TemplateCodeWrong)),
        (Template("", GOOD.buttons), ("template_code", errors.TemplateCodeMissing)),
        (Template("KA01TP1", (Button("가" * 15, ADDRESS),)), ("button_1", errors.TextTooManyLetters)),
        (Template("KA01TP1", (Button("#{이름}", ADDRESS),)), ("button_1", errors.ButtonNameVariable)),
        (Template("KA01TP1", (Button("", ADDRESS),)), ("button_1", errors.ButtonHalf)),
        (Template("KA01TP1", (Button("확인", ""),)), ("button_1_url", errors.ButtonHalf)),
        (Template("KA01TP1", (Button("확인", "x.example"),)), ("button_1_url", errors.ButtonAddressWrong)),
        (Template("KA01TP1", (Button("확인", "javascript:1"),)), ("button_1_url", errors.ButtonAddressWrong)),
        (Template("KA01TP1", (Button("확인", "https://x /a"),)), ("button_1_url", errors.ButtonAddressWrong)),
        (Template("KA01TP1", (Button("확인", "https://x.example/#{"),)), ("button_1_url", errors.ButtonAddressWrong)),
        (Template("KA01TP1", (Button("확인", f"{ADDRESS}#{{없음}}"),)), ("button_1_url", errors.TextVariableUnknown)),
        (Template("KA01TP1", (Button("확인", f"{ADDRESS}#{{사유}}"),)), ("button_1_url", errors.TextVariableUnknown)),
        (Template("KA01TP1", (Button("확인", "https://" + "x" * 500),)), ("button_1_url", errors.TextTooManyLetters)),
        (Template("KA01TP1", (Button("확인", ADDRESS),) * 6), ("button_5", errors.ButtonsTooMany)),
    ],
)
def test_what_could_not_be_sent_is_refused_where_it_stands(
    template: Template, fault: tuple[str, type[BookingError]]
) -> None:
    assert found(template) == [fault]
    with pytest.raises(fault[1]):
        put(template)
    assert db.session.query(NoticeText).count() == 0


def test_a_good_one_is_kept_and_taken_back(sqlite_app: Flask) -> None:
    assert found(GOOD) == [] and put(GOOD) and not put(GOOD)
    assert texts.find_template("confirmed") == GOOD and service.template_of("confirmed") == GOOD.code
    assert texts.list_own() == [] and texts.words("confirmed", "alimtalk", "ko").body, "the product's own text counts"
    assert put(Template()) and db.session.query(NoticeText).count() == 0
    with pytest.raises(errors.TextUnknown):
        put(GOOD, "alarm")


def test_text_and_template_are_changed_apart() -> None:
    put(GOOD)
    with transaction():
        assert service.put_text("confirmed", "alimtalk", "ko", Words("", BODY), actor=CLERK, now=NOW)
    assert texts.words("confirmed", "alimtalk", "ko").body == BODY
    with transaction():
        assert service.reset_text("confirmed", "alimtalk", "ko", actor=CLERK, now=NOW)
        assert not service.reset_text("confirmed", "alimtalk", "ko", actor=CLERK, now=NOW)
    assert texts.find_template("confirmed") == GOOD and texts.list_own() == []


def test_buttons_are_of_use_only_where_the_office_allows_links() -> None:
    put(GOOD)
    put(Template("KA01TP2"), "moved")
    allow("no")
    assert found(GOOD) == [(f"button_{number}_url", errors.ButtonLinkForbidden) for number in (1, 2)]
    assert (service.template_of("confirmed"), service.template_of("moved")) == ("", "KA01TP2")
