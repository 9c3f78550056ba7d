"""A visit to the night office as its citizen and the desk see it: nothing of it speaks of advice."""

import re
from collections.abc import Callable
from datetime import date, datetime

from flask import Flask
from icalendar import Calendar

from booking.calendar import service as days
from booking.calendar.models import Slot
from booking.consultations.models import Question
from booking.db import db, transaction
from booking.notices import jobs as notices
from booking.notices.models import ConsoleMessage, NoticeText
from booking.quality.jobs import invite_to_survey
from booking.quality.queries.visit_survey import code_of
from booking.recheck import recheck
from booking.reservations import queries, service
from booking.reservations.models import Reservation
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.wording import roster_sheet
from tests.reservations.conftest import CLERK, NIGHT, NOW, Desk, a_person, wall
from tests.reservations.turned_out import fresh, kept
from tests.support.nights import put_kind
from tests.support.pages import Citizen, Page
from tests.support.work import Worker, entries

PAGE = f"/night-office/{NIGHT}"
PERSON = {"name": "김방문", "phone": "010-1234-5678", "consent": "y"}


def book(citizen: Citizen, slot: Slot) -> Reservation:
    """The three screens; what each of them says is looked at on the way."""
    citizen.get(PAGE)
    form = citizen.submit("/holds", {"slot": slot.token})
    token = form.url.rsplit("/", 1)[1]
    check = citizen.submit("/check", PERSON)
    done = citizen.submit(token)
    for page in (form, check, done):
        assert "여권 신청" in said(page) and "상담" not in said(page), page.url
    (row,) = queries.list_by_phone("010-1234-5678", NIGHT)
    return row


LIMIT = re.compile(r"한 전화번호로 .*? 있습니다\.|With one telephone number, .*?: \d+\.")
"""The one sentence of a form that names both services: how many bookings of each a telephone may have."""


def said(page: Page) -> str:
    """What a page says between its menu and its foot, but for the limit."""
    assert page.soup.main is not None
    return LIMIT.sub("", " ".join(page.soup.main.get_text(" ").split()))


def test_a_visit_is_booked_from_the_page_of_its_night(citizen: Citizen, windows: list[Slot]) -> None:
    page = citizen.get(PAGE)
    assert "방문 예약" in page.text and "오후 6시 10분" in page.text and "2자리 남음" in page.text
    row = book(citizen, windows[1])
    assert row.consent_version == notice_in_force("night").version != notice_in_force().version
    assert (row.state, row.slot_id, row.question) == ("reserved", windows[1].id, None)
    own = f"/reservations/{row.reference}"
    shown = citizen.get(own)
    assert "방문 일시" in said(shown) and "신분증, 여권용 사진" in said(shown) and "본인이 오셔야" in said(shown)
    assert "일정 변경과 취소는 방문 시각 전까지" in said(shown)
    for path in ("/move", "/cancel", "/edit", "/data", "/delete"):
        assert "상담" not in said(citizen.get(own + path)), path
    event = Calendar.from_ical(citizen.client.get(f"{own}/calendar.ics").get_data(as_text=True)).walk("VEVENT")[0]
    assert event["summary"] == "여권 신청 방문"


def test_the_pages_of_a_visit_speak_english(citizen: Citizen, windows: list[Slot]) -> None:
    citizen.get(f"{PAGE}?lang=en")
    form = citizen.submit("/holds", {"slot": windows[0].token})
    assert "Whose visit are you booking?" in said(form) and "consultation" not in said(form).lower()


def test_without_a_time_the_night_is_shown_again(citizen: Citizen, windows: list[Slot]) -> None:
    citizen.get(PAGE)
    page = citizen.submit("/holds")
    assert page.status == 400 and "방문하실 시간을 선택해 주세요." in page.text
    assert page.soup.select(f'input[value="{windows[0].token}"]')


def test_who_finds_no_place_waits_for_the_kind_and_not_for_advice(
    citizen: Citizen, desk: Desk, windows: list[Slot]
) -> None:
    for number in range(4):
        desk.book(windows[number // 2], a_person("나나나", f"010-2222-{number:04}"))
    page = citizen.get(PAGE)
    assert "빈자리 알림 신청" in page.text
    form = citizen.get(f"/waiting?field=passport&date={NIGHT}")
    assert "기다리시는 업무" in said(form) and "상담" not in said(form)
    entry = citizen.submit("/waiting", {**PERSON, "desks": "passport"})
    assert "빈자리를 기다리고 있습니다" in entry.text and "상담" not in said(entry)


def sent() -> list[str]:
    notices.deliver(NOW)
    return [one.body for one in db.session.query(ConsoleMessage).order_by(ConsoleMessage.id)]


def test_messages_of_a_visit_say_what_is_true_of_it(desk: Desk, windows: list[Slot]) -> None:
    row = desk.book(windows[0])
    assert "홍길동님의 여권 신청 방문이 예약되었습니다." in sent()[-1]
    with transaction():
        days.add_holiday(NIGHT, "임시공휴일", reason="의결", actor=CLERK, now=NOW)
        recheck(NOW, CLERK)
    told = sent()[-1]
    assert "예약하신 야간민원실(여권 신청)이 열리지 않게 되어" in told and "대신 잡아 둔 일시" in told
    with transaction():
        service.accept(fresh(row), kept(row).token, actor=CLERK, now=NOW)
    with transaction():
        service.cancel(fresh(row), actor=CLERK, now=NOW)
    texts = sent()
    assert len(texts) == 3 and not [text for text in texts if "상담" in text]


def test_what_staff_wrote_of_consultations_is_not_sent_about_a_visit(desk: Desk, windows: list[Slot]) -> None:
    with transaction():
        text = {"kind": "confirmed", "channel": "sms", "language": "ko", "subject": "상담"}
        db.session.add(
            NoticeText(**text, body="#{이름}님 상담 #{날짜} #{시각} #{장소} #{예약번호}", changed_by="", changed_at=NOW)
        )
    desk.book(windows[0])
    desk.book(desk.slot(), a_person("나나나", "010-2222-3333"))
    assert "여권 신청 방문이 예약" in sent()[0]
    assert sent()[-1].startswith("나나나님 상담")


def test_the_desk_has_the_roster_of_a_night(
    sqlite_app: Flask, desk: Desk, windows: list[Slot], at: Callable[..., datetime]
) -> None:
    row = desk.book(windows[0])
    clerk = Worker(sqlite_app)
    page = clerk.get(f"/staff/roster/{NIGHT}")
    assert "야간민원실 일정표" in page.heading and "여권 신청" in page.text and "상담위원" not in said(page)
    assert "수요 야간민원실" in clerk.get("/staff/roster/2026-12-21").text
    form = clerk.get(f"/staff/book/{NIGHT}")
    assert "방문 시간" in form.text and "상담 요지" not in form.text
    person = {"name": "전화인", "phone": "010-9999-8888", "consent": "y", "via": "telephone"}
    clerk.post(f"/staff/book/{NIGHT}", slot=windows[1].token, token="t" * 22, **person)
    at(wall(NIGHT, 18, 1))
    clerk = Worker(sqlite_app, "second@city.example")
    back = clerk.post(f"/staff/reservations/{row.reference}/check-in", back="time")
    assert back.url.startswith(f"/staff/roster/{NIGHT}?service=night")
    clerk.post(f"/staff/walk-ins/{NIGHT}", name="현장인", desk="passport", consent="y", token="w" * 22)
    assert "여권 신청 1번" in clerk.get(f"/staff/walk-ins/{NIGHT}").text
    assert fresh(row).state == "checked_in"


def test_a_caller_who_wants_the_other_service_is_asked_nothing_twice(
    sqlite_app: Flask, desk: Desk, windows: list[Slot]
) -> None:
    with transaction():
        db.session.add(Question(field_key="law", key="matter", label="사건", position=1))
    clerk = Worker(sqlite_app)
    page = clerk.get("/staff/book/2026-12-21")
    assert page.soup.select("[name^=answer_]")
    [there] = [one for one in page.soup.select("button[name=show]") if "수요 야간민원실" in one.text]
    assert str(there["formaction"]).endswith("?service=night")
    notice = str(page.soup.select("[name=notice]")[0]["value"])
    typed = {"show": "day", "name": "전화인", "phone": "010-9999-8888", "via": "telephone", "notice": notice}
    night = clerk.post(str(there["formaction"]), 200, consent="y", **typed)
    assert "야간민원실" in night.heading and night.soup.select("[name=name]")[0]["value"] == "전화인"
    assert not night.soup.select("[name=consent]")[0].has_attr("checked"), "the notice of visits was not read out yet"
    assert not night.soup.select("[name^=answer_]"), "nobody asks a visitor for the tax"
    assert any("전문가 상담" in one.text for one in night.soup.select("button[name=show]"))


def test_a_date_with_both_services_has_two_rosters(sqlite_app: Flask, at: Callable[..., datetime]) -> None:
    at(NOW)
    both = date(2027, 1, 20)
    put_kind("passport", "여권 신청", NOW)
    with transaction():
        days.ensure_day("consultation", both, [], None, NOW)
        days.ensure_day("night", both, [], None, NOW)
    clerk = Worker(sqlite_app)
    assert clerk.get(f"/staff/roster/{both}").heading == "2027. 1. 20.(수) 일정표"
    night = clerk.get(f"/staff/roster/{both}?service=night")
    assert "야간민원실" in night.heading
    assert f"/staff/book/{both}?service=night" in night.html


def test_work_pages_and_papers_of_a_visit_do_not_speak_of_advice(
    sqlite_app: Flask, desk: Desk, windows: list[Slot], at: Callable[..., datetime]
) -> None:
    row = desk.book(windows[0])
    own, roster = f"/staff/reservations/{row.reference}", f"/staff/roster/{NIGHT}"
    at(wall(NIGHT, 18, 1))
    clerk = Worker(sqlite_app, role="admin")
    refused = clerk.post(f"{own}/done", 409)
    assert "방문 시간" in refused.text and f"{roster}?service=night" in refused.html
    clerk.post(f"{own}/check-in", back="booking")
    clerk.post(f"{own}/done", back="booking")
    shown = clerk.get(own)
    assert "방문 완료로 기록했습니다." in shown.text and shown.text.count("방문 완료") == 3  # a badge, and the history
    paths = [own, f"{own}/keep", roster, f"{roster}?print=1", f"{roster}/download", f"{roster}/paper"]
    for page in (refused, shown, *map(clerk.get, paths)):
        assert "상담" not in said(page).replace("전문가 상담 12. 21.(월)", ""), page.url
    assert {entry.subject for entry in entries("roster.printed")} == {f"office_day:night:{NIGHT}"}


def test_pages_that_change_a_booked_visit_name_its_time_and_business(
    sqlite_app: Flask, desk: Desk, windows: list[Slot]
) -> None:
    row, clerk = desk.book(windows[0]), Worker(sqlite_app)
    for step in ("cancel", "correct"):
        page = clerk.get(f"/staff/reservations/{row.reference}/{step}")
        assert "방문 시간" in page.text and "업무" in said(page) and "상담" not in said(page), step


def test_the_file_of_a_night_has_neither_questions_nor_experts(desk: Desk, windows: list[Slot]) -> None:
    desk.book(windows[0])
    sheet = roster_sheet(queries.board(windows[0].day, NOW), is_full=True)
    assert sheet.name == f"{NIGHT} 야간민원실 일정표" and "업무" in sheet.heads
    assert not {"상담 요지", "상담위원"} & set(sheet.heads)
    assert {len(line) for line in sheet.rows} == {len(sheet.heads)} and "홍길동" in sheet.rows[0]


def test_who_was_received_on_paper_at_night_is_entered_under_the_notice_of_visits(
    sqlite_app: Flask, windows: list[Slot], at: Callable[..., datetime]
) -> None:
    at(wall(NIGHT, 18, 30))
    typed = {"number": "1", "name": "종이인", "slot": windows[0].token, "step": "done", "consent": "y"}
    Worker(sqlite_app).post(f"/staff/roster/{NIGHT}/paper/walk-ins", **typed)
    (row,) = db.session.query(Reservation)
    assert row.state == "done" and row.consent_version == notice_in_force("night").version


def test_on_its_wednesday_the_first_work_page_is_the_night_with_its_own_help(
    sqlite_app: Flask, windows: list[Slot], at: Callable[..., datetime]
) -> None:
    with transaction():
        days.ensure_day("consultation", date(2026, 12, 21), [], None, NOW)
    clerk, night = Worker(sqlite_app), f"/staff/roster/{NIGHT}?service=night"
    assert clerk.get("/staff/", 303).url == "/staff/roster/2026-12-21"
    at(wall(NIGHT, 9))
    clerk = Worker(sqlite_app, "second@city.example")
    assert clerk.get("/staff/", 303).url == night
    assert clerk.get("/staff/book/", 303).url == f"/staff/book/{NIGHT}?service=night"
    for path in (night, f"/staff/book/{NIGHT}", f"/staff/walk-ins/{NIGHT}"):
        [link] = clerk.get(path).soup.select(".work-bar__help")
        assert link["href"] == "/staff/help/night-roster", path
    [link] = clerk.get("/staff/roster/2026-12-21").soup.select(".work-bar__help")
    assert link["href"] == "/staff/help/arrivals"
    with transaction():
        days.ensure_day("consultation", NIGHT, [], None, NOW)
    assert clerk.get("/staff/", 303).url == f"/staff/roster/{NIGHT}", "a session comes first"


def test_after_a_booked_visit_its_survey_speaks_of_the_visit(
    citizen: Citizen, desk: Desk, windows: list[Slot], at: Callable[..., datetime]
) -> None:
    row = desk.book(windows[0])
    for state in ("checked_in", "done"):
        with transaction():
            service.answer_state(fresh(row), state, actor=CLERK, now=wall(NIGHT, 18, 1))
    assert invite_to_survey(at(wall(NIGHT, 20))) == 1
    notices.deliver(at(wall(date(2026, 12, 3), 10)))
    told = db.session.query(ConsoleMessage).order_by(ConsoleMessage.id.desc()).first()
    assert told and "여권 신청" in told.body and "상담" not in told.body
    code = code_of(row.reference or "")
    page = citizen.get(f"/survey/{code}")
    assert page.heading == "방문은 어떠셨나요?" and "여권 신청" in said(page) and "상담" not in said(page)
    thanks = citizen.submit(f"/survey/{code}", {"kindness": "5", "usefulness": "5", "waiting": "4"})
    assert "상담" not in said(thanks) and "방문은 어떠셨나요?" not in said(thanks)
