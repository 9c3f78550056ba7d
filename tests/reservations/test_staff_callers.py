"""Booking for a caller or a walk-in: the citizens' rules, and leaving them aside with a reason."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.calendar import service as calendar
from booking.consultations import queries as consultations
from booking.db import db, transaction
from booking.notices import queries as notices
from booking.reasons import read_reason
from booking.reservations.models import Reservation
from booking.reservations.queries.consent import notice_in_force
from booking.settings import service as settings
from tests.reservations.conftest import CLERK, DAY, NEXT, NOW, Desk, a_person, wall
from tests.support.pages import Page
from tests.support.work import Worker, entries

FORM = f"/staff/book/{DAY}"
LATE = wall(DAY, 9)
"""After the cut-off, on the day itself."""


@pytest.fixture
def clerk(app: Flask, desk: Desk, at: Callable[..., datetime]) -> Worker:
    at(NOW)
    return Worker(app)


def typed(desk: Desk, **more: str) -> dict[str, str]:
    values = {"via": "telephone", "slot": desk.slot().token, "name": "홍길동", "phone": "010-1234-5678"}
    return values | {"question": "상속 포기", "consent": "y", **more}


def rows() -> list[Reservation]:
    return list(db.session.scalars(select(Reservation).order_by(Reservation.id)))


def test_a_caller_is_booked_and_the_reference_can_be_read_out(clerk: Worker, desk: Desk) -> None:
    target = clerk.post(FORM, **typed(desk)).url
    [row] = rows()
    assert target == f"/staff/reservations/{row.reference}/booked"
    assert (row.state, row.via, row.name, row.phone) == ("reserved", "telephone", "홍길동", "+821012345678")
    assert (row.consent_version, row.consent_by) == (notice_in_force().version, "clerk@city.example")
    page = clerk.get(target)
    assert page.soup.select_one(".desk-read-out__reference").get_text() == row.shown_reference
    assert "안내 문자를 보냅니다" in page.text and "010-1234-5678" not in page.html
    assert [entry.person for entry in entries("reservation.viewed")] == [row.person_key]


def test_a_clerk_says_in_which_language_a_caller_is_written_to(clerk: Worker, desk: Desk) -> None:
    assert [option.get_text() for option in clerk.get(FORM).soup.select("select[name=language] option")][:2] == [
        "한국어", "영어"
    ]  # fmt: skip
    clerk.post(FORM, **typed(desk, language="en"))
    [row] = rows()
    assert row.language == "en"
    assert "영어" in clerk.get(f"/staff/reservations/{row.reference}").text
    clerk.post(FORM, 400, **typed(desk, language="xx"))
    assert len(rows()) == 1


def test_a_caller_with_a_landline_is_not_called_back_for_it(clerk: Worker, desk: Desk) -> None:
    target = clerk.post(FORM, **typed(desk, phone="055-123-4567")).url
    [row] = rows()
    assert notices.list_about(f"reservation:{row.reference}") == []
    assert "문자를 받을 수 없는 번호입니다" in clerk.get(target).text


def test_a_caller_with_a_landline_and_an_email_is_told_of_the_mail(clerk: Worker, desk: Desk) -> None:
    target = clerk.post(FORM, **typed(desk, phone="055-123-4567", email="hong@example.org")).url
    [row] = rows()
    assert [one.channel for one in notices.list_about(f"reservation:{row.reference}")] == ["email"]
    assert "예약 안내를 전자우편으로 보냅니다" in clerk.get(target).text


def test_on_duty_the_clerk_claims_no_consent(clerk: Worker, desk: Desk) -> None:
    with transaction():
        settings.put("privacy.legal_basis", "duty", actor=CLERK, now=NOW)
    page = clerk.get(FORM)
    assert (
        page.soup.select_one(".krds-form-check > [type=checkbox] + label[for=consent]")
        .get_text()
        .startswith("안내문을 읽어 드렸습니다.")
    )
    page = clerk.post(FORM, 400, **(typed(desk) | {"consent": ""}))
    assert "안내문을 읽어 드렸습니다: 안내문을 읽어 드린 뒤 표시해 주세요." in page.soup.find(id="errors").get_text()
    clerk.post(FORM, **typed(desk))
    [row] = rows()
    assert row.consent_basis == "duty"
    assert "개인정보 안내" in clerk.get(f"/staff/reservations/{row.reference}").text


def test_sending_the_form_twice_gives_the_same_booking(clerk: Worker, desk: Desk) -> None:
    values = typed(desk, token=clerk.get(FORM).filled(FORM)["token"])
    first, second = clerk.post(FORM, **values), clerk.post(FORM, **values)
    assert first.url == second.url and len(rows()) == 1


def test_sending_it_again_after_the_cut_off_gives_the_same_booking_too(
    app: Flask, clerk: Worker, desk: Desk, at: Callable[..., datetime]
) -> None:
    values = typed(desk, token=clerk.get(FORM).filled(FORM)["token"])
    first = clerk.post(FORM, **values)
    at(LATE)
    assert Worker(app, "second@city.example").post(FORM, **values).url == first.url


def test_the_form_sent_again_for_somebody_else_is_another_booking(clerk: Worker, desk: Desk) -> None:
    values = typed(desk, token=clerk.get(FORM).filled(FORM)["token"])
    clerk.post(FORM, **values)
    clerk.post(FORM, **{**values, "slot": desk.slot("national-tax").token})
    clerk.post(FORM, **{**values, "slot": desk.slot(nth=1).token, "name": "남궁민"})
    assert [row.name for row in rows()] == ["홍길동", "홍길동", "남궁민"]


def test_free_times_are_offered_and_taken_ones_are_not(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot())
    page = clerk.get(f"{FORM}?slot={desk.slot(nth=1).token}")
    radios = page.form(FORM).select("[name=slot]")
    assert [radio.has_attr("disabled") for radio in radios] == [True, False, False, False]
    assert [radio.has_attr("checked") for radio in radios] == [False, True, False, False]
    assert [legend.get_text() for legend in page.soup.select("fieldset.desk-slots legend")] == ["생활법률", "국세"]


def test_a_time_that_a_citizen_holds_is_called_as_on_the_roster(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot())
    desk.hold(desk.slot(nth=1))
    said = [label.get_text(" ") for label in clerk.get(FORM).soup.select("fieldset.desk-slots .slot__state")]
    assert said == ["예약 있음", "예약 진행 중 (낮 12시 10분까지)", "2자리", "2자리"]


def test_the_script_to_read_out_names_who_gets_the_data(clerk: Worker) -> None:
    script = clerk.get(FORM).soup.select_one(".desk-script")
    assert script is not None
    for said in ("이름과 전화번호", "3개월", "12개월", "표본", "동의하지 않으셔도", "동의하십니까?"):
        assert said in " ".join(script.get_text(" ").split())


BAD = [
    ("slot", ""), ("slot", "unknown"), ("slot", "x" * 500), ("via", "letter"), ("name", ""), ("name", "홍<b>"),
    ("name", "가" * 51), ("name", "😀"), ("phone", ""), ("phone", "010-12"), ("phone", "1" * 40),
    ("question", "가" * 501), ("question", "900101-1234567"), ("consent", ""), ("override_reason", "가" * 201),
    ("override_reason", "900101-1234567"), ("override_reason", "010-1234-5678로 요청"),
    ("override_reason", "０５５ 123 4567"), ("override_reason", "01012345678"), ("override_reason", "+82 10 1234 5678"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), BAD)
def test_bad_input_is_answered_with_everything_that_was_typed(
    sqlite_app: Flask, clerk: Worker, desk: Desk, field: str, value: str
) -> None:
    given = typed(desk, **{field: value})
    if field == "consent":
        del given["consent"]
    page = clerk.post(FORM, 404 if value == "unknown" or len(value) == 500 else 400, **given)
    kept = page.filled(FORM)
    for name in ("name", "phone", "question"):
        assert kept[name] == given[name]
    if field not in ("slot", "via"):
        assert kept["slot"] == given["slot"]
    assert page.soup.select_one("#errors") and page.soup.select_one(".field__error") and not rows()


def test_a_time_that_was_taken_meanwhile_is_told_and_the_rest_is_kept(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot(), a_person("남궁민", "010-9876-5432"))
    page = clerk.post(FORM, 409, **typed(desk))
    assert "방금 다른 예약이 들어온 시간입니다" in page.text and page.filled(FORM)["question"] == "상속 포기"
    assert len(rows()) == 1


def test_one_a_day_holds_and_is_left_aside_with_a_reason(clerk: Worker, desk: Desk) -> None:
    desk.book(desk.slot())
    again = typed(desk, slot=desk.slot(nth=1).token)
    assert "이미" not in clerk.post(FORM, 409, **again).text and len(rows()) == 1
    clerk.post(FORM, **again, override_reason="어머니 것도 함께")
    assert [row.name for row in rows() if row.state == "reserved"] == ["홍길동"] * 2
    assert [entry.reason for entry in entries("reservation.reserved")] == ["", "어머니 것도 함께"]


def test_after_the_cut_off_a_reason_is_needed_and_logged(app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    at(LATE)
    clerk = Worker(app)
    assert "온라인 접수는 2026. 12. 18.(금) 오후 5시에 끝났습니다" in clerk.get(FORM).text
    page = clerk.post(FORM, 409, **typed(desk))
    assert "그래도 예약하려면 ‘예외 사유’를 적어 주세요." in page.text and page.form(FORM).select(
        "#override_reason[aria-invalid=true]"
    )
    clerk.post(FORM, **typed(desk, override_reason="상담위원 승낙"))
    assert [entry.reason for entry in entries("reservation.reserved")] == ["상담위원 승낙"]


@pytest.mark.parametrize("reason", ["민원여권과-2026-1234호", "2026. 11. 23. 14:00 요청", "20261123", "서류 055-12"])
def test_numbers_of_documents_and_dates_are_no_telephone(reason: str) -> None:
    assert read_reason(reason) == reason


def test_before_the_opening_too(app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    with transaction():
        desk.next_day.opens_at = NOW + timedelta(days=28)
    at(NOW)
    clerk, path = Worker(app), f"/staff/book/{NEXT}"
    assert "시작합니다" in clerk.get(path).text
    early = typed(desk, slot=desk.slot(day=desk.next_day).token)
    clerk.post(path, 409, **early)
    clerk.post(path, **early, override_reason="입원 중")
    assert len(rows()) == 1


def test_a_walk_in_of_the_day_needs_no_reason_where_the_field_takes_walk_ins(
    app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    with transaction():
        consultations.get_field("law").walk_in = "walk_in_ok"
        desk.next_day.opens_at = LATE + timedelta(hours=1)
    at(LATE)
    clerk = Worker(app)
    assert "오늘 생활법률 현장 접수는 사유 없이 받습니다" in clerk.get(FORM).text
    clerk.post(FORM, 409, **typed(desk))
    clerk.post(FORM, 409, **typed(desk, via="walk_in", slot=desk.slot("national-tax").token))
    clerk.post(FORM, 409, **typed(desk, via="walk_in", slot=desk.slot(day=desk.next_day).token))
    clerk.post(FORM, **typed(desk, via="walk_in"))
    assert [row.via for row in rows()] == ["walk_in"]


def test_a_closed_day_takes_nobody_whatever_the_reason(clerk: Worker, desk: Desk) -> None:
    with transaction():
        calendar.close_day(desk.day, closed_by="staff", reason="staff", text="정전", actor=CLERK, now=NOW)
    page = clerk.post(FORM, 409, **typed(desk, override_reason="꼭"))
    assert "휴무" in page.text and not rows()
    assert "적으신 내용은 그대로 남습니다" in page.text
    page = clerk.post(other_day(page), 200, **page.filled(FORM), show="day")
    assert page.heading.startswith("2027. 1. 20.") and page.filled(f"/staff/book/{NEXT}")["question"] == "상속 포기"


def other_day(page: Page) -> str:
    """Where the button of the other day sends the form."""
    [button] = page.soup.select(".desk-days button[form=booking][name=show]")
    return str(button["formaction"])


def test_looking_at_another_day_keeps_what_was_typed_and_books_nothing(clerk: Worker, desk: Desk) -> None:
    page = clerk.get(FORM)
    [default, *_] = page.soup.select("button[form=booking], #booking button")
    assert default.get_text() == "예약하기"  # what Enter presses
    page = clerk.post(other_day(page), 200, **typed(desk, phone="12", email="hong@example.org"), show="day")
    kept = page.filled(f"/staff/book/{NEXT}")
    assert page.heading.startswith("2027. 1. 20.") and not page.soup.select_one("#errors, .field__error")
    assert (kept["name"], kept["phone"], kept["email"], kept["consent"]) == ("홍길동", "12", "hong@example.org", "y")
    assert "slot" not in kept and not rows()


def test_the_form_opens_where_the_clerk_begins(clerk: Worker, desk: Desk) -> None:
    focused = clerk.get(FORM).soup.select("[autofocus]")
    assert [(one["name"], one["value"], one["aria-describedby"]) for one in focused] == [("via", "telephone", "window")]
    assert [one.get("id") for one in clerk.post(FORM, 400, via="telephone").soup.select("[autofocus]")] == ["errors"]


def test_a_field_without_places_leads_to_its_line_with_what_was_typed(clerk: Worker, desk: Desk) -> None:
    assert not clerk.get(FORM).soup.select("#booking [formaction]")
    desk.book(desk.slot())
    desk.book(desk.slot(nth=1), a_person("남궁민", "010-9876-5432"))
    page = clerk.get(FORM)
    button, turned_away = page.soup.select("#booking [formaction]")
    assert button.get_text() == "생활법률 빈자리 알림 신청 받기"
    assert turned_away.get_text() == "생활법률 자리가 없어 돌아가심"
    line = "/staff/waiting/new"
    page = clerk.post(
        str(button["formaction"]), 200, **typed(desk, email="hong@example.org", token=page.filled(FORM)["token"])
    )
    begun = page.filled(line)
    assert (begun["desks"], begun["name"], begun["email"]) == ("law", "홍길동", "hong@example.org")
    assert "consent" not in begun and not page.soup.select_one("#errors")
    made = clerk.post(line, **begun, consent="y")
    assert "홍○동" in clerk.get(made.url).text


def test_who_has_a_booking_already_is_shown_it(clerk: Worker, desk: Desk) -> None:
    first = desk.book(desk.slot())
    page = clerk.post(FORM, 409, **typed(desk, slot=desk.slot(nth=1).token))
    [link] = page.soup.select(".notice--info a")
    assert link["href"] == f"/staff/reservations/{first.reference}" and first.shown_reference in link.get_text()
    assert [entry.person for entry in entries("reservation.viewed")] == [first.person_key]
    summary = page.soup.find(id="errors").get_text()
    assert summary.index("같은 날 같은 분야") < summary.index("사유를 입력해 주세요")


def test_times_that_are_over_are_not_offered(app: Flask, desk: Desk, at: Callable[..., datetime]) -> None:
    at(wall(DAY, 10, 30))
    page = Worker(app).get(FORM)
    assert [radio.has_attr("disabled") for radio in page.form(FORM).select("[name=slot]")] == [True, False] * 2
