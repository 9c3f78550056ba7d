"""What the API says of days, times, fields and nights is what the pages say."""

from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from icalendar import Calendar

from booking import clock
from booking.calendar import service as calendar
from booking.db import transaction
from booking.recheck import recheck
from booking.settings import service as settings
from tests.api.conftest import DAY, Program

HOLIDAY = date(2026, 12, 9)
"""A Wednesday."""


def test_the_days_are_those_of_the_page(sqlite_app: Flask, program: Program) -> None:
    page = BeautifulSoup(program.client.get("/consultations").text, "html.parser")
    shown = [str(link["href"]).rpartition("/")[2] for link in page.select(".card .actions a")]
    listed = program.get("/days").json
    assert [day["date"] for day in listed["days"]] == shown
    first = listed["days"][0]
    assert (first["date"], first["state"], first["free"]) == (DAY, "free", 12)
    assert (first["reason"], first["reason_text"]) == (
        "moved_sunday", "20일이 일요일이어서 다음 근무일인 21일에 엽니다.",
    )  # fmt: skip
    assert (first["opens_at"], first["closes_at"]) == ("2026-11-21T09:00:00+09:00", "2026-12-18T17:00:00+09:00")
    assert {field["field"]: field["free"] for field in first["fields"]} == {
        "law": 2, "national-tax": 4, "local-tax": 4, "survey": 2,
    }  # fmt: skip
    assert [(day["state"], day["free"]) for day in listed["days"][1:]] == [("not_open", 0)] * (len(shown) - 1)


def test_a_month_without_a_session_is_said_so(
    sqlite_app: Flask, program: Program, now: datetime, actor: object
) -> None:
    with transaction():
        settings.put("calendar.session_policy", "none", actor=actor, now=now)
        recheck(now, actor)
    months = {one["month"]: one for one in program.get("/days").json["months_without"]}
    assert (months["2026-12"]["nominal"], months["2026-12"]["reason"]) == ("2026-12-20", "none_sunday")
    assert months["2026-12"]["reason_text"] == "20일이 일요일이어서 열지 않습니다."


def test_the_times_are_those_of_the_page(sqlite_app: Flask, program: Program) -> None:
    program.hold(program.slot())
    program.book(program.slot(nth=1))
    page = BeautifulSoup(program.client.get(f"/consultations/{DAY}").text, "html.parser")
    offered = {str(radio["value"]) for radio in page.select("input[name=slot]:not([disabled])")}
    day = program.get(f"/days/{DAY}").json
    times = [slot for field in day["fields"] for slot in field["slots"]]
    assert {slot["slot"] for slot in times if slot["state"] == "free"} == offered
    assert [slot["state"] for slot in times if slot["field"] == "law"] == ["held", "full"]
    assert (
        sorted(times, key=lambda slot: (slot["starts_at"], slot["field"]))
        == program.get(f"/slots?date={DAY}").json["slots"]
    )
    assert all(program.get(f"/slots/{slot['slot']}").json == slot for slot in times[:3])
    only = program.get(f"/days/{DAY}?field=survey").json["fields"]
    assert [field["field"] for field in only] == ["survey"] and only[0]["organisations"]


def test_times_are_chosen_by_field_and_state(sqlite_app: Flask, program: Program) -> None:
    program.hold()
    free = program.get("/slots?field=law&state=free").json["slots"]
    assert [(slot["date"], slot["starts_at"][11:16]) for slot in free] == [(DAY, "10:30")]
    assert program.get("/slots?date=2026-12-25").json == {"slots": []}


def test_the_fields_say_what_the_pages_say(sqlite_app: Flask, program: Program) -> None:
    fields = program.get("/fields").json["fields"]
    assert [field["field"] for field in fields] == ["law", "national-tax", "local-tax", "survey"]
    assert (fields[0]["starts"], fields[0]["ends"], fields[0]["minutes"]) == ("10:00", "11:00", 30)
    assert program.get("/fields/law").json == fields[0]


def test_the_night_office_page_and_feed_agree_with_the_api(
    sqlite_app: Flask, program: Program, now: datetime, actor: object
) -> None:
    with transaction():
        calendar.add_holiday(HOLIDAY, "임시공휴일", reason="의결", actor=actor, now=now)
        recheck(now, actor)
    nights = program.get("/night-office").json["nights"]
    page = BeautifulSoup(program.client.get("/night-office").text, "html.parser")
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert len(rows) == len(nights) >= 8
    for (day, state, text), night in zip(rows, nights, strict=True):
        year, month, number = (int(part.strip()) for part in day.partition("(")[0].split(".")[:3])
        assert date(year, month, number).isoformat() == night["date"]
        assert ("휴무" in state) == (not night["open"])
        assert night["open"] or text == night["reason_text"]
    closed = {night["date"]: night for night in nights if not night["open"]}
    assert closed[HOLIDAY.isoformat()]["reason"] == "holiday"
    assert closed[HOLIDAY.isoformat()]["reason_text"] == "공휴일(임시공휴일)이어서 열지 않습니다."
    feed = Calendar.from_ical(program.client.get("/calendar/night-office.ics").data)
    events = {clock.to_office(event.decoded("dtstart")).isoformat(): event for event in feed.walk("VEVENT")}
    for night in nights:
        event = events[night["starts_at"]]
        assert (event["status"] == "CONFIRMED") == night["open"]
        assert str(event["description"]) == night["reason_text"]
        assert clock.to_office(event.decoded("dtend")).isoformat() == night["ends_at"]


def test_what_the_night_office_receives(sqlite_app: Flask, program: Program) -> None:
    tasks = program.get("/night-office/tasks").json["tasks"]
    assert len(tasks) == 28
    assert tasks[0] == {
        "business": "passport", "name": "여권 신청", "starts": "18:00", "accepted_until": "19:30", "ends": "20:00",
        "fee": None, "fee_note": "여권의 종류와 면수에 따라 다릅니다.",
        "bring": "신분증, 6개월 안에 찍은 여권용 사진 1장, 유효기간이 남은 여권",
        "notes": "본인이 오셔야 하며, 18세 미만은 법정대리인이 신청하실 수 있습니다.", "sample": True,
    }  # fmt: skip
    assert {task["fee"] for task in tasks} == {None, 0, 300, 400, 500, 600, 700, 800, 1000}
    page = BeautifulSoup(program.client.get("/night-office").text, "html.parser")
    assert [task["name"] for task in tasks] == [one.text for one in page.select(".placelist strong.daylist__date")]


def test_nights_of_another_time(sqlite_app: Flask, program: Program) -> None:
    found = program.get("/night-office?from=2027-05-01&to=2027-05-12").json["nights"]
    assert [(night["date"], night["open"], night["reason"]) for night in found] == [
        ("2027-05-05", False, "holiday"), ("2027-05-12", True, "open"),
    ]  # fmt: skip
    assert program.get("/night-office?from=2027-05-12&to=2027-05-01").json == {"nights": []}
    assert len(program.get("/night-office?from=2027-01-01&to=2039-01-01").json["nights"]) == 104


@pytest.mark.parametrize("field", ["law", "survey"])
def test_the_privacy_notice_names_who_is_told(sqlite_app: Flask, program: Program, field: str) -> None:
    notice = program.get(f"/consent?field={field}").json
    for organisation in program.get(f"/fields/{field}").json["organisations"]:
        assert organisation in notice["html"]
    assert "보유 기간" in notice["html"] and notice["notice_url"] == "http://127.0.0.1:8000/privacy"


def test_a_program_chooses_the_language_of_sentences(sqlite_app: Flask, program: Program) -> None:
    wish = {"slot": program.slot(day="2027-01-20")}
    for language, written in (("", "12. 21.(월)"), ("fr", "12. 21.(월)"), ("en-GB, ko;q=0.5", "December")):
        answer = program.call("POST", "/holds", wish, Accept_Language=language)
        assert answer.status_code == 409 and written in answer.json["detail"], answer.json["detail"]
